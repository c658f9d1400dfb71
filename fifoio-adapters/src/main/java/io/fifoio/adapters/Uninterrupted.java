package io.fifoio.adapters;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting that an interrupt does not shorten; the flag is kept. */
final class Uninterrupted {

    private Uninterrupted() {}

    @FunctionalInterface
    interface Wait {
        /** @return whether what is being waited for has happened */
        boolean within(long nanos) throws InterruptedException;
    }

    /** @return false if it has not happened within that time */
    static boolean await(Duration longest, Wait wait) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(longest);
        try {
            while (true) {
                try {
                    return wait.within(deadline - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
