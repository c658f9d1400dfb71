package io.fifoio.adapters;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * The task that an executor is handed. If the executor drops it without running it (a queue discarded at a shutdown, a
 * rejection policy that discards), this is reported once a garbage collection has noticed.
 */
final class Submission implements Runnable {

    private final Runnable work;
    private final Cleaner.Cleanable dropping;

    /** @param dropped must do nothing if the work has begun; must not refer to this object */
    Submission(Runnable work, Runnable dropped) {
        this.work = work;
        this.dropping = Threads.CLEANER.register(this, dropped);
    }

    @Override
    public void run() {
        try {
            work.run();
            dropping.clean();
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
