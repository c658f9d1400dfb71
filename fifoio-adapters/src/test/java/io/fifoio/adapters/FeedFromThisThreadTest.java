package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.BrokenPipeException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source on the calling thread, its sink on another. */
@ExtendWith(NoLeakedThreads.class)
final class FeedFromThisThreadTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicReference<Throwable> sinkGot = new AtomicReference<>();
    private final IllegalStateException sourceFailure = new IllegalStateException("the source's");
    private final PushSource whole = out -> out.write(PAYLOAD);
    private final PushSource failing = out -> {
        out.write(PAYLOAD);
        out.close();
        throw sourceFailure;
    };

    @AfterEach
    void openGate() {
        gate.countDown();
        Thread.interrupted();
    }

    @Test
    void returnsWhatTheSinkReturns() throws Exception {
        byte[] read =
                whole.through(GZIPOutputStream::new).feedFromThisThread(in -> new GZIPInputStream(in).readAllBytes());

        assertThat(read).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
    }

    @Test
    void runsTheSourceHereAndTheSinkElsewhere() throws Exception {
        Watched source = Watched.of(whole);
        AtomicReference<Thread> sink = new AtomicReference<>();

        source.feedFromThisThread(in -> {
            sink.set(Thread.currentThread());
            return in.readAllBytes();
        });

        assertThat(source.thread()).isSameAs(Thread.currentThread());
        assertThat(sink.get().getName()).startsWith("fifoio-consumer-");
    }

    @Test
    void feedsNothingToo() throws Exception {
        PushSource empty = out -> {};

        assertThat(empty.<byte[]>feedFromThisThread(InputStream::readAllBytes)).isEmpty();
    }

    @Test
    void theSinkNeverSeesTheEndOfASourceThatFailed() {
        Throwable thrown = catchThrowable(() -> failing.feedFromThisThread(in -> {
            byte[] read = in.readNBytes(PAYLOAD.length - 1);
            sinkGot.set(catchThrowable(in::read));
            return read;
        }));

        assertThat(thrown).isSameAs(sourceFailure).hasNoSuppressedExceptions();
        assertThat(sinkGot.get()).isInstanceOf(IncompleteStreamException.class).hasCause(sourceFailure);
    }

    @Test
    void aSinkThatPassesTheSourcesFailureOnAddsNothing() {
        assertThatThrownBy(() -> failing.feedFromThisThread(InputStream::readAllBytes))
                .isSameAs(sourceFailure)
                .hasNoSuppressedExceptions();
    }

    @Test
    void aSecondFailureOfTheSinksOwnIsSuppressed() {
        IOException own = new IOException("the sink's own");
        Throwable thrown = catchThrowable(() -> failing.feedFromThisThread(in -> {
            catchThrowable(in::readAllBytes);
            throw own;
        }));

        assertThat(thrown).isSameAs(sourceFailure);
        assertThat(thrown.getSuppressed()).containsExactly(own);
    }

    @Test
    void neverRunsTheSinkOfASourceThatFailsBeforeItWrites() {
        AtomicReference<String> ran = new AtomicReference<>();
        PushSource source = out -> {
            throw sourceFailure;
        };

        assertThatThrownBy(() -> source.feedFromThisThread(in -> {
                    ran.set("ran");
                    return in.read();
                }))
                .isSameAs(sourceFailure)
                .hasNoSuppressedExceptions();
        assertThat(ran.get()).isNull();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("checked, of I/O"),
                new ReflectiveOperationException("checked"),
                new IllegalStateException("unchecked"),
                new AssertionError("error"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void throwsWhatTheSinkThrowsNotThatTheReaderHasLeft(Throwable failure) throws Exception {
        for (int after : new int[] {0, PAYLOAD.length / 2, PAYLOAD.length - 1, PAYLOAD.length}) {
            Watched source = Watched.of(out -> {
                try {
                    out.write(PAYLOAD);
                } catch (IOException e) {
                    throw new IllegalStateException("wrapped", e);
                }
            });

            Throwable thrown = catchThrowable(() -> source.feedFromThisThread(in -> {
                in.readNBytes(after);
                Probe.raise(failure);
                return 1;
            }));

            assertThat(thrown).as("after " + after).isSameAs(failure).hasNoSuppressedExceptions();
            if (after < PAYLOAD.length / 2) {
                assertThat(source.thrown()).hasCauseInstanceOf(BrokenPipeException.class);
            }
        }
    }

    @Test
    void throwsWhatTheSinkThrowsThoughTheSourceSwallowsThatItHasLeft() {
        IOException failure = new IOException("the sink's");
        PushSource printing = out -> new PrintStream(out).write(PAYLOAD, 0, PAYLOAD.length);

        assertThatThrownBy(() -> printing.feedFromThisThread(in -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void keepsASourcesOwnFailureThatMetTheBrokenPipeOnItsWayOut() {
        PushSource source = out -> {
            try {
                out.write(PAYLOAD);
            } catch (IOException e) {
                throw sourceFailure; // for a reason of its own
            }
        };
        IOException sinks = new IOException("the sink's");

        Throwable thrown = catchThrowable(() -> source.feedFromThisThread(in -> {
            throw sinks;
        }));

        assertThat(thrown).isSameAs(sourceFailure);
        assertThat(thrown.getSuppressed()).containsExactly(sinks);
    }

    @Test
    void doesNotTakeASinkThatReturnsEarly() {
        for (int read : new int[] {0, 10, PAYLOAD.length - 1}) {
            assertThatThrownBy(() -> whole.feedFromThisThread(in -> in.readNBytes(read)))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("returned after " + read + " of ")
                    .hasNoSuppressedExceptions();
        }
    }

    @Test
    void takesASinkThatMayReturnEarly() throws Exception {
        byte[] start = whole.feedFromThisThread(PullSink.stoppingEarly(in -> in.readNBytes(10)));

        assertThat(start).hasSize(10);
    }

    @Test
    void tellsOfASourceThatFailsAfterItsSinkHasReturnedEarly() {
        PushSource source = out -> {
            out.write(new byte[2]);
            Await.open(gate);
            throw sourceFailure;
        };

        assertThatThrownBy(() -> source.feedFromThisThread(PullSink.stoppingEarly(in -> {
                    gate.countDown();
                    return in.read();
                })))
                .isSameAs(sourceFailure);
    }

    @Test
    void tellsOfAHoleThatTheSourceSwallowed() {
        PushSource source = out -> {
            Thread.currentThread().interrupt();
            new PrintStream(out).write(PAYLOAD, 0, PAYLOAD.length);
            Thread.interrupted();
            gate.countDown();
        };

        assertThatThrownBy(() -> source.feedFromThisThread(in -> {
                    Await.open(gate);
                    return in.readAllBytes();
                }))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining(InterruptedIOException.class.getName());
    }

    @Test
    void anInterruptEndsTheWaitForTheSink() throws Exception {
        CountDownLatch allRead = new CountDownLatch(1);
        Running<Boolean> feeding = Running.start(() -> {
            try {
                whole.feedFromThisThread(in -> {
                    in.readNBytes(PAYLOAD.length);
                    allRead.countDown();
                    Await.until("the sink is cut off", () -> {
                        sinkGot.compareAndSet(null, catchThrowable(in::available));
                        return sinkGot.get() != null;
                    });
                    return 1;
                });
                return false;
            } catch (InterruptedIOException e) {
                assertThat(e).hasNoSuppressedExceptions();
                return Thread.currentThread().isInterrupted();
            }
        });
        Await.open(allRead);
        feeding.awaitParked();

        feeding.interrupt();

        assertThat(feeding.result()).as("the interrupt flag").isTrue();
        assertThat(sinkGot.get()).as("what the sink got").isInstanceOf(IOException.class);
    }

    @Test
    void tellsOfAFailureWhoseCauseCannotBeAskedFor() {
        IOException odd = new IOException("odd") {
            @Override
            public synchronized Throwable getCause() {
                throw new UnsupportedOperationException("no cause");
            }
        };

        assertThatThrownBy(() -> failing.feed(in -> {
                    catchThrowable(in::readAllBytes);
                    throw odd;
                }))
                .isSameAs(odd);
        Throwable thrown = catchThrowable(() -> failing.feedFromThisThread(in -> {
            catchThrowable(in::readAllBytes);
            throw odd;
        }));
        assertThat(thrown).isSameAs(sourceFailure);
        assertThat(thrown.getSuppressed()).containsExactly(odd);
    }

    /** Notices neither the end nor an interrupt, for as long as the test goes on. */
    private final PullSink<Integer> deaf = in -> {
        in.read();
        begun.countDown();
        while (gate.getCount() > 0) {
            catchThrowable(() -> Await.open(gate));
        }
        return 1;
    };

    private Throwable failureOf(PushSource source) {
        return catchThrowable(
                () -> Feed.run(source, SinkOutputStream.to(deaf, Threads.CONSUMERS, Duration.ofMillis(1))));
    }

    @Test
    void waitsOnceForASinkThatDoesNotStopAfterTheSourceHasFailed() {
        Throwable thrown = failureOf(out -> {
            out.write(new byte[2]);
            Await.open(begun);
            throw sourceFailure;
        });

        assertThat(thrown).isSameAs(sourceFailure);
        assertThat(thrown.getSuppressed())
                .satisfiesExactly(second -> assertThat(second).hasMessageContaining("did not stop"));
    }

    @Test
    void waitsOnceForASinkThatDoesNotStopAfterAnInterrupt() {
        Throwable thrown = failureOf(out -> {
            out.write(new byte[2]);
            Await.open(begun);
            Thread.currentThread().interrupt();
        });

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(thrown).isInstanceOf(InterruptedIOException.class);
        assertThat(thrown.getSuppressed())
                .satisfiesExactly(second -> assertThat(second).hasMessageContaining("did not stop"));
    }

    @Test
    void waitsOnceForASinkThatDoesNotStopAfterAnInterruptWhileTheSourceWrites() {
        Throwable thrown = failureOf(out -> {
            out.write(new byte[2]);
            Await.open(begun);
            Thread.currentThread().interrupt();
            out.write(PAYLOAD);
        });

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(thrown).isInstanceOf(InterruptedIOException.class);
        assertThat(thrown.getSuppressed())
                .satisfiesExactly(second -> assertThat(second).hasMessageContaining("did not stop"));
    }
}
