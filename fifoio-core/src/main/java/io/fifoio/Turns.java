package io.fifoio;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * Lets several threads use one end one after the other. Held while waiting for the other end, never while foreign code runs.
 *
 * <p>A free turn is taken by who comes first, though others wait: to wake one of them costs more than most turns. But who is
 * woken comes too late for one that takes turn after turn. So when somebody has been passed over for {@link #PATIENCE_NANOS},
 * the next turn is for who waits longest.
 */
final class Turns {

    /** Many turns that go well, and less than anybody notices. */
    static final long PATIENCE_NANOS = 1_000_000;

    /** Fair, so that those who wait come in their order; {@code tryAcquire()} passes them by. */
    private final Semaphore turn = new Semaphore(1, true);

    private final Runnable givenUp;

    /** When it was first seen that somebody is passed over, 0 for not since one who waited had a turn. For who has the turn. */
    private long since;

    /** Whether nobody may pass. Set by who has the turn. */
    private volatile boolean inOrder;

    /** Whether the end has ended, so that turns no longer matter. */
    private volatile boolean over;

    /** @param givenUp what is to be done where a wait for a turn ends without one */
    Turns(Runnable givenUp) {
        this.givenUp = givenUp;
    }

    /** As every wait of an end does, it ends by an interrupt, and the flag stays set. */
    void take() throws InterruptedIOException {
        // Who was to be next may have left.
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
     * The end has ended: nobody need wait any more, since nothing gets in or out. Who waits is let in one by one, also where the turn
     * was lost with a thread whose stack was full when it was to give it back. Any thread, any number of times.
     */
    void end() {
        over = true;
        turn.release();
    }
}
