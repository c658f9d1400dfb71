package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** How the pauses of a reader follow what its writer does. */
final class ReadingPausesTest {

    private static final int CAPACITY = 64 * 1024;
    private static final int MANY = 10_000;
    private static final long SEED = 20_261_126;

    /** A pause of {@link ReadingPauses#LEAST} and one that was tried and brought nothing. */
    private static final int SHORT = 2 * ReadingPauses.LEAST;

    private final ReadingPauses pauses = new ReadingPauses(CAPACITY);

    /** @return the mean */
    private double wait(int times, IntUnaryOperator batchAfter) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += pauses.current();
            pauses.learn(batchAfter.applyAsInt(pauses.current()));
            assertThat(pauses.current()).isBetween(ReadingPauses.LEAST, ReadingPauses.MOST);
        }
        return (double) sum / times;
    }

    private static int streamed(int pauses) {
        return 3 * pauses;
    }

    @Test
    void aStreamOfSmallPiecesIsLookedAtEverMoreSeldom() {
        int doublings = Integer.numberOfTrailingZeros(ReadingPauses.MOST / ReadingPauses.LEAST);
        for (int doubled = 0; doubled < doublings; doubled++) {
            assertThat(pauses.current()).isEqualTo(ReadingPauses.LEAST << doubled);
            wait(ReadingPauses.BATCHES, ReadingPausesTest::streamed);
        }
        assertThat(pauses.current()).isEqualTo(ReadingPauses.MOST);
    }

    @Test
    void atTheTopItTriesNoMoreThanTheNextLowerStep() {
        wait(MANY, ReadingPausesTest::streamed);
        for (int i = 0; i < 10 * ReadingPauses.BATCHES; i++) {
            wait(1, ReadingPausesTest::streamed);
            assertThat(pauses.current()).isGreaterThanOrEqualTo(ReadingPauses.MOST / 2);
        }
        assertThat(wait(MANY, ReadingPausesTest::streamed))
                .isBetween(0.7 * ReadingPauses.MOST, 0.8 * ReadingPauses.MOST);
    }

    @Test
    void aStreamWhoseBatchesVaryIsLookedAtSeldomToo() {
        Random random = new Random(SEED);

        double mean = wait(MANY, current -> current + random.nextInt(4 * current));

        assertThat(mean).as("seed %d", SEED).isGreaterThan(0.2 * ReadingPauses.MOST);
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

    /** As often between 1 and 2 bytes as between 8 and 16 KiB. */
    @Test
    void aDialogueWhoseMessagesVaryGreatlyKeepsMostOfIt() {
        Random random = new Random(SEED);

        assertThat(wait(MANY, current -> 1 + (int) Math.exp(random.nextDouble() * Math.log(16 * 1024))))
                .as("seed %d", SEED)
                .isLessThan(8 * SHORT);
    }

    @Test
    void whereAStreamBecomesADialogueThePausesAreShortSoon() {
        wait(MANY, ReadingPausesTest::streamed);
        int halvings = Integer.numberOfTrailingZeros(ReadingPauses.MOST / ReadingPauses.LEAST);

        wait((halvings + 3) * ReadingPauses.BATCHES, current -> 50);

        assertThat(pauses.current()).isLessThanOrEqualTo(SHORT);
    }

    @Test
    void noBatchTakesMoreThanAboutHalfTheRing() {
        IntUnaryOperator fast = current -> Math.min(CAPACITY, 200 * current);
        wait(MANY, fast);

        for (int i = 0; i < MANY; i++) {
            wait(1, fast);
            assertThat(fast.applyAsInt(pauses.current())).isLessThan(CAPACITY);
        }
        assertThat(wait(MANY, fast) * 200).isBetween(CAPACITY / 8.0, CAPACITY / 1.5);
    }

    @Test
    void aFullRingShortensThem() {
        wait(MANY, ReadingPausesTest::streamed);

        wait(MANY, current -> CAPACITY);

        assertThat(wait(MANY, current -> CAPACITY)).isEqualTo(ReadingPauses.LEAST);
    }

    @Test
    void halfTheRingIsEnough() {
        wait(ReadingPauses.BATCHES, current -> CAPACITY / 2);

        assertThat(pauses.current()).isEqualTo(ReadingPauses.LEAST);
    }

    @Test
    void halfAsMuchAgainIsWorthIt() {
        wait(ReadingPauses.BATCHES, current -> 100);
        wait(ReadingPauses.BATCHES, current -> 150);

        assertThat(pauses.current()).isEqualTo(4 * ReadingPauses.LEAST);
    }

    @Test
    void aThirdLessIsNoLoss() {
        wait(ReadingPauses.BATCHES, current -> 300);
        wait(ReadingPauses.BATCHES, current -> 450);
        wait(ReadingPauses.BATCHES, current -> 300); // turns round
        wait(ReadingPauses.BATCHES, current -> 200);

        assertThat(pauses.current()).isEqualTo(ReadingPauses.LEAST);
    }
}
