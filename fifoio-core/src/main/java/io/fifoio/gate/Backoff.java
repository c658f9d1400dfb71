package io.fifoio.gate;

import java.util.function.BooleanSupplier;

/**
 * Looking again for a short while before a thread parks: a hand-over between two running threads takes a fraction of a
 * microsecond, parking and waking some tens of them.
 */
final class Backoff {

    /** How long to look before yielding, in pauses of {@code Thread.onSpinWait()}. */
    private static final int BUDGET = 1024;

    /** A virtual thread that spins keeps its carrier from others, perhaps from the one it waits for. */
    private static final int BUDGET_OF_VIRTUAL = 16;

    private static final int YIELDS = 4;

    /** With one processor the other end can't run while this one spins. */
    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

    private Backoff() {}

    /**
     * @param pauses between two looks: an end that polls at full speed steals the cache line that the other one writes
     * @return whether the condition came to hold
     */
    static boolean until(BooleanSupplier condition, int pauses) {
        int budget = ONE_PROCESSOR ? 0 : VirtualThreads.isCurrent() ? BUDGET_OF_VIRTUAL : BUDGET;
        for (int spent = 0; spent < budget; spent += pauses) {
            for (int pause = 0; pause < pauses; pause++) {
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
