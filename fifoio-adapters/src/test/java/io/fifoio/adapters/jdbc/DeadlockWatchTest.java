package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.StandingSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that waits within its driver, in each of the ways that drivers have; this class is the driver. */
@ExtendWith(NoLeakedThreads.class)
final class DeadlockWatchTest {

    private static final String FOUND = "the source waits for the connection that waits for the source";

    private static final Duration LONG = Duration.ofSeconds(6);

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock other = new ReentrantLock();
    private final Condition free = other.newCondition();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean letGo;

    private enum Waiting {
        /** Derby, HSQLDB, MySQL's driver before 9.0. */
        TO_ENTER_A_MONITOR,
        FOR_A_LOCK,
        /**
         * Databases, for a row that another transaction has; PostgreSQL's driver before 42.6, while there is a {@code
         * COPY}.
         */
        FOR_A_NOTIFICATION,
        /** As well, PostgreSQL's from 42.6 on. */
        FOR_A_CONDITION
    }

    /** Whether the JVM says who has a lock; if not, there is only the stack. */
    private enum Telling {
        THE_JVM {
            @Override
            DeadlockWatch watch(Driver driver, Object ofDriver) {
                return new DeadlockWatch(driver, ofDriver);
            }
        },
        /** It says as little about a thread that has ended as about a virtual one. */
        THE_STACK {
            @Override
            DeadlockWatch watch(Driver driver, Object ofDriver) {
                Running<DeadlockWatch> making = Running.start(() -> new DeadlockWatch(driver, ofDriver));
                DeadlockWatch watch = making.result();
                Await.until("the thread has ended", () -> !making.thread().isAlive());
                return watch;
            }
        };

        abstract DeadlockWatch watch(Driver driver, Object ofDriver);
    }

    private record Standing(Running<Void> source, Duration time) implements StandingSource {

        @Override
        public Thread thread() {
            return source.thread();
        }

        @Override
        public boolean awaitEnd(Duration longest) {
            source.result();
            Await.until("the source's thread has ended", () -> !thread().isAlive());
            return true;
        }
    }

