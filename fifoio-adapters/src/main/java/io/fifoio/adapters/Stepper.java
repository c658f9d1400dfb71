package io.fifoio.adapters;

import io.fifoio.adapters.inner.Place;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Whose thread runs a step now. It is interrupted for that step alone, because it belongs to the reader. */
final class Stepper {

    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private @Nullable Thread thread;
    private boolean interrupted;

    /** The calling thread begins a step. */
    void begin() {
        lock.lock();
        try {
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** The step is over; an interrupt that was meant for it is taken back. */
    void end() {
        lock.lock();
        try {
            thread = null;
            if (interrupted) {
                interrupted = false;
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the step under way, if there is one. */
    void interrupt() {
        lock.lock();
        try {
            if (thread != null) {
                interrupted = true;
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where the step stands now: an exception with the stack trace of its thread. */
    Throwable whereItStands() {
        lock.lock();
        try {
            return Place.of("source", thread);
        } finally {
            lock.unlock();
        }
    }
}
