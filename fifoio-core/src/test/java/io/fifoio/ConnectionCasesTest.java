package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Go's {@code nettest} requires of a network connection, required of one that is made of two pairs. */
@ExtendWith(NoLeakedThreads.class)
final class ConnectionCasesTest {

    private static final Duration PAST = Duration.ofNanos(1);
    private static final Duration FAR = Duration.ofDays(1);
    private static final int CAPACITY = 100;

    /** One side of the connection. */
    private record Side(FifoInputStream input, FifoOutputStream output) {

        void setTimeout(Duration limit) {
            input.setTimeout(limit);
            output.setTimeout(limit);
        }

        void close() {
            input.close();
            output.close();
        }
    }

    private final Fifo there = Fifo.ofCapacity(CAPACITY);
    private final Fifo back = Fifo.ofCapacity(CAPACITY);
    private final Side client = new Side(back.input(), there.output());
    private final Side server = new Side(there.input(), back.output());

    /** Checks that after everything that happened each side still gets what the other one sends. */
    private void assertUsable() {
        Running<Void> echo = Running.start(() -> server.output.write(server.input.readNBytes(3 * CAPACITY)));
        Running<byte[]> answer = Running.start(() -> {
            client.output.write(Bytes.random(1, 3 * CAPACITY));
            return client.input.readNBytes(3 * CAPACITY);
        });
        assertThat(answer.result()).isEqualTo(Bytes.random(1, 3 * CAPACITY));
        echo.result();
    }

    @Test
    void whatIsSentComesBackFromTheOtherSide() throws IOException {
        byte[] sent = Bytes.random(2, Repetitions.of(100_000));
        Running<Long> echo = Running.start(() -> {
            long count = server.input.transferTo(server.output);
            server.output.complete();
            server.close();
            return count;
        });
        Running<Void> sending = Running.start(() -> {
            for (int done = 0; done < sent.length; done += 1024) {
                client.output.write(sent, done, Math.min(1024, sent.length - done));
            }
            client.output.complete();
            client.output.close();
        });

        assertThat(client.input.readAllBytes()).isEqualTo(sent);

        sending.result();
        assertThat(echo.result()).isEqualTo(sent.length);
        assertThat(client.input.read()).isEqualTo(-1);
    }

    @Test
    void aNumberIsPassedToAndFroAndGrows() {
        int rounds = Repetitions.of(500);
        Running<Void> echo = Running.start(() -> {
            for (int round = 0; round < rounds; round++) {
                long number = ByteBuffer.wrap(server.input.readNBytes(8)).getLong();
                server.output.write(ByteBuffer.allocate(8).putLong(number + 1).array());
            }
        });
        Running<Long> counting = Running.start(() -> {
            long number = 0;
            for (int round = 0; round < rounds; round++) {
                client.output.write(ByteBuffer.allocate(8).putLong(number + 1).array());
                number = ByteBuffer.wrap(client.input.readNBytes(8)).getLong();
            }
            return number;
        });

        assertThat(counting.result()).isEqualTo(2L * rounds);
        echo.result();
    }

    @Test
    void readersThatTakeTurnsAndGiveUpAtAnyTimeLoseNothingBetweenThem() throws IOException {
        byte[] sent = Bytes.random(3, 20_000);
        AtomicLong sum = new AtomicLong();
        List<Running<Void>> readers = new ArrayList<>();
        for (int reader = 0; reader < 8; reader++) {
            Random random = new Random(reader);
            readers.add(Running.start(() -> {
                ByteBuffer target = ByteBuffer.allocate(64);
                for (int count = 0; count >= 0; ) {
                    server.input.setTimeout(Duration.ofNanos(1 + random.nextInt(20_000)));
                    try {
                        count = server.input.asChannel().read(target.clear());
                    } catch (FifoTimeoutException e) {
                        assertThat(target.position())
                                .as("moved by a read that gave up")
                                .isZero();
                    }
                    sum.addAndGet(sumOf(target.flip()));
                }
            }));
        }

        Ends.writeAll(client.output, sent);

        readers.forEach(Running::result);
        assertThat(sum).hasValue(sumOf(ByteBuffer.wrap(sent)));
        assertThat(server.input.position()).isEqualTo(sent.length);
    }

    @Test
    void writersThatTakeTurnsAndGiveUpAtAnyTimeTellHowMuchOfTheirsWasAccepted() {
        Running<byte[]> reading = Running.start(() -> server.input.readAllBytes());
        AtomicLong sum = new AtomicLong();
        List<Running<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            Random random = new Random(writer);
            byte[] bytes = Bytes.random(writer, 3 * CAPACITY);
            writers.add(Running.start(() -> {
                for (int round = 0; round < 5; round++) {
                    ByteBuffer source = ByteBuffer.wrap(bytes);
                    client.output.setTimeout(Duration.ofNanos(1 + random.nextInt(20_000)));
                    try {
                        client.output.asChannel().write(source);
                    } catch (FifoTimeoutException e) {
                        assertThat(e.bytesTransferred).isEqualTo(source.position());
                    }
                    sum.addAndGet(sumOf(source.flip()));
                }
            }));
        }
        writers.forEach(Running::result);

        Running.start(() -> {
                    client.output.complete();
                    client.output.close();
                })
                .result();

