package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.gate.Gate;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An end that closes or fails releases every waiting thread, at the other end and at its own, and both learn why. */
@ExtendWith(NoLeakedThreads.class)
final class AnEndLeavesTest {

    /** A call that blocks: writing ones on a full ring of 2 bytes, reading ones on an empty ring. */
    record Call(String name, Calling calling) {
        interface Calling {
            void run(Fifo fifo) throws IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final IOException CAUSE = new IOException("the cause");

    static Stream<Call> writes() {
        return Stream.of(
                new Call("write(int)", fifo -> fifo.output().write(1)),
                new Call("write(byte[])", fifo -> fifo.output().write(new byte[9])),
                new Call("writeSome", fifo -> fifo.output().writeSome(new byte[9], 0, 9)),
                new Call("channel, heap", fifo -> fifo.output().asChannel().write(ByteBuffer.allocate(9))),
                new Call("channel, direct", fifo -> fifo.output().asChannel().write(ByteBuffer.allocateDirect(9))));
    }

    static Stream<Call> reads() {
        return Stream.of(
                new Call("read()", fifo -> fifo.input().read()),
                new Call("read(byte[])", fifo -> fifo.input().read(new byte[9])),
                new Call("channel, heap", fifo -> fifo.input().asChannel().read(ByteBuffer.allocate(9))),
                new Call("channel, direct", fifo -> fifo.input().asChannel().read(ByteBuffer.allocateDirect(9))));
    }

    private final Fifo fifo = Fifo.ofCapacity(2);

    private Running<Void> blocked(Call call) {
        return Running.blocked(() -> call.calling.run(fifo));
    }

