package io.fifoio.adapters;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for an encoder that computes on several at once: platform threads, daemons, named {@code fifoio-worker-}. Who
 * borrows them gives them back by {@link #close}.
 */
public final class Workers implements Executor, AutoCloseable {

    private final ExecutorService threads;

    private Workers(ExecutorService threads) {
        this.threads = threads;
    }

    /** @param count how many threads, at least 1; none is started before the first task */
    public static Workers lend(int count) {
        return new Workers(Executors.newFixedThreadPool(count, ProducerThreads.daemons("fifoio-worker-")));
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Drops tasks that have not begun, and waits for those that have. An interrupt does not shorten the wait; the flag is kept. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