    @AfterEach
    void letGo() {
        letGo = true;
        end.countDown();
        synchronized (monitor) {
            monitor.notifyAll();
        }
        other.lock();
        try {
            free.signalAll();
        } finally {
            other.unlock();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockOfTheThreadThatIsWithinTheDriverIsWaitedForInVain(Telling telling) {
        DeadlockWatch watch = telling.watch(Driver.H2, this);
        lock.lock();
        try {
            Running<Void> source = waiting(Waiting.FOR_A_LOCK);
            assertThatThrownBy(() -> watch.standsStill(new Standing(source, LONG)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(FOUND)
                    .cause()
                    .hasMessageContaining(source.thread().getName())
                    .hasStackTraceContaining("waitInDriver");
        } finally {
            lock.unlock();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMonitorOfTheThreadThatIsWithinTheDriverIsWaitedForInVain(Telling telling) {
        DeadlockWatch watch = telling.watch(Driver.DERBY, this);
        synchronized (monitor) {
            Running<Void> source = waiting(Waiting.TO_ENTER_A_MONITOR);
            assertThatThrownBy(() -> watch.standsStill(new Standing(source, LONG)))
                    .hasMessageStartingWith(FOUND);
        }
    }

    @Test
    void aLockOfAThirdThreadThatWaitsForTheFirstIsWaitedForInVain() throws Exception {
        DeadlockWatch watch = new DeadlockWatch(Driver.H2, this);
        synchronized (monitor) {
            Running<Void> third = Running.start(() -> {
                lock.lock();
                try {
                    held.countDown();
                    enter();
                } finally {
                    lock.unlock();
                }
            });
            Await.open(held);
            awaitState(third.thread(), Thread.State.BLOCKED);
            Running<Void> source = waiting(Waiting.FOR_A_LOCK);
            assertThatThrownBy(() -> watch.standsStill(new Standing(source, LONG)))
                    .hasMessageStartingWith(FOUND);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "THE_JVM, FOR_A_NOTIFICATION", "THE_JVM, FOR_A_CONDITION",
        "THE_STACK, FOR_A_NOTIFICATION", "THE_STACK, FOR_A_CONDITION"
    })
    void theEndOfACopyIsWaitedForInVain(Telling telling, Waiting waiting) {
        DeadlockWatch watch = telling.watch(Driver.POSTGRESQL, this);
        Running<Void> source = waiting(waiting);
        assertThatThrownBy(() -> watch.standsStill(new Standing(source, LONG))).hasMessageStartingWith(FOUND);
    }

    /** Another transaction may end at any time. */
    @ParameterizedTest
    @CsvSource({
        "THE_JVM, FOR_A_NOTIFICATION", "THE_JVM, FOR_A_CONDITION",
        "THE_STACK, FOR_A_NOTIFICATION", "THE_STACK, FOR_A_CONDITION"
    })
    void aRowIsWaitedFor(Telling telling, Waiting waiting) {
        DeadlockWatch watch = telling.watch(Driver.DERBY, this);
        Running<Void> source = waiting(waiting);
        assertThatCode(() -> watch.standsStill(new Standing(source, LONG))).doesNotThrowAnyException();
    }

    /** As where it has another connection, which a third one uses. */
    @ParameterizedTest
    @CsvSource({"FOR_A_LOCK", "TO_ENTER_A_MONITOR"})
    void aLockOfAnotherThreadIsWaitedFor(Waiting waiting) throws Exception {
        DeadlockWatch watch = new DeadlockWatch(Driver.H2, this);
        Running.start(() -> {
            lock.lock();
            try {
                synchronized (monitor) {
                    held.countDown();
                    Await.open(end);
                }
            } finally {
                lock.unlock();
            }
        });
        Await.open(held);
        Running<Void> source = waiting(waiting);
        assertThatCode(() -> watch.standsStill(new Standing(source, LONG))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatComputesIsWaitedFor(Telling telling) throws Exception {
        DeadlockWatch watch = telling.watch(Driver.H2, this);
        Running<Void> source = Running.start(() -> {
            held.countDown();
            while (!letGo) {
                Thread.onSpinWait();
            }
        });
        Await.open(held);
        assertThatCode(() -> watch.standsStill(new Standing(source, LONG))).doesNotThrowAnyException();
    }

    /** Otherwise the connection would be used next while the source still has it. */
    @Test
    void aSourceThatWasFoundIsWaitedForOnceItGetsTheLock() {
        DeadlockWatch watch = new DeadlockWatch(Driver.H2, this);
        Running<Void> source;
        lock.lock();
        try {
            source = waiting(Waiting.FOR_A_LOCK);
            assertThatThrownBy(() -> watch.standsStill(new Standing(source, LONG)))
                    .hasMessageStartingWith(FOUND);
        } finally {
            lock.unlock();
        }
        watch.awaitSource();
        assertThat(source.thread().isAlive()).isFalse();
    }

    @Test
    void aLockThatTheJvmTellsOfIsNotWaitedForAnyLonger() {
        DeadlockWatch watch = new DeadlockWatch(Driver.H2, this);
        lock.lock();
        try {
            Running<Void> source = waiting(Waiting.FOR_A_LOCK);
            assertThatThrownBy(() -> watch.standsStill(new Standing(source, watch.interval())))
                    .hasMessageStartingWith(FOUND);
        } finally {
            lock.unlock();
        }
    }

    /** It could be that of another connection. */
    @ParameterizedTest
    @CsvSource({"FOR_A_LOCK", "TO_ENTER_A_MONITOR", "FOR_A_CONDITION"})
    void aWaitThatTheStackAloneTellsOfIsGivenTime(Waiting waiting) {
        DeadlockWatch watch = Telling.THE_STACK.watch(Driver.POSTGRESQL, this);
        lock.lock();
        try {
            synchronized (monitor) {
                Running<Void> source = waiting(waiting);
                assertThatCode(() -> watch.standsStill(new Standing(source, LONG.minusMillis(1))))
                        .doesNotThrowAnyException();
                assertThatThrownBy(() -> watch.standsStill(new Standing(source, LONG)))
                        .hasMessageStartingWith(FOUND);
            }
        } finally {
            lock.unlock();
        }
    }

    private Running<Void> waiting(Waiting waiting) {
        Running<Void> source = Running.start(() -> waitInDriver(waiting));
        awaitState(
                source.thread(), waiting == Waiting.TO_ENTER_A_MONITOR ? Thread.State.BLOCKED : Thread.State.WAITING);
        return source;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        Await.until(thread + " is " + state, () -> thread.getState() == state);
    }

    private void waitInDriver(Waiting waiting) throws InterruptedException {
        switch (waiting) {
            case TO_ENTER_A_MONITOR -> enter();
            case FOR_A_LOCK -> {
                lock.lock();
                lock.unlock();
            }
            case FOR_A_NOTIFICATION -> awaitNotification();
            case FOR_A_CONDITION -> awaitCondition();
        }
    }

    private void enter() {
        synchronized (monitor) {
            assertThat(monitor).isNotNull();
        }
    }

    private void awaitNotification() throws InterruptedException {
        synchronized (monitor) {
            while (!letGo) {
                monitor.wait();
            }
        }
    }

    private void awaitCondition() throws InterruptedException {
        other.lock();
        try {
            while (!letGo) {
                free.await();
            }
        } finally {
            other.unlock();
        }
    }
}