    private Running<Void> blockedOnFull(Call call) throws IOException {
        fifo.output().write(new byte[2]);
        return blocked(call);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteIsReleasedWhenTheReaderCloses(Call write) throws IOException {
        Running<Void> blocked = blockedOnFull(write);

        fifo.input().close();

        assertThat(blocked.failure())
                .isInstanceOf(BrokenPipeException.class)
                .hasMessage("the reader closed its end (2 bytes had been accepted)")
                .hasNoCause();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteIsReleasedWhenTheReaderFailsAndCarriesTheCause(Call write) throws IOException {
        Running<Void> blocked = blockedOnFull(write);

        fifo.input().fail(CAUSE);

        assertThat(blocked.failure())
                .isInstanceOf(BrokenPipeException.class)
                .hasMessage("the reader failed: java.io.IOException: the cause (2 bytes had been accepted)")
                .hasCause(CAUSE);
    }

    /** The description of a cause is foreign code, which may wait for a lock that the blocked thread holds. */
    @Test
    void whoIsBlockedIsReleasedBeforeTheCauseIsAsked() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        IOException cause = new SaysNothingBefore(released);
        Running<Void> blocked =
                blockedOnFull(new Call("write(int)", fifo -> fifo.output().write(1)));

        Running<Void> failing = Running.start(() -> fifo.input().fail(cause));

        assertThat(blocked.failure())
                .hasMessage("the reader failed: " + SaysNothingBefore.class.getName() + " (2 bytes had been accepted)")
                .hasCause(cause);
        released.countDown();
        failing.result();
        assertThatThrownBy(() -> fifo.output().write(1)).hasMessageContaining("at last");
    }

    private static final class SaysNothingBefore extends IOException {
        private static final long serialVersionUID = 1;

        private final transient CountDownLatch released;

        private SaysNothingBefore(CountDownLatch released) {
            this.released = released;
        }

        @Override
        public String toString() {
            try {
                return released.await(30, TimeUnit.SECONDS) ? "at last" : "in vain";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void noWriteThatStartsAfterTheReaderLeftReturns(Call write) {
        fifo.input().close();

        assertThatThrownBy(() -> write.calling.run(fifo)).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> fifo.output().tryWrite(new byte[1], 0, 1)).isInstanceOf(BrokenPipeException.class);
        assertThat(fifo.output().position()).as("bytes accepted for nobody").isZero();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteIsReleasedWhenItsOwnEndIsClosed(Call write) throws IOException {
        Running<Void> blocked = blockedOnFull(write);

        fifo.output().close();

        assertThat(blocked.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(fifo.input().available()).as("what was accepted stays").isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteIsReleasedWhenItsOwnEndIsFailed(Call write) throws IOException {
        Running<Void> blocked = blockedOnFull(write);

        fifo.output().fail(CAUSE);

        assertThat(blocked.failure())
                .isInstanceOf(IOException.class)
                .hasMessage("this end failed after 2 bytes: java.io.IOException: the cause")
                .hasCause(CAUSE);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadIsReleasedWithEndOfDataWhenTheWriterCompletes(Call read) throws IOException {
        Running<Void> blocked = blocked(read);

        fifo.output().complete();
        fifo.output().close();

        blocked.result();
        assertThat(fifo.input().read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadIsReleasedWhenTheWriterCloses(Call read) {
        Running<Void> blocked = blocked(read);

        fifo.output().close();

        assertThat(blocked.failure())
                .isInstanceOf(IncompleteStreamException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadIsReleasedWhenTheWriterFailsAndCarriesTheCause(Call read) {
        Running<Void> blocked = blocked(read);

        fifo.output().fail(CAUSE);

        assertThat(blocked.failure())
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(CAUSE);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadIsReleasedWhenItsOwnEndIsClosed(Call read) {
        Running<Void> blocked = blocked(read);

        fifo.input().close();

        assertThat(blocked.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aReadIsReleasedWhenItsOwnEndIsFailed(Call read) {
        Running<Void> blocked = blocked(read);

        fifo.input().fail(CAUSE);

        assertThat(blocked.failure())
                .isInstanceOf(IOException.class)
                .hasMessage("this end failed after 0 bytes: java.io.IOException: the cause")
                .hasCause(CAUSE);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void anOutputThatIsClosedTakesNothing(Call write) {
        fifo.output().close();

        assertThatThrownBy(() -> write.calling.run(fifo)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> fifo.output().tryWrite(new byte[1], 0, 1)).isInstanceOf(ClosedChannelException.class);
    }

    @ParameterizedTest
    @MethodSource("reads")
    void anInputThatIsClosedGivesNothing(Call read) throws IOException {
        fifo.output().write(1);
        fifo.input().close();

        assertThatThrownBy(() -> read.calling.run(fifo)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> fifo.input().tryRead(new byte[1], 0, 1)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(fifo.input()::available).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void whatWasWrittenBeforeTheCloseIsAllThatIsRead() throws IOException {
        fifo.output().write(1);
        fifo.output().complete();
        fifo.output().close();
        assertThatThrownBy(() -> fifo.output().write(2)).isInstanceOf(ClosedChannelException.class);

        assertThat(fifo.input().readAllBytes()).containsExactly(1);
    }

    @Test
    void aBlockedWriteThatWakesToRoomAndAReaderThatLeftDoesNotReturn() throws IOException {
        for (int kind = 0; kind < 3; kind++) {
            Link link = Link.strict(Units.BYTES, 1);
            Ends ends = Ends.over(link);
            FifoOutputStream output = ends.output();
            output.write(1);
            Running<Void> write = Running.blocked(List.<Running.Action>of(
                            () -> output.write(2),
                            () -> output.write(new byte[1]),
                            () -> output.writeSome(new byte[1], 0, 1))
                    .get(kind));
            awaitOccupied(link.room);

            // Both have happened by the time of the one wake-up.
            link.input.close();
            link.ring.seal();
            link.ring.release(link.ring.readIndex(), 1);
            link.room.signal();

            assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
            assertThat(output.position()).as("bytes accepted").isEqualTo(1);
            Reference.reachabilityFence(ends);
        }
    }

    @Test
    void aBlockedReadThatWakesToDataAndItsOwnEndClosedConsumesNothing() {
        Link link = Link.strict(Units.BYTES, 1);
        Ends ends = Ends.over(link);
        FifoInputStream input = ends.input();
        Running<Integer> read = Running.blocked(() -> input.read());
        awaitOccupied(link.data);

        link.input.close();
        link.ring.publish(link.ring.nextPosition(), 1);
        link.ring.seal();
        link.data.signal();

        assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(input.position()).as("bytes consumed").isZero();
        Reference.reachabilityFence(ends);
    }

    /** Waits for the gate itself, because the JVM may also park a thread on its way there, when a class is loaded. */
    private static void awaitOccupied(Gate gate) {
        while (!gate.isOccupied()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aReaderThatTakesAByteAndThenLeavesDoesNotLetTheBlockedWriteReturn() {
        Race.run(21, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(1);
            fifo.output().write(1);
            return new Race.Round(
                    () -> assertThatThrownBy(() -> fifo.output().write(new byte[2]))
                            .isInstanceOf(BrokenPipeException.class),
                    () -> {
                        assertThat(fifo.input().read()).isEqualTo(1);
                        fifo.input().close();
                    },
                    () -> {});
        });
    }

    @Test
    void aWriteLargerThanTheRoomNeverReturnsWhenTheReaderCloses() {
        Race.run(22, 10_000, round -> {
            Fifo fifo = Fifo.ofCapacity(3);
            return new Race.Round(
                    () -> assertThatThrownBy(() -> fifo.output().write(new byte[4]))
                            .isInstanceOf(BrokenPipeException.class),
                    () -> fifo.input().close(),
                    () -> {});
        });
    }

    @Test
    void whatIsWrittenBeforeACompletedCloseIsAlwaysSeen() {
        for (int capacity : List.of(1, 2, 8)) {
            Race.run(23, 8_000, round -> {
                Fifo fifo = Fifo.ofCapacity(capacity);
                byte[] bytes = Bytes.random(round, 1 + round % 4);
                byte[][] read = new byte[1][];
                return new Race.Round(
                        () -> read[0] = fifo.input().readAllBytes(),
                        () -> Ends.writeAll(fifo.output(), bytes),
                        () -> assertThat(read[0]).isEqualTo(bytes));
            });
        }
    }

    @Test
    void whatWasAcceptedBeforeTheOwnEndIsClosedDuringTheWriteIsAllSeen() {
        Race.run(24, 10_000, round -> {
            Fifo fifo = Fifo.plain(16);
            byte[] bytes = Bytes.random(round, 16);
            return new Race.Round(
                    () -> {
                        try {
                            for (byte value : bytes) {
                                fifo.output().write(value);
                            }
                        } catch (ClosedChannelException e) {
                            // The close came first.
                        }
                    },
                    () -> fifo.output().close(),
                    () -> {
                        int accepted = (int) fifo.output().position();
                        fifo.output().close();
                        assertThat(fifo.input().readAllBytes()).isEqualTo(Arrays.copyOf(bytes, accepted));
                    });
        });
    }
}
