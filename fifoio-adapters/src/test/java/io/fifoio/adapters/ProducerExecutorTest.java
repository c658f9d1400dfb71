package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.FifoTimeoutException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.DeafSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The executors that a stream may be given, well-behaved and not. */
@ExtendWith(NoLeakedThreads.class)
final class ProducerExecutorTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    @Test
    void thatRejectsFailsTheReadWithTheReason() throws Exception {
        RejectedExecutionException refusal = new RejectedExecutionException("full");
        Watched source = new Watched(new DeafSource(gate));
        try (SourceInputStream in = source.open(task -> {
            throw refusal;
        })) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IncompleteStreamException.class)
                        .cause()
                        .isSameAs(refusal);
            }
            assertThatThrownBy(in::result).cause().isSameAs(refusal);
        }
        assertThat(source.starts()).isZero();
    }

    @Test
    void thatThrowsAfterItHasStartedTheTaskTheSourceIsReadAllTheSame() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        PushSource source = out -> {
            started.countDown();
            out.write(7);
        };
        try (SourceInputStream in = source.open(task -> {
            new Thread(task).start();
            uninterrupted(() -> Await.open(started));
            throw new RejectedExecutionException("too late to say so");
        })) {
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void thatRunsInTheCallersThreadFailsTheReadInsteadOfHanging() throws Exception {
        Watched source = new Watched(new DeafSource(gate));
        try (SourceInputStream in = source.open(Runnable::run)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IncompleteStreamException.class)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("threads of its own");
            }
        }
        assertThat(source.starts()).isZero();
    }

    @Test
    void thatIsBusyIsNotWaitedForByClose() throws Exception {
        List<Runnable> queue = new ArrayList<>();
        Watched source = new Watched(new DeafSource(gate));
        SourceInputStream in = source.open(queue::add);
        Thread.currentThread().interrupt();
        assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();

        in.close();

        assertThat(queue).hasSize(1);
        queue.get(0).run();
        assertThat(source.starts()).as("starts after close()").isZero();
    }

    @Test
    void thatIsBusyAtFirstIsWaitedForByTheRead() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.execute(() -> uninterrupted(() -> Await.open(gate)));
            byte[] payload = Payload.ofSize(MORE_THAN_THE_PAIR_HOLDS);
            PushSource source = out -> out.write(payload);
            Thread.currentThread().interrupt();
            try (SourceInputStream in = source.open(pool)) {
                assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
                assertThat(Thread.interrupted()).isTrue();
                gate.countDown();

                assertThat(in.readAllBytes()).as("seed " + Payload.SEED).isEqualTo(payload);
            }
        } finally {
            stop(pool);
        }
    }

    @Test
    void thatRunsATaskTwiceStartsTheSourceOnce() throws Exception {
        Watched source = new Watched(out -> out.write(new byte[] {1, 2, 3}));
        try (SourceInputStream in = source.open(task -> new Thread(
                        () -> {
                            task.run();
                            task.run();
                        },
                        "twice")
                .start())) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(source.starts()).isEqualTo(1);
    }

    /** As by a pool that is shut down at once, or whose policy is to discard. */
    @Test
    void thatDropsItsTaskFailsTheReadOnceACollectionHasNoticed() throws Exception {
        Watched source = new Watched(new DeafSource(gate));
        SourceInputStream in = source.open(task -> {});
        Running<Integer> reading = Running.blocked(() -> in.read());

        Await.until("the read ends", () -> {
            System.gc();
            return !reading.thread().isAlive();
        });

        assertThat(reading.failure())
                .isInstanceOf(IncompleteStreamException.class)
                .cause()
                .hasMessage("the executor has dropped its task: the source was never run");
        in.close();
        assertThat(source.starts()).isZero();
    }

    @Test
    void thatRemembersItsTaskIsWaitedForThroughCollections() throws Exception {
        List<Runnable> queue = new CopyOnWriteArrayList<>();
        PushSource source = out -> out.write(7);
        try (SourceInputStream in = source.open(queue::add)) {
            Running<Integer> reading = Running.blocked(() -> in.read());
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            new Thread(queue.get(0), "at last").start();

            assertThat(reading.result()).isEqualTo(7);
        }
    }

    /** A source that opens another by the executor that runs it, and reads it, may have taken its last thread. */
    @Test
    void thatHasNoThreadFreeIsToldWhereATimeLimitPasses() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            PushSource inner = out -> out.write(1);
            PushSource outer = out -> {
                try (SourceInputStream in = inner.open(single)) {
                    in.setTimeout(Duration.ofMillis(1));
                    in.transferTo(out);
                }
            };
            try (SourceInputStream in = outer.open(single)) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasCauseInstanceOf(FifoTimeoutException.class)
                        .rootCause()
                        .hasMessageContaining("the source has not begun: its executor has no thread free for it");
            }
        } finally {
            stop(single);
        }
    }

    /** The interrupt of the pool's thread was not meant only for the source. */
    @Test
    void findsTheInterruptStillSetThatTheSourceHasThrown() throws Exception {
        FutureTask<Boolean> flagAfterTheTask =
                new FutureTask<>(() -> Thread.currentThread().isInterrupted());
        InterruptedException failure = new InterruptedException("of a wait");
        PushSource source = out -> {
            throw failure;
        };
        try (SourceInputStream in = source.open(task -> new Thread(
                        () -> {
                            task.run();
                            flagAfterTheTask.run();
                        },
                        "goes on")
                .start())) {
            assertThatThrownBy(in::read).hasCause(failure);
        }
        assertThat(flagAfterTheTask.get(20, TimeUnit.SECONDS)).isTrue();
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Wait wait) {
        try {
            wait.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void stop(ExecutorService pool) throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
}
