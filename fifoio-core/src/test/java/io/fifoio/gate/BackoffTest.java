package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

final class BackoffTest {

    private static final int LONGER_THAN_ALL = 1 << 14;
    private static final long SHORT = Duration.ofNanos(20_000).toNanos();
    private static final long LONG = Duration.ofSeconds(1).toNanos();
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private long now;
    private long tick = 100;
    private int looksAtFirstTick;
    private int looks;
    private final Backoff backoff = new Backoff(this::clock);

    /** Asked after the first looks, and between two times of yielding. */
    private long clock() {
        looksAtFirstTick = looksAtFirstTick == 0 ? looks : looksAtFirstTick;
        return now += tick;
    }

    private int looksBeforeTheClockIsAsked(int pauses) {
        looksAtFirstTick = 0;
        looksWith(pauses);
        return looksAtFirstTick;
    }

    /** How often it looks at a condition that never holds. */
    private int looksWith(int pauses) {
        looks = 0;
        assertThat(backoff.until(() -> ++looks < 0, pauses)).isFalse();
        return looks;
    }

    private static void assumeThatOneSpins() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "alone, nobody spins");
    }

    @Test
    void whoeverPausesLongerLooksLessOften() {
        assumeThatOneSpins();

        assertThat(looksWith(1)).isGreaterThan(looksWith(2));
        assertThat(looksWith(2)).isGreaterThan(looksWith(16));
        assertThat(looksWith(16)).isGreaterThan(looksWith(LONGER_THAN_ALL));
    }

    @Test
    void itLooksAFewTimesMoreWhereOthersGetTheProcessorMeanwhile() {
        tick = LONG;

        assertThat(looksWith(LONGER_THAN_ALL)).isBetween(2, 16);
    }

    @Test
    void itYieldsWithinAFewMicrosecondsOfLooking() {
        // Of two pauses a look, 32 looks take a few microseconds.
        assertThat(looksBeforeTheClockIsAsked(2)).isBetween(1, 40);
    }

    @Test
    void itEndsWithTheLookThatFindsTheConditionTrueWhicheverThatIs() {
        int all = looksWith(16);
        for (int look = 1; look <= all; look++) {
            int last = look;
            looks = 0;
            // One that has not learned yet: how often it looks depends on which look helped.
            assertThat(new Backoff(this::clock).until(() -> ++looks >= last, 16))
                    .isTrue();
            assertThat(looks).isEqualTo(last);
        }
    }

    @Test
    void whereYieldingHelpsItYieldsSoonerAndWhereLookingHelpsLaterAgain() {
        assumeThatOneSpins();
        int atFirst = looksBeforeTheClockIsAsked(1);

        untilAYieldHelps();
        int afterOne = looksBeforeTheClockIsAsked(1);
        for (int i = 0; i < 100; i++) {
            untilAYieldHelps();
        }
        int afterMany = looksBeforeTheClockIsAsked(1);
        for (int i = 0; i < 100; i++) {
            backoff.until(() -> true, 1);
        }

        assertThat(afterOne).isLessThan(atFirst);
        assertThat(afterMany).isEqualTo(1);
        assertThat(looksBeforeTheClockIsAsked(1)).isEqualTo(atFirst);
        untilAYieldHelps();
        assertThat(looksBeforeTheClockIsAsked(1)).isEqualTo(afterOne);
    }

    @Test
    void afterAYieldThatTookLongItDoesNotYieldForAsLong() {
        long first = restAfterALongYield();

        assertThat(first).isBetween(MILLISECOND / 2, 3 * MILLISECOND / 2);
    }

    @Test
    void whereYieldsTakeLongAgainAndAgainItRestsLongerUpToABound() {
        long first = restAfterALongYield();
        long second = restAfterALongYield();
        for (int i = 0; i < 10; i++) {
            restAfterALongYield();
        }

        assertThat(second).isGreaterThan(first);
        assertThat(restAfterALongYield()).isBetween(63 * MILLISECOND, 65 * MILLISECOND);
    }

    @Test
    void afterAWhileWithoutALongYieldItRestsAsAtFirst() {
        long first = restAfterALongYield();
        for (int i = 0; i < 10; i++) {
            restAfterALongYield();
        }

        now += 17 * MILLISECOND;

        assertThat(restAfterALongYield()).isEqualTo(first);
    }

    @Test
    void aYieldOfHalfAMillisecondIsNotLong() {
        tick = MILLISECOND / 2;
        int looksOfSeveralYields = looksWith(LONGER_THAN_ALL);

        tick++;

        assertThat(looksWith(LONGER_THAN_ALL)).isLessThan(looksOfSeveralYields);
    }

    /** Lets a yield take a millisecond. @return how long it does not yield after that */
    private long restAfterALongYield() {
        tick = MILLISECOND;
        looksWith(1);
        looksAtFirstTick = 0;
        tick = 1;
        long began = now;
        while (looksWith(1) == looksAtFirst()) {
            now += MILLISECOND / 10;
        }
        return now - began;
    }

    /** How often it has looked before it asked the clock first: all its looks, where it does not yield. */
    private int looksAtFirst() {
        int first = looksAtFirstTick;
        looksAtFirstTick = 0;
        return first;
    }

    /** The condition comes to hold between the looks before the first yield and the one after it. */
    private void untilAYieldHelps() {
        looksAtFirstTick = 0;
        looks = 0;
        assertThat(backoff.until(() -> ++looks > 0 && looksAtFirstTick > 0, 1)).isTrue();
    }

    @Test
    void afterShortWaitsItLooksMoreOften() {
        assumeThatOneSpins();
        int atFirst = looksWith(1);

        backoff.parked(SHORT);
        int afterOne = looksWith(1);
        backoff.parked(SHORT);

        assertThat(afterOne).isGreaterThan(atFirst);
        assertThat(looksWith(1)).isGreaterThan(afterOne);
    }

    @Test
    void aWaitIsShortBelow200Microseconds() {
        assumeThatOneSpins();
        int atFirst = looksWith(1);

        backoff.parked(200_000);
        assertThat(looksWith(1)).isEqualTo(atFirst);

        backoff.parked(199_999);
        assertThat(looksWith(1)).isGreaterThan(atFirst);
    }

    @Test
    void afterALookThatHelpedItLooksMoreOften() {
        assumeThatOneSpins();
        int atFirst = looksWith(1);
        assertThat(looksWith(1)).as("after one that did not help").isEqualTo(atFirst);

        backoff.until(() -> true, 1);

        assertThat(looksWith(1)).isGreaterThan(atFirst);
    }

    @Test
    void howeverShortTheWaitsItEndsLookingAfterAFractionOfAMillisecond() {
        assumeThatOneSpins();
        for (int i = 0; i < 100; i++) {
            backoff.parked(SHORT);
        }

        int atMost = looksWith(1);
        backoff.parked(SHORT);
        long began = now;

        assertThat(looksWith(1)).isEqualTo(atMost);
        assertThat(Duration.ofNanos(now - began)).isBetween(Duration.ofNanos(50_000), Duration.ofNanos(250_000));
    }

    @Test
    void afterLongWaitsItLooksAsOftenAsAtFirst() {
        assumeThatOneSpins();
        int atFirst = looksWith(1);
        for (int i = 0; i < 100; i++) {
            backoff.parked(SHORT);
        }
        int atMost = looksWith(1);

        backoff.parked(LONG);
        int afterOne = looksWith(1);
        for (int i = 0; i < 100; i++) {
            backoff.parked(LONG);
        }

        assertThat(afterOne).isLessThan(atMost);
        assertThat(looksWith(1)).isEqualTo(atFirst);
    }

    /** It yields its carrier meanwhile. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualThreadLooksOnAsOthersDo() throws Exception {
        assumeThatOneSpins();
        for (int i = 0; i < 100; i++) {
            backoff.parked(SHORT);
        }

        Thread looking = startVirtual(() -> looksWith(1));
        looking.join();

        assertThat(looks).isGreaterThan(1_000);
    }

    /** {@code Thread.ofVirtual().start(task)}, which this code, compiled for Java 17, can't name. */
    private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("start", Runnable.class)
                .invoke(builder, task);
    }
}
