package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.gate.Gate.Wait;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class GateTest {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofNanos(1);

    private final Gate gate = new Gate();
    private final AtomicBoolean condition = new AtomicBoolean();

    private Wait await() {
        return gate.await(condition::get, System.nanoTime());
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
                System.nanoTime()));
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

        assertThat(gate.await(condition::get, System.nanoTime() - LONG.toNanos()))
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
        while (wait.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
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
