package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.BrokenPipeException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.AsynchronousCloseException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a stream stops its source, and the executors that it may be given. */
@ExtendWith(NoLeakedThreads.class)
final class SourceInputStreamTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    /** Writes one byte that can be read, then waits for the gate, deaf to the reader; and counts on an interrupt to end. */
    private PushSource deaf() {
        return out -> {
            out.write(new byte[2]);
            Await.open(gate);
        };
    }

    private static SourceInputStream open(PushSource source, Duration longestStop) {
        return new SourceInputStream(new Pipe(source, Threads.PRODUCERS, longestStop));
    }

    @Nested
    final class Closing {

        @Test
        void namesTheLineWhereASourceStandsThatDoesNotStop() throws Exception {
            Watched source = new Watched(deaf());
            SourceInputStream in = open(source, Duration.ofMillis(1));
            in.read();
            Parking.awaitParked(source.thread());

            IOException failure = catchThrowableOfType(IOException.class, in::close);

            assertThat(failure).hasMessageContaining("did not stop within");
            assertThat(failure.getCause())
                    .hasMessageContaining(source.thread().getName())
                    .hasMessageContaining("fifoio-producer-");
            assertThat(failure.getCause().getStackTrace())
                    .as("where it stands")
                    .anyMatch(frame -> frame.getMethodName().equals("open")
                            && frame.getClassName().equals(Await.class.getName()));
            gate.countDown();
            assertThat(source.thrown()).isNull();
        }

        @Test
        void aSecondTimeStillTellsThatTheSourceRuns() throws Exception {
            SourceInputStream in = open(deaf(), Duration.ofMillis(1));
            in.read();
            assertThatThrownBy(in::close).isInstanceOf(IOException.class);

            assertThatThrownBy(in::close).isInstanceOf(IOException.class);
        }

        @Test
        void aSecondTimeDoesNothingOnceTheSourceHasStopped() throws Exception {
            SourceInputStream in = open(out -> out.write(1), Duration.ofSeconds(10));
            in.read();
            in.close();

            in.close();
        }

        @Test
        void keepsAFailureOfTheSourcesOwnThatMetTheBrokenPipeOnItsWayOut() throws Exception {
            SQLException own = new SQLException("of its own");
            SourceInputStream in = open(
                    out -> {
                        out.write(new byte[2]);
                        try (OutputStream buffered = new BufferedOutputStream(out)) {
                            Await.open(gate);
                            buffered.write(3);
                            throw own;
                        }
                    },
                    Duration.ofSeconds(10));
            in.read();
            FutureTask<Void> closing = new FutureTask<>(() -> {
                in.close();
                return null;
            });
            Thread closer = new Thread(closing);
            closer.start();
            Parking.awaitParked(closer);
            gate.countDown();
            closing.get();
            closer.join();

            assertThat(own.getSuppressed())
                    .as("met on the way out")
                    .hasExactlyElementsOfTypes(BrokenPipeException.class);
            assertThatThrownBy(in::result).hasCause(own);
        }

        @Test
        void doesNotInterruptTheSource() throws Exception {
            Watched source = new Watched(deaf());
            SourceInputStream in = open(source, Duration.ofMillis(1));
            in.read();
            Parking.awaitParked(source.thread());
            assertThatThrownBy(in::close).isInstanceOf(IOException.class);

            gate.countDown();

            assertThat(source.thrown()).as("what the source got").isNull();
        }

        @Test
        void nowInterruptsTheSource() throws Exception {
            Watched source = new Watched(deaf());
            SourceInputStream in = source.open();
            in.read();
            Parking.awaitParked(source.thread());

            in.closeNow();

            assertThat(source.ended()).as("ended when closeNow() returned").isTrue();
            assertThat(source.thrown()).isInstanceOf(InterruptedException.class);
        }

        @Test
        void nowInterruptsTheSourceThatAnEarlierCloseGaveUpOn() throws Exception {
            Watched source = new Watched(deaf());
            SourceInputStream in = open(source, Duration.ofMillis(1));
            in.read();
            Parking.awaitParked(source.thread());
            assertThatThrownBy(in::close).isInstanceOf(IOException.class);

            try {
                in.closeNow();
            } catch (IOException notWithinAMillisecond) {
                // The interrupt is what counts here.
            }

            assertThat(source.thrown()).isInstanceOf(InterruptedException.class);
        }

        @Test
        void nowLeavesNoInterruptBehindOnAThreadThatGoesOn() throws Exception {
            CountDownLatch reached = new CountDownLatch(1);
            FutureTask<Boolean> flagAfterTheTask =
                    new FutureTask<>(() -> Thread.currentThread().isInterrupted());
            PushSource stubborn = out -> {
                out.write(new byte[2]);
                reached.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            };
            SourceInputStream in = stubborn.open(task -> new Thread(
                            () -> {
                                task.run();
                                flagAfterTheTask.run();
                            },
                            "goes on")
                    .start());
            in.read();
            Await.open(reached);

            in.closeNow();

            assertThat(flagAfterTheTask.get(20, TimeUnit.SECONDS))
                    .as("interrupt flag after the task")
                    .isFalse();
        }

        @Test
        void waitsForItsSourceThoughTheCloserIsInterrupted() throws Exception {
            Watched source = new Watched(out -> {
                try {
                    out.write(new byte[MORE_THAN_THE_PAIR_HOLDS]);
                } finally {
                    Await.open(gate);
                }
            });
            SourceInputStream in = source.open();
            in.read();
            FutureTask<Boolean> closing = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                in.close();
                return source.ended() && Thread.currentThread().isInterrupted();
            });
            Thread closer = new Thread(closing, "closer");
            closer.start();
            Parking.awaitParked(source.thread());
            Parking.awaitParked(closer);

            gate.countDown();

            assertThat(closing.get(20, TimeUnit.SECONDS))
                    .as("the source has ended and the closer's flag is kept")
                    .isTrue();
        }

        @Test
        void endsAReadThatWaits() throws Exception {
            SourceInputStream in = deaf().open();
            FutureTask<Throwable> reading =
                    new FutureTask<>(() -> catchThrowableOfType(IOException.class, in::readAllBytes));
            Thread reader = new Thread(reading, "reader");
            reader.start();
            Parking.awaitParked(reader);

            gate.countDown();
            in.close();

            // Whether the end or the close came first is for the scheduler to say.
            Throwable thrown = reading.get(20, TimeUnit.SECONDS);
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(AsynchronousCloseException.class);
            }
        }

        @Test
        void byTheSourceItselfDoesNotWaitForItself() throws Exception {
            AtomicReference<SourceInputStream> self = new AtomicReference<>();
            Watched source = new Watched(out -> {
                out.write(new byte[2]);
                self.get().close();
                out.write(new byte[2]);
            });
            SourceInputStream in = source.open();
            self.set(in);

            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);

            assertThat(source.thrown()).isInstanceOf(BrokenPipeException.class);
        }

        @Test
        void inTheMiddleOfManySmallWritesStopsTheSource() throws Exception {
            Watched source = new Watched(out -> {
                while (true) {
                    out.write(1);
                    out.flush();
                }
            });
            SourceInputStream in = source.open();
            in.readNBytes(100_000);

            in.close();

            assertThat(source.ended()).isTrue();
            assertThat(source.thrown()).isInstanceOf(BrokenPipeException.class);
        }

        @Test
        void isNoticedByAnEmptyWriteToo() throws Exception {
            Watched source = new Watched(out -> {
                out.write(new byte[2]);
                while (true) {
                    out.write(new byte[0]);
                }
            });
            SourceInputStream in = source.open();
            in.read();

            in.close();

            assertThat(source.thrown()).isInstanceOf(BrokenPipeException.class);
        }
    }

    @Nested
    final class OnAnExecutor {

        @Test
        void thatRejectsFailsTheReadWithTheReason() throws Exception {
            RejectedExecutionException refusal = new RejectedExecutionException("full");
            Watched source = new Watched(deaf());
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
            Watched source = new Watched(deaf());
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
            Watched source = new Watched(deaf());
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
    }

    @Nested
    final class ASourceThat {

        @Test
        void writesNothingIsAnEmptyStream() throws Exception {
            PushSource empty = out -> {};
            try (SourceInputStream in = empty.open()) {
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.result().bytes()).isZero();
            }
        }

        @Test
        void failsBeforeItWritesNeverLooksEmpty() throws Exception {
            IOException failure = new IOException("nothing there");
            PushSource source = out -> {
                throw failure;
            };
            try (SourceInputStream in = source.open()) {
                assertThatThrownBy(in::read).cause().isSameAs(failure);
                assertThatThrownBy(in::result).cause().isSameAs(failure);
            }
        }

        @Test
        void writesOneByteAndFailsGivesNoByte() throws Exception {
            IOException failure = new IOException("after one byte");
            PushSource source = out -> {
                out.write(7);
                out.flush();
                out.close();
                throw failure;
            };
            try (SourceInputStream in = source.open()) {
                assertThatThrownBy(in::read).cause().isSameAs(failure);
            }
        }

        /** {@code PrintStream} swallows what its target throws, and goes on. */
        @Test
        void swallowsAFailedWriteAndGoesOnIsNotWhole() throws Exception {
            CountDownLatch swallowed = new CountDownLatch(1);
            Watched source = new Watched(out -> {
                PrintStream print = new PrintStream(out);
                print.write(new byte[MORE_THAN_THE_PAIR_HOLDS], 0, MORE_THAN_THE_PAIR_HOLDS);
                Thread.interrupted();
                swallowed.countDown();
                print.print("the end");
            });
            try (SourceInputStream in = source.open()) {
                in.read();
                Parking.awaitParked(source.thread());
                source.thread().interrupt();
                Await.open(swallowed);

                IncompleteStreamException failure =
                        catchThrowableOfType(IncompleteStreamException.class, in::readAllBytes);

                assertThat(failure).hasStackTraceContaining(InterruptedIOException.class.getName());
                assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
            }
        }

        @Test
        void leavesAThreadThatWritesOnAfterItReturnedChangesNothing() throws Exception {
            AtomicReference<Throwable> late = new AtomicReference<>();
            AtomicReference<Thread> left = new AtomicReference<>();
            PushSource source = out -> {
                out.write(new byte[] {1, 2, 3});
                left.set(new Thread(
                        () -> late.set(catchThrowableOfType(IOException.class, () -> {
                            Await.open(gate);
                            out.write(4);
                        })),
                        "late"));
                left.get().start();
            };
            try (SourceInputStream in = source.open()) {
                assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
                gate.countDown();
                left.get().join();

                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.result().bytes()).isEqualTo(3);
            }
        }

        @Test
        void fillsThePairToTheByteIsWhole() throws Exception {
            for (int size : new int[] {1, 2, 65_535, 65_536, 65_537, 65_538}) {
                byte[] payload = Payload.ofSize(size);
                PushSource source = out -> out.write(payload);
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                try (SourceInputStream in = source.open()) {
                    in.transferTo(read);
                    assertThat(in.result().bytes()).isEqualTo(size);
                }
                assertThat(Arrays.equals(read.toByteArray(), payload))
                        .as("size %d, seed %d", size, Payload.SEED)
                        .isTrue();
            }
        }
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
