package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.gate.Gate.Wait;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a wait does to the waiting thread: how it ends, who learns of it, and what is counted. */
@ExtendWith(NoLeakedThreads.class)
final class GateWaitingTest {

    private static final int PAUSES = 8;
    private static final Duration SHORT = Duration.ofNanos(1);

    private final Gate gate = new Gate();
    private final AtomicBoolean condition = new AtomicBoolean();

    private Wait await() {
        return gate.await(condition::get, () -> false, System.nanoTime(), PAUSES);
    }

    private void open() {
        condition.set(true);
        gate.signal();
    }

    @Test
    void aConditionThatHoldsEndsTheWaitAtOnce() {
        condition.set(true);
        gate.limit(SHORT);
        Thread.currentThread().interrupt();

        assertThat(await()).isEqualTo(Wait.READY);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSignalWakesTheWaiter() {
        Running<Wait> wait = Running.blocked(this::await);

        open();

        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void aSignalWithoutTheConditionLetsTheWaiterWaitOn() {
        AtomicInteger looks = new AtomicInteger();
        Running<Wait> wait = Running.blocked(() -> gate.await(
                () -> {
                    looks.incrementAndGet();
                    return condition.get();
                },
                () -> false,
                System.nanoTime(),
                PAUSES));
        int before = looks.get();

        gate.signal();
        while (looks.get() == before) {
            Thread.onSpinWait();
        }
        wait.awaitParked();
        open();

        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void anInterruptEndsTheWaitAndTheFlagStays() {
        Running<Boolean> wait = Running.blocked(() -> {
            assertThat(await()).isEqualTo(Wait.INTERRUPTED);
            return Thread.currentThread().isInterrupted();
        });

        wait.interrupt();

        assertThat(wait.result()).as("the flag").isTrue();
    }

    @Test
    void anInterruptBeforeTheWaitCountsWhereTheConditionDoesNotHold() {
        Thread.currentThread().interrupt();

        assertThat(await()).isEqualTo(Wait.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSecondWaiterIsToldThatThePlaceIsTaken() {
        Running<Wait> first = Running.blocked(this::await);

        assertThat(await()).isEqualTo(Wait.OCCUPIED);

        open();
        assertThat(first.result()).as("the first is not disturbed").isEqualTo(Wait.READY);
    }

    @Test
    void timeIsCountedOnlyWhileParked() {
        condition.set(true);
        await();
        assertThat(gate.blockedNanos()).isZero();

        condition.set(false);
        Running<Wait> wait = Running.blocked(this::await);
        open();
        wait.result();
        assertThat(gate.blockedNanos()).isPositive();
    }

    @Test
    void theTimeOfAWaitUnderWayIsCounted() {
        Running<Wait> wait = Running.blocked(this::await);

        awaitGrowth();
        awaitGrowth();

        long before = gate.blockedNanos();
        open();
        wait.result();
        long after = gate.blockedNanos();
        assertThat(after).isGreaterThanOrEqualTo(before);
        assertThat(gate.blockedNanos()).as("after the wait").isEqualTo(after);
    }

    private void awaitGrowth() {
        long before = gate.blockedNanos();
        while (gate.blockedNanos() <= before) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theTimeSpentBlockedIsNeverMoreThanHasPassed() {
        Race.run(9, 1_000, round -> {
            Gate timing = new Gate();
            AtomicBoolean over = new AtomicBoolean();
            timing.limit(SHORT);
            long began = System.nanoTime();
            return new Race.Round(
                    () -> {
                        timing.await(() -> false, () -> false, System.nanoTime(), PAUSES);
                        over.set(true);
                    },
                    () -> {
                        while (!over.get()) {
                            long blocked = timing.blockedNanos();
                            assertThat(blocked).isLessThanOrEqualTo(System.nanoTime() - began);
                        }
                    },
                    () -> assertThat(timing.blockedNanos())
                            .as("when it is over")
                            .isLessThanOrEqualTo(System.nanoTime() - began));
        });
    }

    @Test
    void aWaitUnderWayTellsHowLongItHasLasted() {
        assertThat(gate.waitingNanos()).isZero();
        assertThat(gate.isOccupied()).isFalse();
        long began = System.nanoTime();
        Running<Wait> wait = Running.blocked(this::await);

        assertThat(gate.isOccupied()).isTrue();
        long before = gate.waitingNanos();
        assertThat(before).isPositive();
        while (gate.waitingNanos() == before) {
            Thread.onSpinWait();
        }
        assertThat(gate.waitingNanos()).isGreaterThan(before).isLessThanOrEqualTo(System.nanoTime() - began);

        open();
        wait.result();
        assertThat(gate.waitingNanos()).isZero();
        assertThat(gate.isOccupied()).isFalse();
    }

    @Test
    void aWaiterThatGaveUpOccupiesThePlaceNoLonger() {
        gate.limit(SHORT);
        await();

        assertThat(gate.isOccupied()).isFalse();
        assertThat(gate.waitingNanos()).isZero();
    }

    @Test
    void aSecondWaiterDoesNotDisturbTheTimeOfTheFirst() {
        Running<Wait> first = Running.blocked(this::await);

        assertThat(await()).isEqualTo(Wait.OCCUPIED);

        assertThat(gate.isOccupied()).isTrue();
        long waiting = gate.waitingNanos();
        open();
        first.result();
        assertThat(waiting).as("the wait of the first").isPositive();
    }

    @Test
    void aThreadThatWaitedIsNotKeptAlive() {
        WeakReference<Thread> timedOut = waitOn(SHORT);
        WeakReference<Thread> woken = waitOn(Duration.ZERO);

        awaitCleared(timedOut);
        awaitCleared(woken);
        assertThat(gate.blockedNanos()).as("the gate is still in use").isPositive();
    }

    private WeakReference<Thread> waitOn(Duration limit) {
        condition.set(false);
        gate.limit(limit);
        Running<Wait> wait = Running.start(this::await);
        if (limit.isZero()) {
            wait.awaitParked();
            open();
        }
        wait.result();
        return new WeakReference<>(wait.thread());
    }

    private static void awaitCleared(WeakReference<Thread> reference) {
        while (reference.get() != null) {
            System.gc();
            Thread.yield();
        }
    }

    /** The stack of a signaller may overflow just between the two. */
    @Test
    void aWaiterThatWasTakenOutAndNotWokenIsWokenAllTheSame() throws Exception {
        Running<Wait> wait = Running.blocked(this::await);
        assertThat(gate.takeOut(wait.thread())).isTrue();
        assertThat(gate.takeOut(wait.thread())).isFalse();
        condition.set(true);

        gate.wakeUp();

        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void aLimitReachesAWaiterThatWasTakenOutAndNotWoken() throws Exception {
        Running<Wait> wait = Running.blocked(this::await);
        assertThat(gate.takeOut(wait.thread())).isTrue();

        gate.limit(SHORT);

        assertThat(wait.result()).isEqualTo(Wait.TIMED_OUT);
    }
}
