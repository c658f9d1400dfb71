package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other pipes get wrong, each as a test that would fail there. */
@ExtendWith(NoLeakedThreads.class)
final class DefectsSeenInOtherPipesTest {

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    /** The package that the idea comes from. */
    @Nested
    final class PythonFifoio {

        @Test
        void roomThatComesUpBetweenTheLookAndTheWaitIsNotMissed() {
            Race.run(101, 20_000, round -> {
                Fifo full = Fifo.ofCapacity(1);
                full.output().write(1);
                return new Race.Round(
                        () -> full.output().write(2),
                        () -> assertThat(full.input().read()).isEqualTo(1),
                        () -> assertThat(full.input().read()).isEqualTo(2));
            });
        }

        @Test
        void noByteComesAfterTheEndOfData() {
            Race.run(102, 20_000, round -> {
                Fifo pair = Fifo.ofCapacity(4);
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                return new Race.Round(
                        () -> {
                            byte[] target = new byte[4];
                            int count;
                            while ((count = pair.input().tryRead(target, 0, 4)) != -1) {
                                read.write(target, 0, count);
                            }
                        },
                        () -> {
                            pair.output().write(Bytes.of("ab"));
                            pair.output().write(Bytes.of("cd"));
                            pair.output().complete();
                            pair.output().close();
                        },
                        () -> {
                            assertThat(read.toByteArray()).isEqualTo(Bytes.of("abcd"));
                            assertThat(pair.input().read()).isEqualTo(-1);
                        });
            });
        }

        @Test
        void aReaderThatClosesReleasesTheWriter() throws IOException {
            output.write(new byte[4]);
            Running<Void> write = Running.blocked(() -> output.write(1));

            input.close();

            assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
        }

        @Test
        void aWriteAfterTheCloseIsRefused() throws IOException {
            output.complete();
            output.close();

            assertThatThrownBy(() -> output.write(1)).isInstanceOf(ClosedChannelException.class);
            assertThat(input.read()).isEqualTo(-1);
        }

        @Test
        void anEmptyWriteOnAFullRingReturns() throws IOException {
            output.write(new byte[4]);

            output.write(new byte[0]);

            assertThat(input.available()).isEqualTo(4);
        }
    }

    @Nested
    final class PipedStreams {

        @Test
        void aByteWithoutFlushWakesTheReaderWhichDoesNotPoll() throws IOException {
            Running<Integer> read = Running.blocked(() -> input.read());
            assertThat(read.thread().getState()).isEqualTo(Thread.State.WAITING);

            output.write(7);

            assertThat(read.result()).isEqualTo(7);
        }

        @Test
        void aPartialDrainOfAFullRingWakesTheWriterWhichDoesNotPoll() throws IOException {
            output.write(new byte[4]);
            Running<Void> write = Running.blocked(() -> output.write(5));
            assertThat(write.thread().getState()).isEqualTo(Thread.State.WAITING);

            input.read();

            write.result();
        }

        @Test
        void aLongWriteDoesNotReturnNormallyWhenTheReaderCloses() {
            Running<Void> write = Running.blocked(() -> output.write(new byte[1000]));

            input.close();

            assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
        }

        @Test
        void closingTheOwnEndReleasesABlockedRead() {
            Running<Integer> read = Running.blocked(() -> input.read());

            input.close();

            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
        }

        @Test
        void aSecondWriterAfterTheFirstHasEndedIsNoDeadEnd() throws IOException {
            Running.start(() -> output.write('a')).result();
            Running.start(() -> output.write('b')).result();
            assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ab"));

            Running<Integer> read = Running.blocked(() -> input.read());
            Running.start(() -> output.write('c')).result();
            assertThat(read.result()).isEqualTo('c');
        }

        @Test
        void theInterruptFlagIsNotLost() {
            Running<Boolean> read = Running.blocked(() -> {
                assertThatThrownBy(input::read).isInstanceOf(InterruptedIOException.class);
                return Thread.currentThread().isInterrupted();
            });

            read.interrupt();

            assertThat(read.result()).isTrue();
        }
    }

    @Nested
    final class OthersOnTheJvm {

        @Test
        void anExceptionInsideTryWithResourcesIsNotACleanEnd() throws IOException {
            assertThatThrownBy(() -> {
                        try (output) {
                            output.write('a');
                            throw new IOException("half way");
                        }
                    })
                    .hasMessage("half way");

            assertThat(input.read()).isEqualTo('a');
            assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
        }

        @Test
        void aMomentarilyEmptyRingIsNotTheEnd() throws IOException {
            output.write('a');
            assertThat(input.read()).isEqualTo('a');
            assertThat(input.tryRead(new byte[1], 0, 1)).isZero();
            Running<Integer> read = Running.blocked(() -> input.read());

            output.write('b');

            assertThat(read.result()).isEqualTo('b');
        }

        @Test
        void whatIsAvailableAcrossTheWrapIsExact() throws IOException {
            for (int start = 0; start < 4; start++) {
                for (int size = 0; size <= 4; size++) {
                    Fifo pair = Fifo.ofCapacity(4);
                    pair.output().write(new byte[start]);
                    pair.input().readNBytes(start);
                    pair.output().write(new byte[size]);
                    assertThat(pair.input().available())
                            .as("%d bytes from index %d", size, start)
                            .isEqualTo(size);
                }
            }
        }

        @Test
        void theCallersArrayIsCopied() throws IOException {
            byte[] reused = Bytes.of("ab");
            output.write(reused);
            Arrays.fill(reused, (byte) 'x');

            assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ab"));
        }

        @Test
        void aReadDoesNotWaitUntilTheArrayIsFull() throws IOException {
            output.write(Bytes.of("ab"));

            assertThat(input.read(new byte[1000])).isEqualTo(2);
        }

        @Test
        void afterAnInterruptNothingSpins() {
            Running<Void> read = Running.blocked(() -> {
                assertThatThrownBy(input::read).isInstanceOf(InterruptedIOException.class);
                assertThatThrownBy(input::read)
                        .as("again, at once, while the flag is set")
                        .isInstanceOf(InterruptedIOException.class);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(input.read()).isEqualTo('a');
            });
            read.interrupt();
            while (read.thread().isInterrupted()) {
                Thread.onSpinWait();
            }
            read.awaitParked();

            Running.start(() -> output.write('a')).result();

            read.result();
        }

        @Test
        void whatWasBufferedBeforeAFailureIsRead() throws IOException {
            output.write(Bytes.of("abc"));
            output.fail(new IOException("half way"));

            assertThat(input.readNBytes(3)).isEqualTo(Bytes.of("abc"));
            assertThatThrownBy(input::read).hasRootCauseMessage("half way");
        }
    }
}
