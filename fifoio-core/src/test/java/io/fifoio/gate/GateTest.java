package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@ExtendWith(NoLeakedThreads.class)
final class GateTest {

    private static final int PAUSES = 8;
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofNanos(1);

    private final Gate gate = new Gate();
    private final AtomicBoolean condition = new AtomicBoolean();
    private final AtomicBoolean alone = new AtomicBoolean(true);

    private Wait await() {
        return gate.await(condition::get, () -> false, System.nanoTime(), PAUSES);
    }

    private Wait awaitPeer() {
        return gate.await(condition::get, alone::get, System.nanoTime(), PAUSES);
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
    void theLimitEndsTheWait() {
        gate.limit(SHORT);

        assertThat(await()).isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void theLimitRunsFromTheTimeThatTheCallerGives() {
        gate.limit(LONG);

        assertThat(gate.await(condition::get, () -> false, System.nanoTime() - LONG.toNanos(), PAUSES))
                .isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void aLimitSetDuringTheWaitIsNoticed() {
        Running<Wait> wait = Running.blocked(this::await);

        gate.limit(SHORT);

        assertThat(wait.result()).isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void aLimitShortenedDuringTheWaitIsNoticed() {
        gate.limit(LONG);
        Running<Wait> wait = Running.blocked(this::await);

        gate.limit(SHORT);

        assertThat(wait.result()).isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void aLimitTakenAwayDuringTheWaitIsNoticed() {
        gate.limit(LONG);
        Running<Wait> wait = Running.blocked(this::await);
        assertThat(wait.thread().getState()).isEqualTo(Thread.State.TIMED_WAITING);

        gate.limit(Duration.ZERO);
        awaitState(wait, Thread.State.WAITING);
        open();

        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void aLimitTooLongToCountIsNone() {
        gate.limit(Duration.ofSeconds(Long.MAX_VALUE));
        Running<Wait> wait = Running.blocked(this::await);

        assertThat(wait.thread().getState()).isEqualTo(Thread.State.WAITING);
        open();
        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> gate.limit(Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout is PT-0.005S, must not be negative");
    }

    @Test
    void theLimitForThePeerEndsTheWaitOfWhoIsAlone() {
        gate.peerLimit(SHORT);

        assertThat(awaitPeer()).isEqualTo(Wait.ALONE);
    }

    @Test
    void theLimitForThePeerRunsFromTheTimeThatTheCallerGives() {
        gate.peerLimit(LONG);

        assertThat(gate.await(condition::get, alone::get, System.nanoTime() - LONG.toNanos(), PAUSES))
                .isEqualTo(Wait.ALONE);
    }

    @Test
    void theLimitForThePeerIsNoneForWhoIsNotAlone() {
        gate.peerLimit(SHORT);
        alone.set(false);
        Running<Wait> wait = Running.blocked(this::awaitPeer);

        assertThat(wait.thread().getState()).isEqualTo(Thread.State.WAITING);
        open();
        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void aPeerThatComesDuringTheWaitTakesTheLimitForItAway() {
        gate.peerLimit(LONG);
        Running<Wait> wait = Running.blocked(this::awaitPeer);
        assertThat(wait.thread().getState()).isEqualTo(Thread.State.TIMED_WAITING);

        alone.set(false);
        gate.signal();
        awaitState(wait, Thread.State.WAITING);
        open();

        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void nobodyIsAskedAboutThePeerWhereThereIsNoLimitForIt() {
        gate.limit(SHORT);

        assertThat(gate.await(
                        condition::get,
                        () -> {
                            throw new AssertionError("asked");
                        },
                        System.nanoTime(),
                        PAUSES))
                .isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void aConditionThatHoldsComesBeforeTheLimitForThePeer() {
        condition.set(true);
        gate.peerLimit(SHORT);

        assertThat(awaitPeer()).isEqualTo(Wait.READY);
    }

    @Test
    void aLimitForThePeerSetDuringTheWaitIsNoticed() {
        Running<Wait> wait = Running.blocked(this::awaitPeer);

        gate.peerLimit(SHORT);

        assertThat(wait.result()).isEqualTo(Wait.ALONE);
    }

    @Test
    void aLimitForThePeerShortenedDuringTheWaitIsNoticed() {
        gate.peerLimit(LONG);
        Running<Wait> wait = Running.blocked(this::awaitPeer);

        gate.peerLimit(SHORT);

        assertThat(wait.result()).isEqualTo(Wait.ALONE);
    }

    @Test
    void aLimitForThePeerTakenAwayDuringTheWaitIsNoticed() {
        gate.peerLimit(LONG);
        Running<Wait> wait = Running.blocked(this::awaitPeer);
        assertThat(wait.thread().getState()).isEqualTo(Thread.State.TIMED_WAITING);

        gate.peerLimit(Duration.ZERO);
        awaitState(wait, Thread.State.WAITING);
        open();

        assertThat(wait.result()).isEqualTo(Wait.READY);
    }

    @Test
    void ofBothLimitsTheShorterEndsTheWait() {
        gate.limit(LONG);
        gate.peerLimit(Duration.ofMillis(1));
        assertThat(awaitPeer()).isEqualTo(Wait.ALONE);

        gate.limit(Duration.ofMillis(1));
        gate.peerLimit(LONG);
        assertThat(awaitPeer()).isEqualTo(Wait.TIMED_OUT);
    }

    @Test
    void aNegativeLimitForThePeerIsRefused() {
        assertThatThrownBy(() -> gate.peerLimit(Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit for the peer is PT-0.005S, must not be negative");
    }

    @Test
    void bothLimitsAreNoneAtFirstAndToldAsSet() {
        assertThat(gate.limit()).isEqualTo(Duration.ZERO);
        assertThat(gate.peerLimit()).isEqualTo(Duration.ZERO);

        gate.limit(SHORT);
        gate.peerLimit(LONG);

        assertThat(gate.limit()).isEqualTo(SHORT);
        assertThat(gate.peerLimit()).isEqualTo(LONG);
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
                    () -> {});
        });
    }

    @Test
    void aWaitUnderWayTellsHowLongItHasLasted() {
        assertThat(gate.waitingNanos()).isZero();
        assertThat(gate.isOccupied()).isFalse();
        Running<Wait> wait = Running.blocked(this::await);

        assertThat(gate.isOccupied()).isTrue();
        long before = gate.waitingNanos();
        assertThat(before).isPositive();
        while (gate.waitingNanos() == before) {
            Thread.onSpinWait();
        }
        assertThat(gate.waitingNanos()).isGreaterThan(before);

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

    private static void awaitState(Running<?> running, Thread.State state) {
        while (running.thread().getState() != state) {
            Thread.onSpinWait();
        }
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
}
