package io.fifoio.gate;

import java.util.function.BooleanSupplier;

/**
 * Looking again for a short while before a thread parks: a hand-over between two running threads takes a fraction of a
 * microsecond, parking and waking some tens of them. How long, it learns from the waits before. For the one thread that waits.
 */
final class Backoff {

    /** How long to look before yielding, in pauses of {@code Thread.onSpinWait()}: at first, and after waits that were long. */
    private static final int LEAST = 64;

    /** After waits that were short. */
    private static final int MOST = 1024;

    /** A virtual thread that spins keeps its carrier from others, perhaps from the one it waits for. */
    private static final int MOST_OF_VIRTUAL = 16;

    /** But it may pause so long before its one look, where an end has learned that longer pauses bring more. */
    private static final int LONGEST_PAUSE_OF_VIRTUAL = 512;

    /**
     * Who was parked for no longer than this, waking included, would have done better to look on. For who was parked longer, looking
     * is of no use, and where there are more threads than processors it takes one from the other end.
     */
    private static final long SHORT_NANOS = 200_000;

    private static final int YIELDS = 4;

    /** With one processor the other end can't run while this one spins. */
    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    /** Learned from the waits before, of which a pair that hardly waits has none to pay for. */
    private int budget = LEAST;

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

    private boolean look(BooleanSupplier condition, int pauses) {
        boolean isVirtual = VirtualThreads.isCurrent();
        int longest = ONE_PROCESSOR ? 0 : isVirtual ? MOST_OF_VIRTUAL : budget;
        int between = Math.min(pauses, isVirtual ? Math.min(budget, LONGEST_PAUSE_OF_VIRTUAL) : budget);
        for (int spent = 0; spent < longest; spent += between) {
            for (int pause = 0; pause < between; pause++) {
                Thread.onSpinWait();
            }
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        for (int yield = 0; yield < YIELDS; yield++) {
            Thread.yield();
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
