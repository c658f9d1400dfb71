package io.fifoio;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;

/** Lets several threads use one end one after the other. Held while waiting for the other end, never while foreign code runs. */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Runnable givenUp;

    /** @param givenUp what is to be done where a wait for a turn ends without one */
    Turns(Runnable givenUp) {
        this.givenUp = givenUp;
    }

    /** As every wait of an end does, it ends by an interrupt, and the flag stays set. */
    void take() throws InterruptedIOException {
        if (lock.tryLock()) {
            return;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            givenUp.run(); // before the exception is made: there may be no heap for it
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread uses this end: nothing done");
        } catch (Error e) {
            givenUp.run(); // no heap to wait with
            throw e;
        }
    }

    void give() {
        lock.unlock();
    }
}
