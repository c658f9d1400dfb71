package io.fifoio.adapters;

import io.fifoio.BrokenPipeException;
import io.fifoio.FifoOutputStream;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A source that writes into a pair on another thread, once, and what is known about how that went. It does not refer to
 * the pair's other end: when the opened stream is dropped without being closed, that end becomes unreachable, and the
 * source's writes fail.
 */
final class Production {

    private static final long UNKNOWN = -1;

    private final PushSource source;
    private final FifoOutputStream output;
    private final Watching watching = new Watching();
    private final Task task = new Task("source", this::produce, refused -> end(refused, false));

    private volatile long total = UNKNOWN;
    private volatile @Nullable Throwable failure;
    private volatile long startedAt;
    private volatile long returnedAt;
    private volatile @Nullable Thread producer;

    Production(PushSource source, FifoOutputStream output) {
        this.source = source;
        this.output = output;
    }

    void start(Executor executor) {
        task.submitTo(executor);
    }

    private void produce() {
        HeldBackOutputStream held = new HeldBackOutputStream(output);
        GuardedOutputStream guarded = new GuardedOutputStream(held);
        try {
            write(guarded);
            guarded.ensureWhole();
        } catch (Throwable t) {
            end(t, Failures.tellOfReaderLeaving(t, guarded.failure()));
            return;
        }
        returnedAt = System.nanoTime();
        try {
            // Set before the last byte is let go: a reader that has that byte finds the total known.
            total = held.total();
            held.release();
            output.complete();
            output.close();
        } catch (Throwable t) {
            end(t, t instanceof BrokenPipeException);
        }
    }

    private void write(GuardedOutputStream guarded) throws Exception {
        producer = Thread.currentThread();
        startedAt = System.nanoTime();
        try {
            writeWatched(guarded);
        } finally {
            guarded.refuse();
            producer = null;
        }
    }

    private void writeWatched(GuardedOutputStream guarded) throws Exception {
        Watching before = watching.enter();
        try {
            source.writeTo(guarded);
        } finally {
            Watching.leave(before);
        }
    }

    /** @param cancelled whether the exception only says that the reader had left */
    private void end(Throwable thrown, boolean cancelled) {
        Failures.keepInterrupt(thrown);
        if (!cancelled) {
            failure = thrown;
        }
        output.fail(thrown);
    }

    /**
     * @throws IOException if this is the source's own thread: the reader would miss the bytes read here, and nobody
     *     would know
     */
    void ensureElsewhere() throws IOException {
        if (Thread.currentThread() == producer) {
            throw new IOException("the source reads the stream that it feeds");
        }
    }

    /** Whether the source returned normally and had written just this many bytes. */
    boolean returnedAfter(long bytes) {
        return total == bytes;
    }

    Duration duration() {
        return Duration.ofNanos(returnedAt - startedAt);
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    Task task() {
        return task;
    }

    /** Returns the holder of the watch, which the reader sets. */
    Watching watching() {
        return watching;
    }
}
