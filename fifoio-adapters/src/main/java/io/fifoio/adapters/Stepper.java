package io.fifoio.adapters;

import io.fifoio.adapters.inner.Place;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: one thread at a time runs a step, or frees what the steps hold. It is interrupted for its turn alone, because
 * it belongs to the reader.
 *
 * <p>Monitors, not locks, and nobody is woken: a full stack has no room for the call that would give a lock back. A turn begins by a
 * call and ends without one:
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

    /** Between two looks of who waits for a turn. */
    private static final int LONGEST_PAUSE_MILLIS = 16;

    // Guarded by the monitor.

    @Nullable
    Thread thread;

    boolean interrupted;

    /** @return whether it is the calling thread's turn now; false while it is another's */
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

    /** What the interrupt was meant for is over. For the thread whose turn it is. */
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
