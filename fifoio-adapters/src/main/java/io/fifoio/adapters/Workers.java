package io.fifoio.adapters;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads for an encoder that computes on several at once: platform threads, daemons, named {@code fifoio-worker-}.
 * Whoever borrows them must {@link #close} them.
 */
public final class Workers implements Executor, AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final ExecutorService threads;

    private Workers(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Lends worker threads. None is started before the first task.
     *
     * @param count how many threads, at least 1
     * @throws IllegalArgumentException if the count is less
     */
    public static Workers lend(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " worker threads, must be at least 1");
        }
        return new Workers(Executors.newFixedThreadPool(count, Threads.daemons("fifoio-worker-")));
    }

    /** @throws java.util.concurrent.RejectedExecutionException after {@link #close} */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /**
     * Drops the tasks that have not begun, interrupts those that have, and waits for them, up to 10 s. An interrupt of
     * the calling thread does not shorten the wait; the flag is kept.
     *
     * @throws IllegalStateException if a task does not stop
     */
    @Override
    public void close() {
        threads.shutdownNow();
        if (!Uninterrupted.await(LONGEST_STOP, nanos -> threads.awaitTermination(nanos, TimeUnit.NANOSECONDS))) {
            throw new IllegalStateException(
                    "a worker did not stop within " + LONGEST_STOP.toSeconds() + " s of close()");
        }
    }
}
