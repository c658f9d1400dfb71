package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.gate.Gate.Wait;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The limits of a wait: that for the condition, and that for a peer that never comes. */
@ExtendWith(NoLeakedThreads.class)
final class GateLimitsTest {

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
    void whatIsLeftOfTheLimitIsWaitedForAndNoMore() {
        gate.limit(LONG);
        long allButAMoment = LONG.minusMillis(50).toNanos();

        assertThat(gate.await(condition::get, () -> false, System.nanoTime() - allButAMoment, PAUSES))
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
    void ofBothLimitsTheShorterIsParkedFor() {
        gate.limit(LONG);
        gate.peerLimit(SHORT);
        // Begun a moment from now, so that neither has passed by the time that it parks.
        long since = System.nanoTime() + Duration.ofMillis(50).toNanos();

        assertThat(gate.await(condition::get, alone::get, since, PAUSES)).isEqualTo(Wait.ALONE);
    }

    @Test
    void aNegativeLimitForThePeerIsRefused() {
        assertThatThrownBy(() -> gate.peerLimit(Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit for the peer is PT-0.005S, must not be negative");
    }

    @Test
    void theLimitThatPassedIsToldAlsoWhereAnotherOneHasBeenSetSince() {
        gate.limit(SHORT);
        await();
        gate.limit(LONG);
        assertThat(gate.passedLimit()).isEqualTo(SHORT);

        Duration forThePeer = SHORT.multipliedBy(2);
        gate.peerLimit(forThePeer);
        assertThat(awaitPeer()).isEqualTo(Wait.ALONE);
        gate.peerLimit(Duration.ZERO);
        assertThat(gate.passedLimit()).isEqualTo(forThePeer);
    }

    private static void awaitState(Running<?> running, Thread.State state) {
        while (running.thread().getState() != state) {
            Thread.onSpinWait();
        }
    }
}
