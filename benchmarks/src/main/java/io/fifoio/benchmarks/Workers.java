package io.fifoio.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that outlive the invocations, so that an invocation measures the pipe and not the start of threads. */
final class Workers {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Semaphore finished = new Semaphore(0);
    private final List<Semaphore> starts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts one thread for each job; the jobs wait for {@link #runOnce()}. */
    Workers(ThreadKind kind, List<Job> jobs) {
        for (Job job : jobs) {
            Semaphore start = new Semaphore(0);
            starts.add(start);
            threads.add(kind.start(() -> work(start, job)));
        }
    }

    private void work(Semaphore start, Job job) {
        try {
            while (true) {
                start.acquire();
                job.run();
                finished.release();
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            // The other one might wait for this one for ever.
            stop();
            finished.release(threads.size());
        }
    }

    /** Runs every job once, at the same time, and returns when all are done. */
    void runOnce() throws InterruptedException, ExecutionException {
        starts.forEach(Semaphore::release);
        finished.acquire(starts.size());
        Throwable failed = failure.get();
        if (failed != null) {
            throw new ExecutionException(failed);
        }
    }

    void stop() {
        threads.forEach(Thread::interrupt);
    }
}
