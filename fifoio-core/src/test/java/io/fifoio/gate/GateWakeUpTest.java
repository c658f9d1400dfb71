package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.fifoio.gate.Gate.Wait;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No wake-up is lost, whenever it comes; a lost one hangs, and the time limit of the tests shows that. */
@ExtendWith(NoLeakedThreads.class)
final class GateWakeUpTest {

    private static final int PAUSES = 8;

    @Test
    void aSignalAroundTheTimeOfParkingIsNotLost() {
        Race.run(7, 30_000, round -> {
            Gate gate = new Gate();
            AtomicBoolean condition = new AtomicBoolean();
            Wait[] wait = new Wait[1];
            return new Race.Round(
                    () -> wait[0] = gate.await(condition::get, () -> false, System.nanoTime(), PAUSES),
                    () -> {
                        condition.set(true);
                        gate.signal();
                    },
                    () -> assertThat(wait[0]).isEqualTo(Wait.READY));
        });
    }

    @Test
    void aLimitSetAroundTheTimeOfParkingIsNotLost() {
        Race.run(8, 10_000, round -> {
            Gate gate = new Gate();
            Wait[] wait = new Wait[1];
            return new Race.Round(
                    () -> wait[0] = gate.await(() -> false, () -> false, System.nanoTime(), PAUSES),
                    () -> gate.limit(Duration.ofNanos(1)),
                    () -> assertThat(wait[0]).isEqualTo(Wait.TIMED_OUT));
        });
    }

    @Test
    void aLimitForThePeerSetAroundTheTimeOfParkingIsNotLost() {
        Race.run(10, 10_000, round -> {
            Gate gate = new Gate();
            Wait[] wait = new Wait[1];
            return new Race.Round(
                    () -> wait[0] = gate.await(() -> false, () -> true, System.nanoTime(), PAUSES),
                    () -> gate.peerLimit(Duration.ofNanos(1)),
                    () -> assertThat(wait[0]).isEqualTo(Wait.ALONE));
        });
    }

    @Test
    void aSignallerThatLooksWhetherThePlaceIsOccupiedLosesNoWaiter() {
        Race.run(11, 30_000, round -> {
            Gate gate = new Gate();
            AtomicBoolean condition = new AtomicBoolean();
            Wait[] wait = new Wait[1];
            return new Race.Round(
                    () -> wait[0] = gate.await(condition::get, () -> false, System.nanoTime(), PAUSES),
                    () -> {
                        condition.set(true);
                        if (gate.isOccupied()) {
                            gate.signal();
                        }
                    },
                    () -> assertThat(wait[0]).isEqualTo(Wait.READY));
        });
    }

    /** Two threads at one end by mistake: what is counted may be wrong then, but a caller that asks gets an answer. */
    @Test
    void twoThreadsThatLeaveAtOnceLeaveNobodyWhoAsksWaiting() {
        Race.run(12, 30_000, round -> {
            Gate gate = new Gate();
            return new Race.Round(
                    () -> leaveInterrupted(gate),
                    () -> leaveInterrupted(gate),
                    () -> assertTimeoutPreemptively(Duration.ofSeconds(10), gate::blockedNanos));
        });
    }

    private static void leaveInterrupted(Gate gate) {
        Thread.currentThread().interrupt();
        gate.await(() -> false, () -> false, System.nanoTime(), PAUSES);
        Thread.interrupted();
    }

    @Test
    void twoThreadsThatWakeEachOtherNeverMissATurn() {
        int turns = Repetitions.of(20_000);
        Gate even = new Gate();
        Gate odd = new Gate();
        AtomicInteger turn = new AtomicInteger();

        Running<Void> other = Running.start(() -> takeTurns(turn, 1, turns, odd, even));
        takeTurns(turn, 0, turns, even, odd);

        other.result();
        assertThat(turn).hasValue(turns);
    }

    private static void takeTurns(AtomicInteger turn, int mine, int turns, Gate own, Gate others) {
        for (int next = mine; next < turns; next += 2) {
            int expected = next;
            assertThat(own.await(() -> turn.get() == expected, () -> false, System.nanoTime(), PAUSES))
                    .isEqualTo(Wait.READY);
            turn.incrementAndGet();
            others.signal();
        }
    }
}
