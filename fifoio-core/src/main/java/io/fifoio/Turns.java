package io.fifoio;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;

/** Lets several threads use one end one after the other. Held while waiting for the other end, never while foreign code runs. */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();

    /** As every wait of an end does, it ends by an interrupt, and the flag stays set. */
    void take() throws InterruptedIOException {
        if (lock.tryLock()) {
            return;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread uses this end: nothing done");
        }
    }

    void give() {
        lock.unlock();
    }
}
