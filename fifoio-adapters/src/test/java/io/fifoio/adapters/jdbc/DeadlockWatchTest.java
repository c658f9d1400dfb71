package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that waits within its driver, in each of the ways that drivers have had; this class is the driver. */
@ExtendWith(NoLeakedThreads.class)
final class DeadlockWatchTest {

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock other = new ReentrantLock();
    private final Condition free = other.newCondition();
    private volatile boolean letGo;

    private enum Waiting {
        /** MySQL's driver before 9.0. */
        TO_ENTER_A_MONITOR,
        /** PostgreSQL's before 42.6, while there is a {@code COPY}. */
        FOR_A_NOTIFICATION,
        FOR_A_LOCK,
        FOR_A_CONDITION
    }

    @ParameterizedTest
    @EnumSource
    void isFoundOut(Waiting waiting) throws IOException {
        PushSource source = out -> waitInDriver(waiting);
        try (SourceInputStream in = source.open()) {
            lock.lock();
            try {
                assertThatThrownBy(() -> read(in, waiting))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("the source waits for the connection that waits for the source");
            } finally {
                lock.unlock();
                letGo();
            }
        }
    }

    private void read(SourceInputStream in, Waiting waiting) throws IOException {
        DeadlockWatch watch = new DeadlockWatch(in, this);
        if (waiting == Waiting.TO_ENTER_A_MONITOR) {
            synchronized (monitor) {
                watch.read();
            }
        } else {
            watch.read();
        }
    }

    private void waitInDriver(Waiting waiting) throws InterruptedException {
        switch (waiting) {
            case TO_ENTER_A_MONITOR -> letGo();
            case FOR_A_NOTIFICATION -> awaitNotification();
            case FOR_A_LOCK -> {
                lock.lock();
                lock.unlock();
            }
            case FOR_A_CONDITION -> awaitCondition();
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

    private void letGo() {
        letGo = true;
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
}
