package io.fifoio;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every public method of both ends, in random order, against a plain model. */
@ExtendWith(NoLeakedThreads.class)
final class PairModelTest {

    /** Pairs are replaced after a while, so that all states have their share. */
    private static final int STEPS_OF_A_PAIR = 100;

    private static final int PAIRS = Repetitions.of(1_700);

    /** The ends keep their states and wait by the same code as those of bytes; only what copies is their own. */
    private static final int PAIRS_OF_CHARS = Repetitions.of(700);

    /** Fewer, because copying so much takes long. */
    private static final int LARGE_PAIRS = Repetitions.of(100);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 64})
    void aPairOfBytesBehavesAsTheModelDoes(int capacity) {
        check(20_000 + capacity, PAIRS, capacity, ModelledBytes::of);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_099, 64 * 1024})
    void aLargePairOfBytesBehavesAsTheModelDoes(int capacity) {
        check(30_000 + capacity, LARGE_PAIRS, capacity, ModelledBytes::of);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void aPairOfCharsBehavesAsTheModelDoes(int capacity) {
        check(40_000 + capacity, PAIRS_OF_CHARS, capacity, ModelledChars::of);
    }

    private static void check(long seed, int pairs, int capacity, BiFunction<Integer, Random, ModelledPair> maker) {
        Random random = new Random(seed);
        for (int number = 0; number < pairs; number++) {
            ModelledPair pair = maker.apply(capacity, random);
            for (int step = 0; step < STEPS_OF_A_PAIR; step++) {
                try {
                    pair.step();
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "seed " + seed + ", capacity " + capacity + ", pair " + number + ", step " + step + ": "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }
}
