package io.fifoio;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * Lets several threads use one end one after the other. A turn is held while waiting for the other end, but never while
 * foreign code runs.
 *
 * <p>A free turn goes to the thread that comes first, even if others wait: waking one of them costs more than most
 * turns take. But against a thread that takes turn after turn, a woken thread always comes too late. So once a thread
 * has been passed over for {@link #PATIENCE_NANOS}, the next turn goes to the one that has waited longest.
 */
final class Turns {

    /** Long enough for many undisturbed turns, and shorter than anybody notices. */
    static final long PATIENCE_NANOS = 1_000_000;

    /** Fair, so that waiting threads get their turns in order; {@code tryAcquire()} passes them by. */
    private final Semaphore turn = new Semaphore(1, true);

    private final Runnable givenUp;

    /**
     * When it was first noticed that a thread is being passed over; 0 if that has not happened since a waiting thread
     * last had a turn. Used by the thread that has the turn.
     */
    private long since;

    /** Whether nobody may be passed over now. Set by the thread that has the turn. */
    private volatile boolean inOrder;

    /** Whether the end has ended, so that turns no longer matter. */
    private volatile boolean over;

    /** @param givenUp what to do if a wait for a turn ends without one */
    Turns(Runnable givenUp) {
        this.givenUp = givenUp;
    }

    /** Takes a turn. Like every wait of an end, this is ended by an interrupt, and the flag stays set. */
    void take() throws InterruptedIOException {
        // The thread whose turn was to be next may have left.
        boolean mayPass = !inOrder || !turn.hasQueuedThreads();
        if (over || (mayPass && turn.tryAcquire())) {
            return;
        }
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            givenUp.run(); // before the exception is made: there may be no heap for it
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread uses this end: nothing done");
        } catch (Error e) {
            givenUp.run(); // no heap to wait with
            throw e;
        }
        since = 0;
        inOrder = false;
    }

    void give() {
        if (turn.hasQueuedThreads()) {
            // Odd, so that it is never the 0 that stands for "not yet".
            long now = System.nanoTime() | 1;
            if (since == 0) {
                since = now;
            } else if (now - since >= PATIENCE_NANOS) {
                inOrder = true;
            }
        }
        turn.release();
    }

    /**
     * Ends the turns, because the end has ended: nothing gets in or out any more, so nobody needs to wait. Waiting
     * threads are let in one by one, even if the turn was lost with a thread whose stack overflowed when it was about
     * to give it back. May be called by any thread, any number of times.
     */
    void end() {
        over = true;
        turn.release();
    }
}
