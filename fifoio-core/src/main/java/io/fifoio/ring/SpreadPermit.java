package io.fifoio.ring;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The leave of one pair to take {@link RingBytes#SPREAD} bytes of heap besides its capacity. There are few in a JVM: together
 * they come to a sixteenth of the heap at most, and to no more than 32 MiB.
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

    /** How many there are in a JVM with so many bytes of heap. */
    static int inAHeapOf(long bytes) {
        return (int) Math.min(MOST, bytes / 16 / RingBytes.SPREAD);
    }

    /** Whether it is held, or can be had now. For the writer. */
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

    /** It is not needed any more. Any thread. */
    void end() {
        if (state.getAndSet(State.ENDED) == State.HELD) {
            LEFT.incrementAndGet();
        }
    }

    /** How many more there are to be had. */
    static int left() {
        return LEFT.get();
    }
}
