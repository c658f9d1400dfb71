package io.fifoio.adapters;

import io.fifoio.Fifo;
import io.fifoio.FifoInputStream;
import io.fifoio.FifoTimeoutException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs a source on another thread, a ring ahead of its reader. */
final class Pipe implements Engine {

    static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** How many bytes a source may be ahead of its reader by default. */
    static final int CAPACITY = 64 * 1024;

    private final FifoInputStream input;
    private final Production production;
    private final Executor executor;
    private final Duration longestStop;
    private final Watching watching;

    private boolean started;
    private volatile boolean closed;

    // Used by the reading thread only.
    private @Nullable SourceWatch asked;
    private @Nullable SourceWatch watch;
    private final Standstill standstill;

    private final WaitLimit limit;

    /** Whether the source waits for something that its reader holds. */
    private volatile boolean waitsForReader;

    /**
     * Checks a capacity for callers that need to know before they begin something, or that have no ring to check it.
     */
    static void checkCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + " bytes, must be at least 1");
        }
    }

    Pipe(PushSource source, Executor executor) {
        this(source, executor, CAPACITY, LONGEST_STOP);
    }

    /** @throws IllegalArgumentException if {@code capacity} is less than 1 */
    Pipe(PushSource source, Executor executor, int capacity) {
        this(source, executor, capacity, LONGEST_STOP);
    }

    Pipe(PushSource source, Executor executor, int capacity, Duration longestStop) {
        Fifo fifo = Fifo.ofCapacity(capacity);
        this.input = fifo.input();
        this.production = new Production(source, fifo.output());
        this.executor = executor;
        this.longestStop = longestStop;
        this.watching = production.watching();
        this.standstill = new Standstill(production.task());
        this.limit = new WaitLimit(input);
    }

    @Override
    public void start() {
        noteWatch();
        if (!started && !closed) {
            started = true;
            production.start(watch == null ? executor : Threads.thatCanBeWatched(executor));
        }
    }

    /**
     * Takes note of the present watch: it changes if another thread reads, or if the same thread reads on behalf of
     * another source.
     */
    private void noteWatch() {
        SourceWatch now = asked == null ? Watching.here() : asked;
        if (now != watch) {
            watch = now;
            watching.set(now);
            limit.lookEvery(now == null ? Duration.ZERO : now.interval());
        }
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public int read() throws IOException {
        beginReading();
        while (true) {
            try {
                int value = input.read();
                standstill.end();
                return value;
            } catch (FifoTimeoutException late) {
                ensureWorthWaiting(late);
            }
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        beginReading();
        while (true) {
            try {
                int count = input.read(b, off, len);
                standstill.end();
                return count;
            } catch (FifoTimeoutException late) {
                ensureWorthWaiting(late);
            }
        }
    }

    private void beginReading() throws IOException {
        start();
        limit.beginWaiting();
        production.ensureElsewhere();
    }

    private void ensureWorthWaiting(FifoTimeoutException late) throws IOException {
        SourceWatch looking = watch;
        if (looking == null) {
            late.initCause(whereItStands());
            throw late;
        }
        if (limit.isOver()) {
            // A new exception, because the caught one states only the time since the last look.
            FifoTimeoutException told = new FifoTimeoutException("no data within " + limit.get());
            told.initCause(whereItStands());
            throw told;
        }
        try {
            standstill.look(looking);
        } catch (Throwable inVain) {
            waitsForReader = true;
            if (inVain instanceof RuntimeException failed) {
                throw new IOException("the watch failed: " + Failures.describe(failed), failed);
            }
            throw inVain;
        }
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    @Override
    public void setTimeout(Duration next) {
        limit.set(next);
    }

    @Override
    public void watch(SourceWatch next) {
        asked = next;
    }

    @Override
    public long consumed() {
        return input.position();
    }

    @Override
    public boolean returnedAfter(long bytes) {
        return production.returnedAfter(bytes);
    }

    @Override
    public Duration duration() {
        return production.duration();
    }

    @Override
    public @Nullable Throwable failure() {
        return production.failure();
    }

    @Override
    public Throwable whereItStands() {
        return production.task().whereItStands();
    }

    @Override
    public void close(boolean interrupt) throws IOException {
        closed = true;
        input.close();
        Task task = production.task();
        task.cancel();
        if (interrupt) {
            task.interrupt();
        }
        // This thread runs a source of that same reader: the reader is waiting for this thread and holds what the
        // source waits for.
        boolean inVain = waitsForReader && Watching.here() == watching.get();
        if (!task.awaitEndUninterruptibly(inVain ? Duration.ZERO : longestStop)) {
            throw new IOException(
                    inVain
                            ? "the source can't stop before its reader does"
                            : "the source did not stop within " + longestStop.toSeconds() + " s of close()",
                    task.whereItStands());
        }
    }
}
