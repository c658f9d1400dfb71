package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads that are lent and returned. */
@ExtendWith(NoLeakedThreads.class)
final class WorkersTest {

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void areAsManyAsWereLentNamedAndDaemons() throws Exception {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        try (Workers workers = Workers.lend(2)) {
            for (int i = 0; i < 4; i++) {
                workers.execute(() -> {
                    seen.add(Thread.currentThread());
                    both.countDown();
                    awaitGate();
                });
            }
            Await.open(both);
            gate.countDown();
        }
        assertThat(seen).hasSize(2).allMatch(thread -> thread.getName().startsWith("fifoio-worker-"));
        assertThat(seen).allMatch(Thread::isDaemon);
    }

    @Test
    void areInterruptedAndWaitedForWhenGivenBack() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean began = new AtomicBoolean();
        CountDownLatch first = new CountDownLatch(1);
        Workers workers = Workers.lend(1);
        workers.execute(() -> {
            first.countDown();
            interrupted.set(!awaitGate());
        });
        workers.execute(() -> began.set(true));
        Await.open(first);
        Thread.currentThread().interrupt();

        workers.close();

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(interrupted).isTrue();
        assertThat(began).as("a task that had not begun").isFalse();
        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        workers.close();
    }

    @Test
    void areAtLeastOne() {
        assertThatThrownBy(() -> Workers.lend(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 worker threads, must be at least 1");
    }

    private boolean awaitGate() {
        try {
            Await.open(gate);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
