package io.fifoio.gate;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Looking again for a short while before a thread parks: a hand-over between two running threads takes a fraction of a
 * microsecond, parking and waking some tens of them. How long, it learns from the waits before. It yields again and again
 * meanwhile: where there are more threads than processors, the other end may be waiting for the one that looks. For the one
 * thread that waits.
 */
final class Backoff {

    /** How long to look, in nanoseconds: at first, and after waits that were long. */
    private static final int LEAST = 2_000;

    /** After waits that were short. A decompressor for one is busy with each block for some tens of microseconds. */
    private static final int MOST = 64 * LEAST;

    /**
     * Who was parked for less than this, waking included, would have done better to look on. For who was parked longer, looking
     * is of no use.
     */
    private static final long SHORT_NANOS = 200_000;

    /** How long to look before yielding at most, in pauses of {@code Thread.onSpinWait()}: some nanoseconds each, or some tens of them. */
    private static final int PAUSES = 64;

    /** A virtual thread that spins keeps its carrier from others, perhaps from the one it waits for. */
    private static final int PAUSES_OF_VIRTUAL = 16;

    /** But it may pause so long before a look, where an end has learned that longer pauses bring more. */
    private static final int LONGEST_PAUSE_OF_VIRTUAL = 512;

    /** What a pause is taken to last where it must not last longer than the end would look. */
    private static final int NANOS_OF_A_PAUSE = 16;

    private static final int YIELDS = 4;

    /** With one processor the other end can't run while this one spins. */
    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    private final LongSupplier clock;

    /** Learned from the waits before, of which a pair that hardly waits has none to pay for. */
    private int budget = LEAST;

    /**
     * How long to look before yielding, learned from what helped: where the condition comes to hold only once this thread yields, the
     * other end waits for this very processor.
     */
    private int patience = PAUSES;

    Backoff() {
        this(System::nanoTime);
    }

    /** By a clock that a test has its hands on. */
    Backoff(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * @param pauses between two looks, at most as many as it looks for in all: an end that polls at full speed steals the cache line
     *     that the other one writes
     * @return whether the condition came to hold
     */
    boolean until(BooleanSupplier condition, int pauses) {
        boolean holds = look(condition, pauses);
        if (holds) {
            lookLonger();
        }
        return holds;
    }

    /** After a wait in which looking did not help. */
    void parked(long nanos) {
        if (nanos < SHORT_NANOS) {
            lookLonger();
        } else {
            budget = Math.max(LEAST, budget / 2);
        }
    }

    /** Writes only what changes: the line may be one that the other end reads. */
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
        int yields = 0;
        while (yields < YIELDS || (goesOn && clock.getAsLong() - began < budget)) {
            Thread.yield();
            yields++;
            if (condition.getAsBoolean()) {
                spinShorter();
                return true;
            }
            if (goesOn && spin(condition, spins, between)) {
                return true;
            }
        }
        return false;
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
