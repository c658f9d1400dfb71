package io.fifoio.adapters;

import io.fifoio.FifoInputStream;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A sink that reads a pair on another thread, once, and its result. It does not refer to the pair's other end: when the
 * stream that feeds the sink is dropped without being closed, that end becomes unreachable, and the sink's reads fail.
 */
final class Consumption<T> {

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** The result of a sink that has returned. */
    private record Returned<T>(T value) {}

    private final PullSink<T> sink;
    private final Executor executor;
    private final FifoInputStream input;
    private final Task task = new Task("sink", this::consume, this::fail);

    /** Used by the writing thread only. */
    private boolean started;

    private volatile @Nullable Returned<T> returned;
    private volatile @Nullable Throwable failure;

    Consumption(PullSink<T> sink, Executor executor, FifoInputStream input) {
        this.sink = sink;
        this.executor = executor;
        this.input = input;
    }

    void start() {
        if (!started) {
            started = true;
            task.submitTo(executor);
        }
    }

    private void consume() {
        try {
            returned = new Returned<>(sink.readFrom(input));
            input.close();
        } catch (Throwable t) {
            Failures.keepInterrupt(t);
            fail(t);
        }
    }

    private void fail(Throwable thrown) {
        failure = thrown;
        input.fail(thrown);
    }

    /** @throws IOException if this is the sink's own thread, which would wait for itself */
    void ensureElsewhere() throws IOException {
        if (task.runsHere()) {
            throw new IOException("the sink waits for its own end: result() or close() was called on its thread");
        }
    }

    /** @param limit zero means none */
    void awaitEnd(Duration limit) throws InterruptedException, IOException {
        if (!task.awaitEnd(limit.isZero() || limit.compareTo(FOREVER) > 0 ? FOREVER : limit)) {
            throw new IOException("the sink did not end within " + limit, task.whereItStands());
        }
    }

    /**
     * Returns what the sink returned, once it has ended.
     *
     * @param written how many bytes there were to read
     * @param more whether there were more that could not be written, because the sink had left
     */
    T result(long written, boolean more) throws IOException {
        Throwable reason = failure;
        if (reason != null) {
            throw new IOException(
                    "the sink failed after " + input.position() + " bytes: " + Failures.describe(reason), reason);
        }
        Returned<T> result = returned;
        if (result == null) {
            throw new IncompleteStreamException("the sink never ran");
        }
        if ((more || input.position() != written) && !(sink instanceof EarlySink)) {
            throw new IncompleteStreamException("the sink returned after " + input.position() + " of " + written
                    + (more ? " bytes or more" : " bytes"));
        }
        return result.value;
    }

    /** As {@link #result}, but throws what the sink threw. */
    T outcome(long written, boolean more) throws Exception {
        Throwable reason = failure;
        if (reason != null) {
            throw Failures.asItIs(reason);
        }
        return result(written, more);
    }

    Throwable whereItStands() {
        return task.whereItStands();
    }

    /** Makes the sink's reads fail. */
    void cut() {
        input.close();
    }

    /** Waits until the sink has ended; if it has not begun yet, it will not begin. */
    void stop(Duration longest) throws IOException {
        task.cancel();
        if (!task.awaitEndUninterruptibly(longest)) {
            cut();
            throw new IOException(
                    "the sink did not stop within " + longest.toSeconds() + " s of close()", task.whereItStands());
        }
    }

    /** Returns why the sink failed, if it did. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
