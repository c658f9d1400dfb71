package io.fifoio.adapters;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * What an executor is handed. One that lets go of it without having run it (a queue that is thrown away at a shutdown, a policy that
 * discards) never will: that is told once a collection has noticed.
 */
final class Submission implements Runnable {

    private final Runnable work;
    private final Cleaner.Cleanable dropping;

    /** @param dropped does nothing where the work has begun; must not refer to this */
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
