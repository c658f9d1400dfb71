package io.fifoio.gate;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Polls a condition for a short while before a thread parks: a hand-over between two running threads takes a fraction
 * of a microsecond, but parking and waking takes tens of them. How long to poll is learned from earlier waits. Between
 * looks the thread yields again and again, because with more threads than processors the other end may be waiting for
 * this thread's processor. If other threads keep the processors busy, a yield lasts some milliseconds, until their
 * slices are over; then the end parks without yielding for a while. Used by the waiting thread only.
 */
final class Backoff {

    /** How long to look, in nanoseconds: at first, and after waits that were long. */
    private static final int LEAST = 2_000;

    /**
     * The same after waits that were short. A decompressor, for example, is busy with each block for some tens of
     * microseconds.
     */
    private static final int MOST = 64 * LEAST;

    /**
     * A thread that was parked for less than this, including the time to wake it, should have polled longer. For one
     * that was parked longer, polling is of no use.
     */
    private static final long SHORT_NANOS = 200_000;

    /**
     * How long to look, at most, before yielding, in pauses of {@code Thread.onSpinWait()}, each of which takes some
     * nanoseconds, or some tens of them.
     */
    private static final int PAUSES = 64;

    /**
     * The same for a virtual thread: while it spins, it keeps its carrier from other threads, perhaps from the one it
     * waits for.
     */
    private static final int PAUSES_OF_VIRTUAL = 16;

    /** The longest pause of a virtual thread before a look, if its end has learned that longer pauses bring more. */
    private static final int LONGEST_PAUSE_OF_VIRTUAL = 512;

    /** How long one {@code Thread.onSpinWait()} is assumed to take, so that a pause never outlasts the polling. */
    private static final int NANOS_OF_A_PAUSE = 16;

    private static final int YIELDS = 4;

    /**
     * If a yield takes longer than this, threads that have nothing to do with the pair got the processor, and keep it.
     */
    private static final long LONG_YIELD_NANOS = 500_000;

    /**
     * Long yields are tolerated if they take at most one sixteenth of the time; if they take more, the next rest is
     * longer.
     */
    private static final int BEARABLE = 16;

    /** The longest rest, as a multiple of the time that the yield took. */
    private static final int LONGEST_REST = 64;

    /** With one processor the other end can't run while this one spins. */
    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    private final LongSupplier clock;

    /**
     * How long to poll, in nanoseconds, learned from earlier waits: a pair that hardly ever waits never pays for long
     * polling.
     */
    private int budget = LEAST;

    /**
     * How long to look before yielding, learned from what helped: if the condition becomes true only after this thread
     * has yielded, the other end is waiting for this very processor.
     */
    private int patience = PAUSES;

    /**
     * The length of the last rest, in which this end parks without yielding, as a multiple of the time that the yield
     * took; 0 before the first.
     */
    private int rest;

    private long restUntil;

    Backoff() {
        this(System::nanoTime);
    }

    /** With a clock that a test controls. */
    Backoff(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * @param pauses how long to pause between two looks, but never longer than the polling lasts in all: an end that
     *     polls at full speed takes the cache line away from the end that writes it
     * @return whether the condition has become true
     */
    boolean until(BooleanSupplier condition, int pauses) {
        boolean holds = look(condition, pauses);
        if (holds) {
            lookLonger();
        }
        return holds;
    }

    /** Learns from a wait in which polling did not help. */
    void parked(long nanos) {
        if (nanos < SHORT_NANOS) {
            lookLonger();
        } else {
            budget = Math.max(LEAST, budget / 2);
        }
    }

    /** Writes only if the value changes, because the other end may read the same cache line. */
    private void lookLonger() {
        if (budget < MOST) {
            budget *= 2;
        }
    }

    private void spinLonger() {
        if (patience < PAUSES) {
            patience *= 2;
        }
    }

    private void spinShorter() {
        if (patience > 1) {
            patience /= 2;
        }
    }

    private boolean look(BooleanSupplier condition, int pauses) {
        boolean isVirtual = VirtualThreads.isCurrent();
        int spins = ONE_PROCESSOR ? 0 : Math.min(patience, isVirtual ? PAUSES_OF_VIRTUAL : PAUSES);
        int longest = budget / NANOS_OF_A_PAUSE;
        int between = Math.min(pauses, isVirtual ? Math.min(longest, LONGEST_PAUSE_OF_VIRTUAL) : longest);
        if (spin(condition, spins, between)) {
            return true;
        }
        boolean goesOn = spins > 0;
        long began = clock.getAsLong();
        if (rest > 0 && began - restUntil < 0) {
            return false;
        }
        int yields = 0;
        long now = began;
        while (yields < YIELDS || (goesOn && now - began < budget)) {
            Thread.yield();
            yields++;
            boolean holds = condition.getAsBoolean();
            long before = now;
            now = clock.getAsLong();
            boolean isLong = now - before > LONG_YIELD_NANOS;
            if (isLong) {
                rest(now, now - before);
            }
            if (holds) {
                spinShorter();
                return true;
            }
            if (isLong) {
                return false;
            }
            if (goesOn && spin(condition, spins, between)) {
                return true;
            }
            now = clock.getAsLong();
        }
        return false;
    }

    /**
     * Begins a rest after a long yield: a thread that parks and is woken gets to run sooner than one that yields to
     * threads that only compute.
     */
    private void rest(long now, long yielded) {
        boolean again = rest > 0 && now - restUntil < BEARABLE * yielded;
        rest = again ? Math.min(LONGEST_REST, 2 * rest) : 1;
        restUntil = now + rest * yielded;
    }

    private boolean spin(BooleanSupplier condition, int pauses, int between) {
        for (int spent = 0; spent < pauses; spent += between) {
            for (int pause = 0; pause < between; pause++) {
                Thread.onSpinWait();
            }
            if (condition.getAsBoolean()) {
                spinLonger();
                return true;
            }
        }
        return false;
    }
}
