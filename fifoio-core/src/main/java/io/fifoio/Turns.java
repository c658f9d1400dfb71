package io.fifoio;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets several threads use one end one after the other. Held while waiting for the other end, never while foreign code runs. */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();

    /** Why somebody's turn ended within a message; guarded by {@link #lock}. A mark that can be set where there is no heap. */
    private @Nullable Throwable tornBy;

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

    /** For who has the turn: it ends within a message. */
    void torn(Throwable cause) {
        tornBy = cause;
    }

    /** For who has the turn: why an earlier one ended within a message, or null. */
    @Nullable
    Throwable tornBy() {
        return tornBy;
    }
}