        assertThat(sumOf(ByteBuffer.wrap(reading.result()))).isEqualTo(sum.get());
    }

    /** A sum that does not depend on the order: a byte that is lost or doubled changes it. */
    private static long sumOf(ByteBuffer bytes) {
        long sum = 0;
        while (bytes.hasRemaining()) {
            sum += 1_000 + bytes.get();
        }
        return sum;
    }

    @Test
    void aReadThatGivesUpDoesNotHoldUpWritesOfTheSameSide() throws IOException {
        client.input.setTimeout(PAST);
        for (int round = 0; round < 50; round++) {
            assertThatThrownBy(client.input::read).isInstanceOf(FifoTimeoutException.class);
            client.output.write(round);
            assertThat(server.input.read()).isEqualTo(round);
        }
        client.setTimeout(Duration.ZERO);
        assertUsable();
    }

    @Test
    void aWriteThatGivesUpDoesNotHoldUpReadsOfTheSameSide() throws IOException {
        client.output.setTimeout(PAST);
        client.output.write(new byte[CAPACITY]);
        for (int round = 0; round < 50; round++) {
            assertThatThrownBy(() -> client.output.write(1)).isInstanceOf(FifoTimeoutException.class);
            server.output.write(round);
            assertThat(client.input.read()).isEqualTo(round);
        }
        client.setTimeout(Duration.ZERO);
        server.input.readNBytes(CAPACITY);
        assertUsable();
    }

    @Test
    void aLimitThatHasPassedWhenTheCallComesEndsItAndOneTakenAwayDoesNot() throws IOException {
        client.setTimeout(PAST);
        assertThatThrownBy(client.input::read).isInstanceOf(FifoTimeoutException.class);
        assertThatThrownBy(() -> client.output.write(new byte[CAPACITY + 1])).isInstanceOf(FifoTimeoutException.class);
        server.input.readNBytes(CAPACITY);

        client.setTimeout(Duration.ZERO);

        assertUsable();
    }

    @Test
    void aLimitSetWhileBothDirectionsAreBlockedEndsBoth() throws IOException {
        Running<Integer> read = Running.blocked(() -> client.input.read());
        Running<Void> write = Running.blocked(() -> client.output.write(new byte[CAPACITY + 1]));

        client.setTimeout(PAST);

        assertThat(read.failure()).isInstanceOf(FifoTimeoutException.class);
        assertThat(write.failure()).isInstanceOf(FifoTimeoutException.class);
        server.input.readNBytes(CAPACITY);
        client.setTimeout(Duration.ZERO);
        assertUsable();
    }

    @Test
    void aLimitThatPassesWhileBothDirectionsAreBlockedEndsBoth() throws IOException {
        client.setTimeout(Duration.ofMillis(50));
        Running<Integer> read = Running.start(() -> client.input.read());
        Running<Void> write = Running.start(() -> client.output.write(new byte[CAPACITY + 1]));

        assertThat(read.failure()).isInstanceOf(FifoTimeoutException.class);
        assertThat(write.failure()).isInstanceOf(FifoTimeoutException.class);
        server.input.readNBytes(CAPACITY);
        client.setTimeout(Duration.ZERO);
        assertUsable();
    }

    @Test
    void closingASideEndsWhatIsBlockedInItLongBeforeItsLimit() {
        client.setTimeout(FAR);
        Running<Integer> read = Running.blocked(() -> client.input.read());
        Running<Void> write = Running.blocked(() -> client.output.write(new byte[CAPACITY + 1]));

        client.close();

        assertThat(read.failure()).isInstanceOf(ClosedChannelException.class);
        assertThat(write.failure()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void everyMethodMayBeCalledWhileEveryOtherOneIs() {
        int writes = Repetitions.of(100);
        Running<Void> writer =
                calling(writes, () -> client.output.asChannel().write(ByteBuffer.allocate(3 * CAPACITY)));
        List<Running<Void>> others = Stream.<Running.Action>of(
                        () -> client.output.shared().write(1),
                        () -> server.input.asChannel().read(ByteBuffer.allocate(2 * CAPACITY)),
                        () -> server.input.asChannel().read(ByteBuffer.allocateDirect(70)),
                        () -> client.setTimeout(PAST),
                        () -> client.setTimeout(Duration.ZERO),
                        () -> server.setTimeout(FAR),
                        () -> client.output.flush(),
                        () -> client.output.complete(),
                        () -> assertThat(server.input.available()).isBetween(0, CAPACITY),
                        () -> assertThat(there).asString().contains("of 100 bytes buffered"),
                        this::assertPositionsInOrder,
                        () -> assertThat(client.output.blocked().plus(server.input.blocked()))
                                .isGreaterThanOrEqualTo(Duration.ZERO))
                .map(call -> calling(Integer.MAX_VALUE, call))
                .toList();

        writer.result();
        client.close();
        server.close();

        others.forEach(ConnectionCasesTest::assertEndedByTheClose);
        assertPositionsInOrder();
    }

    private void assertPositionsInOrder() {
        long consumed = server.input.position();
        assertThat(client.output.position()).isGreaterThanOrEqualTo(consumed);
    }

    /** Repeats a call the given number of times, or until the side is closed. */
    private Running<Void> calling(int times, Running.Action call) {
        return Running.start(() -> {
            for (int i = 0; i < times && client.output.isOpen(); i++) {
                try {
                    call.run();
                } catch (FifoTimeoutException e) {
                    // Limits come and go.
                }
                Thread.yield();
            }
        });
    }

    private static void assertEndedByTheClose(Running<Void> caller) {
        try {
            caller.result();
        } catch (AssertionError e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }
}
