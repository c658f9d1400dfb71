package io.fifoio.gate;

import java.util.function.BooleanSupplier;

/**
 * Looking again for a short while before a thread parks: a hand-over between two running threads takes a fraction of a
 * microsecond, parking and waking some tens of them.
 */
final class Backoff {

    /** With one processor the other end can't run while this one spins. */
    private static final int SPINS =
            Runtime.getRuntime().availableProcessors() > 1 ? Integer.getInteger("spins", 64) : 0;

    /** Between two looks: an end that polls at full speed steals the cache line that the other one writes. */
    private static final int PAUSES_PER_SPIN = Integer.getInteger("pauses", 8);

    private static final int YIELDS = Integer.getInteger("yields", 4);

    private Backoff() {}

    /** @return whether the condition came to hold */
    static boolean until(BooleanSupplier condition) {
        for (int spin = 0; spin < SPINS; spin++) {
            for (int pause = 0; pause < PAUSES_PER_SPIN; pause++) {
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
