package io.fifoio.adapters;

import io.fifoio.adapters.inner.Place;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread's turn it is: one thread at a time runs a step or frees what the steps hold. It is interrupted
 * only during its turn, because it belongs to the reader.
 *
 * <p>It uses a monitor instead of a lock, and wakes nobody, because after a stack overflow there is no room for the
 * call that would release a lock. A turn begins with a call and ends without one:
 *
 * <pre>{@code
 * } finally {
 *     synchronized (stepper) {
 *         stepper.thread = null;
 *         if (stepper.interrupted) {
 *             stepper.takeBackInterrupt();
 *         }
 *     }
 * }
 * }</pre>
 */
final class Stepper {

    /** The longest pause between two looks of a thread that waits for its turn. */
    private static final int LONGEST_PAUSE_MILLIS = 16;

    // Guarded by the monitor.

    @Nullable
    Thread thread;

    boolean interrupted;

    /** @return whether it is now the calling thread's turn; false while it is another thread's */
    synchronized boolean begin() {
        if (thread != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /**
     * Waits for a turn.
     *
     * @return false if it is still another's after that time
     */
    boolean beginWithin(long nanos) throws InterruptedException {
        long began = System.nanoTime();
        for (int millis = 1; !begin(); millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
            long left = nanos - (System.nanoTime() - began);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(millis)));
        }
        return true;
    }

    /** Whether it is the calling thread's turn. */
    synchronized boolean isHere() {
        return thread == Thread.currentThread();
    }

    /** Interrupts the thread whose turn it is, if there is one. */
    synchronized void interrupt() {
        if (thread != null) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Clears the interrupt, because the step that it was meant for is over. For the thread whose turn it is. */
    synchronized void takeBackInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }

    /** Returns where the step is now: an exception with the stack trace of its thread. */
    synchronized Throwable whereItStands() {
        return Place.of("source", thread);
    }
}
