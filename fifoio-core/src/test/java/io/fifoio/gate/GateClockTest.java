package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.gate.Gate.Wait;
import io.fifoio.testing.NoLeakedThreads;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a gate counts, to the nanosecond, with a clock that stands still until it is moved: as coarse as a clock can be.
 */
@ExtendWith(NoLeakedThreads.class)
final class GateClockTest {

    private static final int PAUSES = 8;

    /** Odd and even: one bit of a time is the gate's own. */
    private static final long[] STARTS = {1_000, 1_001, -1_000, -1_001, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE};

    private long now;

    /** How far the clock goes on with each look at it. */
    private long step;

    private long lookedAt;

    private final Gate gate = new Gate(this::tick, new Backoff(() -> lookedAt += 100));

    private long tick() {
        long shown = now;
        now += step;
        return shown;
    }

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    /** A wait that is over at once: that of an interrupted thread. */
    private void waitInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(gate.await(() -> false, () -> false, now, PAUSES)).isEqualTo(Wait.INTERRUPTED);
    }

    /** A condition that would be true at the next look, as when the other end trickles. */
    private static BooleanSupplier fromTheSecondLookOn() {
        int[] looks = {0};
        return () -> ++looks[0] > 1;
    }

    @Test
    void aWaitBehindTheLimitOfItsCallIsNotMadeThoughLookingAgainWouldHelp() {
        gate.limit(Duration.ofNanos(1_000));
        long began = -5_001;

        now = began + 999;
        assertThat(gate.await(fromTheSecondLookOn(), () -> false, began, PAUSES))
                .isEqualTo(Wait.READY);
        now = began + 1_000;
        assertThat(gate.await(fromTheSecondLookOn(), () -> false, began, PAUSES))
                .isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void anInterruptedThreadDoesNotWaitThoughLookingAgainWouldHelp() {
        Thread.currentThread().interrupt();

        assertThat(gate.await(fromTheSecondLookOn(), () -> false, now, PAUSES)).isEqualTo(Wait.INTERRUPTED);
        assertThat(gate.await(() -> true, () -> false, now, PAUSES))
                .as("what holds")
                .isEqualTo(Wait.READY);
    }

    @Test
    void aWaitWithinOneTickOfTheClockCountsForNothing() {
        for (long start : STARTS) {
            now = start;

            waitInterrupted();

            assertThat(gate.blockedNanos()).as("clock at %d", start).isZero();
            assertThat(gate.waitingNanos()).as("clock at %d", start).isZero();
        }
    }

    @Test
    void aWaitThatHasNotSeenATickYetIsUnderWayAllTheSame() {
        for (long start : STARTS) {
            now = start;

            Wait wait = gate.await(
                    () -> {
                        if (!gate.isOccupied()) {
                            return false;
                        }
                        assertThat(gate.blockedNanos()).as("clock at %d", start).isZero();
                        assertThat(gate.waitingNanos()).as("clock at %d", start).isOne();
                        return true;
                    },
                    () -> false,
                    now,
                    PAUSES);

            assertThat(wait).isEqualTo(Wait.READY);
        }
    }

    @Test
    void theTimeBetweenTheTicksIsCountedDuringTheWaitAndAfterIt() {
        now = 1_001;

        gate.await(
                () -> {
                    if (!gate.isOccupied()) {
                        return false;
                    }
                    now += 500;
                    assertThat(gate.blockedNanos()).isEqualTo(500);
                    assertThat(gate.waitingNanos()).isEqualTo(500);
                    return true;
                },
                () -> false,
                now,
                PAUSES);

        assertThat(gate.blockedNanos()).isEqualTo(500);
        now += 70_000;
        assertThat(gate.blockedNanos()).as("later").isEqualTo(500);
    }

    @Test
    void theTimesOfAllWaitsAddUp() {
        now = 1_001;
        step = 100;
        for (int waits = 1; waits <= 3; waits++) {
            waitInterrupted();
            assertThat(gate.blockedNanos()).isEqualTo(waits * 100);
        }
    }

    @Test
    void afterAShortWaitTheNextOneLooksLongerBeforeItParksAndAfterALongOneLess() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "alone, nobody spins");
        int first = looksOfAWait();
        int afterAShortOne = looksOfAWait();
        step = Duration.ofSeconds(1).toNanos();
        int afterAnother = looksOfAWait();
        int afterALongOne = looksOfAWait();

        assertThat(afterAShortOne).isGreaterThan(first);
        assertThat(afterAnother).isGreaterThan(afterAShortOne);
        assertThat(afterALongOne).isLessThan(afterAnother);
    }

    private int looksOfAWait() {
        int[] looks = new int[1];
        BooleanSupplier interrupting = () -> {
            Thread.currentThread().interrupt();
            return ++looks[0] < 0;
        };
        assertThat(gate.await(interrupting, () -> false, now, PAUSES)).isEqualTo(Wait.INTERRUPTED);
        Thread.interrupted();
        return looks[0];
    }

    @Test
    void aLimitHasPassedAsSoonAsTheClockShowsIt() {
        now = 1_001;
        step = 1;
        gate.limit(Duration.ofNanos(3));

        assertThat(gate.await(() -> false, () -> false, 1_001, PAUSES)).isEqualTo(Wait.TIMED_OUT);

        // Begun, three looks to the limit, and the look for the time spent.
        assertThat(now).isEqualTo(1_001 + 5);
    }

    @Test
    void aLimitForThePeerHasPassedAsSoonAsTheClockShowsIt() {
        now = 1_001;
        step = 1;
        gate.peerLimit(Duration.ofNanos(3));

        assertThat(gate.await(() -> false, () -> true, 1_001, PAUSES)).isEqualTo(Wait.ALONE);

        assertThat(now).isEqualTo(1_001 + 5);
    }
}
