package io.fifoio.adapters;

import io.fifoio.BrokenPipeException;
import io.fifoio.Fifo;
import io.fifoio.FifoInputStream;
import io.fifoio.FifoOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs a source on another thread, a ring ahead of its reader. */
final class Pipe implements Engine {

    static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private static final long UNKNOWN = -1;

    private final PushSource source;
    private final Executor executor;
    private final Duration longestStop;
    private final FifoInputStream input;
    private final FifoOutputStream output;
    private final Task task = new Task("source", this::produce, refused -> end(refused, false));

    private boolean started;

    private volatile long total = UNKNOWN;
    private volatile @Nullable Throwable failure;
    private volatile long startedAt;
    private volatile long returnedAt;

    Pipe(PushSource source, Executor executor) {
        this(source, executor, LONGEST_STOP);
    }

    Pipe(PushSource source, Executor executor, Duration longestStop) {
        Fifo fifo = Fifo.create();
        this.input = fifo.input();
        this.output = fifo.output();
        this.source = source;
        this.executor = executor;
        this.longestStop = longestStop;
    }

    @Override
    public void start() {
        if (!started) {
            started = true;
            task.submitTo(executor);
        }
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    private void produce() {
        HeldBackOutputStream held = new HeldBackOutputStream(output);
        GuardedOutputStream guarded = new GuardedOutputStream(held);
        try {
            startedAt = System.nanoTime();
            source.writeTo(guarded);
            guarded.ensureWhole();
        } catch (Throwable t) {
            end(t, Failures.tellOfReaderLeaving(t, guarded.failure()));
            return;
        }
        returnedAt = System.nanoTime();
        try {
            // Before the last byte: a reader that has that byte finds the total known.
            total = held.total();
            held.release();
            output.complete();
            output.close();
        } catch (Throwable t) {
            end(t, t instanceof BrokenPipeException);
        }
    }

    /** @param cancelled whether what was thrown says no more than that the reader had left */
    private void end(Throwable thrown, boolean cancelled) {
        if (!cancelled) {
            failure = thrown;
        }
        output.fail(thrown);
    }

    @Override
    public int read() throws IOException {
        start();
        return input.read();
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        start();
        return input.read(b, off, len);
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    @Override
    public void setTimeout(Duration limit) {
        input.setTimeout(limit);
    }

    @Override
    public long consumed() {
        return input.position();
    }

    @Override
    public boolean returnedAfter(long bytes) {
        return total == bytes;
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(returnedAt - startedAt);
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public Throwable whereItStands() {
        return task.whereItStands();
    }

    @Override
    public void close(boolean interrupt) throws IOException {
        input.close();
        task.cancel();
        if (interrupt) {
            task.interrupt();
        }
        if (!task.awaitEndUninterruptibly(longestStop)) {
            throw new IOException(
                    "the source did not stop within " + longestStop.toSeconds() + " s of close()",
                    task.whereItStands());
        }
    }
}
