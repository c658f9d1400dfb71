package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.StandingSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A source that waits for a thread that waits for the connection; this class is the driver, and its lock that of the
 * connection.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class HelperThreadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock other = new ReentrantLock();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean ended;
    private Object ofDriver = this;
    private @Nullable DeadlockWatch watch;

    private record Standing(Thread thread, Duration time) implements StandingSource {

        @Override
        public boolean awaitEnd(Duration longest) {
            return true;
        }
    }

    @Test
    void isFoundWhereItStandsAsLongAsItsSource() throws Exception {
        inTheDriver(() -> {
            Thread helper = inDriver(lock);
            Thread source = waiting();
            look(source, Duration.ZERO);
            look(source, LONG.minusMillis(1));
            assertFound(source, LONG, helper);
        });
    }

    @Test
    void isGivenItsTimeWhereItCameLaterThanItsSource() throws Exception {
        inTheDriver(() -> {
            Thread source = waiting();
            look(source, LONG);
            Thread helper = inDriver(lock);
            look(source, LONG.plusSeconds(1));
            look(source, LONG.multipliedBy(2));
            assertFound(source, LONG.multipliedBy(2).plusSeconds(1), helper);
        });
    }

    @Test
    void isGivenItsTimeAnewWhereItsSourceMoved() throws Exception {
        inTheDriver(() -> {
            inDriver(lock);
            Thread source = waiting();
            look(source, LONG.minusMillis(1));
            look(source, Duration.ZERO);
            look(source, LONG.minusMillis(1));
        });
    }

    @Test
    void isNotTheOneThatHadTheConnectionMeanwhile() throws Exception {
        inTheDriver(() -> {
            Thread first = inDriver(lock);
            Thread source = waiting();
            look(source, Duration.ZERO);
            lock.unlock();
            Await.until("the first has ended", () -> !first.isAlive());
            lock.lock();
            Thread second = inDriver(lock);
            look(source, LONG);
            assertFound(source, LONG.multipliedBy(2), second);
        });
    }

    /** A thread that computes or reads comes to an end, and so does a wait with a limit. */
    @ParameterizedTest
    @CsvSource({"COMPUTES", "WAITS_FOR_A_TIME"})
    void isNotLookedForWhereItsSourceMayGoOnByItself(String what) throws Exception {
        inTheDriver(() -> {
            inDriver(lock);
            Running<Void> source = Running.start(() -> {
                ready.countDown();
                if (what.equals("COMPUTES")) {
                    while (!ended) {
                        Thread.onSpinWait();
                    }
                } else {
                    end.await(1, TimeUnit.HOURS);
                }
            });
            Await.open(ready);
            Await.until(
                    "the source stands",
                    () -> what.equals("COMPUTES") || source.thread().getState() == Thread.State.TIMED_WAITING);
            look(source.thread(), Duration.ZERO);
            look(source.thread(), LONG);
        });
    }

    /** As behind a lock of the application that the call is made under. */
    @Test
    void isNoneThatWaitsElsewhereThanWithinTheDriver() throws Exception {
        ofDriver = Duration.ZERO;
        inTheDriver(() -> {
            inDriver(lock);
            Thread source = waiting();
            look(source, Duration.ZERO);
            look(source, LONG);
        });
    }

    /** As where another connection is used. */
    @Test
    void isNoneThatWaitsForALockOfAnotherThread() throws Exception {
        inTheDriver(() -> {
            Running.start(() -> {
                other.lock();
                try {
                    ready.countDown();
                    Await.open(end);
                } finally {
                    other.unlock();
                }
            });
            Await.open(ready);
            inDriver(other);
            Thread source = waiting();
            look(source, Duration.ZERO);
            look(source, LONG);
        });
    }

    /** As the thread that calls the driver, with the lock of its connection. */
    private void inTheDriver(Running.Action test) throws Exception {
        watch = new DeadlockWatch(Driver.DERBY, ofDriver);
        lock.lock();
        try {
            test.run();
        } finally {
            ended = true;
            end.countDown();
            lock.unlock();
        }
    }

    private void look(Thread source, Duration time) {
        assertThatCode(() -> watch().standsStill(new Standing(source, time))).doesNotThrowAnyException();
    }

    private void assertFound(Thread source, Duration time, Thread helper) {
        assertThatThrownBy(() -> watch().standsStill(new Standing(source, time)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the source waits, and the thread \"" + helper.getName())
                .hasMessageContaining("Way.SPOOL")
                .hasStackTraceContaining("enterDriver")
                .hasStackTraceContaining("waitForTheHelper");
    }

    private DeadlockWatch watch() {
        return Objects.requireNonNull(watch);
    }

    private Thread waiting() {
        return started(this::waitForTheHelper);
    }

    private void waitForTheHelper() throws InterruptedException {
        end.await();
    }

    private Thread inDriver(ReentrantLock ofConnection) {
        return started(() -> enterDriver(ofConnection));
    }

    private static void enterDriver(ReentrantLock ofConnection) {
        ofConnection.lock();
        ofConnection.unlock();
    }

    private static Thread started(Running.Action action) {
        Thread thread = Running.start(action).thread();
        awaitState(thread, Thread.State.WAITING);
        return thread;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        Await.until(thread + " is " + state, () -> thread.getState() == state);
    }
}
