package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.Fifo;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Taker;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that leaves a thread behind which writes when it should not: then what is read is not taken for whole. */
@ExtendWith(NoLeakedThreads.class)
final class StrayThreadTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;
    private static final int ROUNDS = 50_000;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicReference<OutputStream> kept = new AtomicReference<>();

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    /** A single byte is held back, so it does not reach the pair, which would refuse it. */
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenAfterTheReturnIsRefused(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            kept.set(out);
        };
        try (SourceInputStream in = engine.open(source)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);

            assertThatThrownBy(() -> kept.get().write(4))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("after the source");
            assertThatThrownBy(() -> kept.get().write(new byte[2])).isInstanceOf(IOException.class);

            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.result().bytes()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenAfterTheFailureIsRefused(Engines engine) throws Exception {
        IOException failure = new IOException("the source's");
        PushSource source = out -> {
            kept.set(out);
            throw failure;
        };
        try (SourceInputStream in = engine.open(source)) {
            assertThatThrownBy(in::read).hasCause(failure);

            assertThatThrownBy(() -> kept.get().write(4)).isInstanceOf(IOException.class);

            assertThatThrownBy(in::read).hasCause(failure);
        }
    }

    @Test
    void whatIsWrittenAfterTheReturnOfAPublishedSourceIsRefused() throws Exception {
        try (SourcePublisher publisher = SourcePublisher.of(out -> {
            out.write(new byte[] {1, 2, 3});
            kept.set(out);
        })) {
            Taker taker = Taker.ofAll();
            publisher.subscribe(taker);
            assertThat(taker.whole()).containsExactly(1, 2, 3);

            assertThatThrownBy(() -> kept.get().write(4))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("after the source");

            assertThat(publisher.result().bytes()).isEqualTo(3);
        }
    }

    @Test
    void whatIsWrittenBetweenTwoStepsFailsTheSource() throws Exception {
        StepwiseSource source = Parts.of(
                out -> {
                    out.write(new byte[] {1, 2, 3});
                    kept.set(out);
                },
                out -> out.write(4));
        try (SourceInputStream in = source.open()) {
            assertThat(in.readNBytes(2)).containsExactly(1, 2);

            assertThatThrownBy(() -> kept.get().write(9)).hasMessageContaining("one of its steps, had returned");

            assertThatThrownBy(in::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasStackTraceContaining("one of its steps, had returned");
        }
    }

    /** The pair would be closed during its write, and half of what it writes would be taken for all. */
    @Test
    void whoStillWritesAtTheReturnFailsTheSource() throws Exception {
        AtomicReference<Running<Void>> stray = new AtomicReference<>();
        PushSource source = out -> {
            out.write(1);
            stray.set(Running.blocked(() -> out.write(new byte[MORE_THAN_THE_PAIR_HOLDS])));
        };
        try (SourceInputStream in = source.open()) {
            in.start();
            Await.until("the stray thread is left", () -> in.sourceFailure() != null);

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("another thread of the source is still writing");
            assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
        }
        assertThat(stray.get().failure()).isInstanceOf(IOException.class);
    }

    @Test
    void whoStillWritesAtTheReturnFailsTheSourceThatRunsHere() throws Exception {
        AtomicReference<Running<Void>> stray = new AtomicReference<>();
        PushSource source = out -> {
            out.write(1);
            stray.set(Running.blocked(() -> {
                try {
                    out.write(new byte[MORE_THAN_THE_PAIR_HOLDS]);
                } finally {
                    gate.countDown();
                }
            }));
        };

        Throwable thrown = catchThrowable(() -> source.feedFromThisThread(in -> {
            Await.open(gate);
            return null;
        }));

        assertThat(thrown).hasMessageContaining("another thread of the source is still writing");
        assertThat(stray.get().failure()).isInstanceOf(IOException.class);
    }

    /** An encoder is no safer with two threads than an array. */
    @Test
    void whoStillWritesIntoAnEncoderFailsTheSource() throws Exception {
        AtomicReference<Running<Void>> stray = new AtomicReference<>();
        PushSource plain = out -> stray.set(Running.blocked(() -> out.write(1)));
        PushSource source = plain.through(out -> new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                try {
                    Await.open(gate);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                out.write(b);
            }
        });

        assertThatThrownBy(() -> source.feed(InputStream::readAllBytes))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("another thread of the source is still writing");
        gate.countDown();
        stray.get().result();
    }

    /**
     * For example a timer that flushes every second: it would pass on what the encoder is working on twice, or only
     * half of it.
     */
    @Test
    void whoFlushesAnEncoderBesideAWriteFailsTheSource() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        AtomicReference<Throwable> flush = new AtomicReference<>();
        PushSource source = out -> {
            kept.set(out);
            Running<Void> timer = Running.start(() -> {
                Await.open(writing);
                flush.set(catchThrowable(out::close));
                gate.countDown();
            });
            catchThrowable(() -> out.write(1));
            timer.result();
        };
        PushSource encoded = source.through(out -> new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                writing.countDown();
                try {
                    Await.open(gate);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                out.write(b);
            }
        });

        assertThatThrownBy(() -> encoded.feed(InputStream::readAllBytes))
                .isInstanceOf(IncompleteStreamException.class)
                .hasStackTraceContaining("another thread of the source is still writing");
        assertThat(flush.get()).hasMessage("another thread of the source is still writing");
    }

    @Test
    void whoFlushesAnEncoderAfterTheReturnIsIgnored() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        PushSource source = out -> {
            out.write(1);
            out.flush();
            kept.set(out);
        };
        byte[] written = Payload.writtenBy(source.through(out -> new FilterOutputStream(out) {
            @Override
            public void flush() throws IOException {
                flushes.incrementAndGet();
                out.flush();
            }

            @Override
            public void close() throws IOException {
                kept.get().close();
                out.close();
            }
        }));

        assertThat(written).containsExactly(1);
        assertThat(flushes).hasValue(1);
    }

    @Test
    void twoThreadsThatWriteAtOnceFailTheSource() throws Exception {
        AtomicReference<Running<Void>> other = new AtomicReference<>();
        AtomicReference<Throwable> second = new AtomicReference<>();
        PushSource source = out -> {
            other.set(Running.blocked(() -> out.write(new byte[MORE_THAN_THE_PAIR_HOLDS])));
            second.set(catchThrowable(() -> out.write(new byte[2])));
            gate.countDown();
            catchThrowable(() -> other.get().result());
        };
        try (SourceInputStream in = source.open()) {
            in.start();
            Await.open(gate);

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasStackTraceContaining("another thread of the source is still writing");
        }
        assertThat(second.get()).hasMessageContaining("another thread of the source is still writing");
    }

    /**
     * Almost always: the checks use plain fields, so one in some thousand collisions may go unnoticed; the farther
     * apart the processors are, the more.
     */
    @Test
    void whatTwoThreadsWriteAtTheSameMomentIsHardlyEverMixedUpUnseen() {
        byte[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        byte[] twos = {2, 2, 2, 2, 2, 2, 2, 2};
        List<String> inTurn = List.of(
                Arrays.toString(new byte[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2}),
                Arrays.toString(new byte[] {0, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1}));
        List<String> unseen = new ArrayList<>();
        Race.run(Payload.SEED, ROUNDS, number -> {
            Fifo fifo = Fifo.ofCapacity(64);
            HeldBackOutputStream held = new HeldBackOutputStream(fifo.output());
            GuardedOutputStream out = new GuardedOutputStream(held);
            out.write(0);
            return new Race.Round(
                    () -> catchThrowable(() -> out.write(ones)), () -> catchThrowable(() -> out.write(twos)), () -> {
                        if (catchThrowable(out::ensureWhole) == null) {
                            held.release();
                            fifo.output().complete();
                            fifo.output().close();
                            String read = Arrays.toString(fifo.input().readAllBytes());
                            if (!inTurn.contains(read)) {
                                unseen.add(read);
                            }
                        }
                    });
        });
        assertThat(unseen).as("mixed up, in %d rounds", ROUNDS).hasSizeLessThanOrEqualTo(ROUNDS / 500);
    }

    /** They take turns: that is allowed. */
    @ParameterizedTest
    @EnumSource
    void threadsThatWriteOneAfterTheOtherAreWell(Engines engine) throws Exception {
        PushSource source = out -> {
            for (int i = 0; i < 10; i++) {
                byte value = (byte) i;
                Running.start(() -> out.write(value)).result();
            }
        };
        try (SourceInputStream in = engine.open(source)) {
            assertThat(in.readAllBytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(in.result().bytes()).isEqualTo(10);
        }
    }
}
