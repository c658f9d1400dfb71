package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final int LONGER_THAN_ALL = 1 << 16;

    private int looks;

    /** How often it looks at a condition that never holds. */
    private int looksWith(int pauses) {
        looks = 0;
        assertThat(Backoff.until(() -> ++looks < 0, pauses)).isFalse();
        return looks;
    }

    @Test
    void whoeverPausesLongerLooksLessOften() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "alone, nobody spins");

        assertThat(looksWith(1)).isGreaterThan(looksWith(2));
        assertThat(looksWith(2)).isGreaterThan(looksWith(64));
        assertThat(looksWith(64)).isGreaterThan(looksWith(LONGER_THAN_ALL));
    }

    @Test
    void itLooksAFewTimesMoreWhereOthersGetTheProcessorMeanwhile() {
        assertThat(looksWith(LONGER_THAN_ALL)).isBetween(2, 16);
    }

    @Test
    void itEndsWithTheLookThatFindsTheConditionTrueWhicheverThatIs() {
        int all = looksWith(64);
        for (int look = 1; look <= all; look++) {
            int last = look;
            looks = 0;
            assertThat(Backoff.until(() -> ++looks >= last, 64)).isTrue();
            assertThat(looks).isEqualTo(last);
        }
    }
}
