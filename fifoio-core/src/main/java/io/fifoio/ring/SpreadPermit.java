package io.fifoio.ring;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The permission for one pair to take {@link RingBytes#SPREAD} bytes of heap in addition to its capacity. A JVM has
 * only a few of them: together they allow at most a sixteenth of the heap, and no more than 32 MiB.
 */
final class SpreadPermit {

    private static final int MOST = 16;

    private static final AtomicInteger LEFT =
            new AtomicInteger(inAHeapOf(Runtime.getRuntime().maxMemory()));

    private enum State {
        NONE,
        HELD,
        ENDED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

    /** Returns how many permits there are in a JVM with the given number of bytes of heap. */
    static int inAHeapOf(long bytes) {
        return (int) Math.min(MOST, bytes / 16 / RingBytes.SPREAD);
    }

    /** Whether the permit is held, or can be had now. For the writer. */
    boolean tryAcquire() {
        if (state.get() == State.HELD) {
            return true;
        }
        int left = LEFT.get();
        if (left <= 0 || !LEFT.compareAndSet(left, left - 1)) {
            return false;
        }
        if (state.compareAndSet(State.NONE, State.HELD)) {
            return true;
        }
        // The pair has ended, perhaps a moment ago.
        LEFT.incrementAndGet();
        return false;
    }

    /** Gives the permit back, because it is no longer needed. May be called by any thread. */
    void end() {
        if (state.getAndSet(State.ENDED) == State.HELD) {
            LEFT.incrementAndGet();
        }
    }

    /** Returns how many more permits can be had. */
    static int left() {
        return LEFT.get();
    }
}
