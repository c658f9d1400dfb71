package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** How the pauses of a reader follow what its writer does. */
final class PausesTest {

    private static final int CAPACITY = 64 * 1024;
    private static final int MANY = 10_000;
    private static final long SEED = 20_261_126;

    /** A pause of {@link Pauses#LEAST} and one that was tried and brought nothing. */
    private static final int SHORT = 2 * Pauses.LEAST;

    private final Pauses pauses = new Pauses(CAPACITY);

    /** @return the mean */
    private double wait(int times, IntUnaryOperator batchAfter) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += pauses.current();
            pauses.learn(batchAfter.applyAsInt(pauses.current()));
            assertThat(pauses.current()).isBetween(Pauses.LEAST, Pauses.MOST);
        }
        return (double) sum / times;
    }

    private static int streamed(int pauses) {
        return 3 * pauses;
    }

    @Test
    void aStreamOfSmallPiecesIsLookedAtEverMoreSeldom() {
        int doublings = Integer.numberOfTrailingZeros(Pauses.MOST / Pauses.LEAST);
        for (int doubled = 0; doubled < doublings; doubled++) {
            assertThat(pauses.current()).isEqualTo(Pauses.LEAST << doubled);
            wait(Pauses.BATCHES, PausesTest::streamed);
        }
        assertThat(pauses.current()).isEqualTo(Pauses.MOST);
    }

    @Test
    void atTheTopItTriesNoMoreThanTheNextLowerStep() {
        wait(MANY, PausesTest::streamed);
        for (int i = 0; i < 10 * Pauses.BATCHES; i++) {
            wait(1, PausesTest::streamed);
            assertThat(pauses.current()).isGreaterThanOrEqualTo(Pauses.MOST / 4);
        }
        assertThat(wait(MANY, PausesTest::streamed)).isGreaterThan(0.5 * Pauses.MOST);
    }

    @Test
    void aStreamWhoseBatchesVaryIsLookedAtSeldomToo() {
        Random random = new Random(SEED);

        double mean = wait(MANY, current -> current + random.nextInt(4 * current));

        assertThat(mean).as("seed %d", SEED).isGreaterThan(0.2 * Pauses.MOST);
    }

    @Test
    void aDialogueKeepsItsLatency() {
        wait(MANY, current -> 100);

        assertThat(wait(MANY, current -> 100)).isLessThanOrEqualTo(0.75 * SHORT);
        assertThat(pauses.current()).isLessThanOrEqualTo(SHORT);
    }

    @Test
    void aDialogueWhoseMessagesVaryDoesToo() {
        Random random = new Random(SEED);

        assertThat(wait(MANY, current -> 1 + random.nextInt(1000)))
                .as("seed %d", SEED)
                .isLessThan(SHORT);
    }

    @Test
    void whereAStreamBecomesADialogueThePausesAreShortSoon() {
        wait(MANY, PausesTest::streamed);
        int halvings = Integer.numberOfTrailingZeros(Pauses.MOST / Pauses.LEAST);

        wait((halvings + 3) * Pauses.BATCHES, current -> 50);

        assertThat(pauses.current()).isLessThanOrEqualTo(SHORT);
    }

    @Test
    void noBatchTakesMoreThanAboutHalfTheRing() {
        IntUnaryOperator fast = current -> Math.min(CAPACITY, 200 * current);
        wait(MANY, fast);

        for (int i = 0; i < MANY; i++) {
            wait(1, fast);
            assertThat(fast.applyAsInt(pauses.current())).isLessThanOrEqualTo(2 * CAPACITY / 2);
        }
        assertThat(wait(MANY, fast) * 200).isBetween(CAPACITY / 8.0, CAPACITY / 1.5);
    }

    @Test
    void aFullRingShortensThem() {
        wait(MANY, PausesTest::streamed);

        wait(MANY, current -> CAPACITY);

        assertThat(wait(MANY, current -> CAPACITY)).isEqualTo(Pauses.LEAST);
    }
}
