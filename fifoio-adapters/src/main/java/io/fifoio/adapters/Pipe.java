package io.fifoio.adapters;

import io.fifoio.Fifo;
import io.fifoio.FifoInputStream;
import io.fifoio.FifoTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs a source on another thread, a ring ahead of its reader. */
final class Pipe implements Engine {

    static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final FifoInputStream input;
    private final Production production;
    private final Executor executor;
    private final Duration longestStop;

    private boolean started;
    private volatile boolean closed;

    Pipe(PushSource source, Executor executor) {
        this(source, executor, LONGEST_STOP);
    }

    Pipe(PushSource source, Executor executor, Duration longestStop) {
        Fifo fifo = Fifo.create();
        this.input = fifo.input();
        this.production = new Production(source, fifo.output());
        this.executor = executor;
        this.longestStop = longestStop;
    }

    @Override
    public void start() {
        if (!started && !closed) {
            started = true;
            production.start(executor);
        }
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public int read() throws IOException {
        start();
        production.ensureElsewhere();
        try {
            return input.read();
        } catch (FifoTimeoutException late) {
            throw tellingWhy(late);
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        start();
        production.ensureElsewhere();
        try {
            return input.read(b, off, len);
        } catch (FifoTimeoutException late) {
            throw tellingWhy(late);
        }
    }

    private FifoTimeoutException tellingWhy(FifoTimeoutException late) {
        late.initCause(whereItStands());
        return late;
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
        if (!task.awaitEndUninterruptibly(longestStop)) {
            throw new IOException(
                    "the source did not stop within " + longestStop.toSeconds() + " s of close()",
                    task.whereItStands());
        }
    }
}
