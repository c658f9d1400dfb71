package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several writers on purpose: what one call writes stays together. */
@ExtendWith(NoLeakedThreads.class)
final class SharedWritersTest {

    private static final int WRITERS = 8;
    private static final int MESSAGE = 16;

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 100})
    void messagesOfEightThreadsComeWholeAndEachThreadsInOrder(int capacity) throws IOException {
        int each = Repetitions.of(500);
        Fifo small = Fifo.ofCapacity(capacity);
        List<Running<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int name = writer;
            writers.add(Running.start(() -> {
                OutputStream shared = small.output().shared();
                for (int number = 0; number < each; number++) {
                    shared.write(message(name, number));
                }
            }));
        }

        Map<Integer, Integer> next = new HashMap<>();
        for (int i = 0; i < WRITERS * each; i++) {
            byte[] message = readByTwos(small.input());
            int writer = ByteBuffer.wrap(message).getInt();
            int number = next.merge(writer, 1, Integer::sum) - 1;
            assertThat(message).isEqualTo(message(writer, number));
        }
        writers.forEach(Running::result);
        assertThat(next).hasSize(WRITERS);
        assertThat(small.input().available()).isZero();
    }

    private static byte[] message(int writer, int number) {
        return ByteBuffer.allocate(MESSAGE)
                .putInt(writer)
                .putInt(number)
                .putInt(writer)
                .putInt(number)
                .array();
    }

    private static byte[] readByTwos(FifoInputStream from) throws IOException {
        byte[] message = new byte[MESSAGE];
        for (int done = 0; done < MESSAGE; ) {
            done += from.read(message, done, Math.min(2, MESSAGE - done));
        }
        return message;
    }

    @Test
    void halfAMessageThatAnInterruptLeftFailsTheOutput() throws IOException {
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("abcdef")));
        Running<Void> next = Running.blocked(() -> output.shared().write(Bytes.of("uvwxyz")));

        write.interrupt();

        Throwable interrupted = write.failure();
        assertThat(interrupted)
                .isInstanceOfSatisfying(
                        InterruptedIOException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(4));
        assertThat(next.failure()).isInstanceOf(IOException.class).hasCause(interrupted);
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
        assertThatThrownBy(input::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(interrupted);
    }

    @Test
    void halfAMessageThatATimeLimitLeftFailsTheOutput() {
        output.setTimeout(Duration.ofNanos(1));

        assertThatThrownBy(() -> output.shared().write(Bytes.of("abcdef"))).isInstanceOf(FifoTimeoutException.class);

        assertThatThrownBy(() -> output.shared().write(1)).hasCauseInstanceOf(FifoTimeoutException.class);
    }

    @Test
    void aReaderThatLeavesWithinAMessageIsToldToTheNextWriterToo() {
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("abcdef")));

        input.close();

        assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> output.shared().write(1)).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void aMessageOfWhichNothingWasAcceptedMayBeGivenUp() throws IOException {
        output.write(Bytes.of("abcd"));
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("-")));
        Running<Void> waitsForItsTurn = Running.blocked(() -> output.shared().write('e'));

        write.interrupt();

        assertThat(write.failure())
                .isInstanceOfSatisfying(
                        InterruptedIOException.class,
                        e -> assertThat(e.bytesTransferred).isZero());
        assertThat(input.readNBytes(5)).isEqualTo(Bytes.of("abcde"));
        waitsForItsTurn.result();
        output.shared().write(Bytes.of("f"));
        output.complete();
        output.shared().close();
        assertThat(input.readAllBytes()).isEqualTo(Bytes.of("f"));
    }

    @Test
    void whatWritesNothingWaitsForNoTurn() throws IOException {
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("abcdef")));

        Running.start(() -> {
                    output.shared().write(new byte[3], 3, 0);
                    assertThat(output.asChannel().write(ByteBuffer.allocate(0))).isZero();
                    output.write(new byte[0]);
                    assertThatThrownBy(() -> output.shared().write(new byte[3], 2, 2))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                })
                .result();

        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        write.result();
    }

    @Test
    void anInterruptEndsTheWaitForATurnAndHarmsNobody() throws IOException {
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("abcdef")));
        Running<Void> waitsForItsTurn = Running.blocked(() -> output.shared().write(Bytes.of("uvwxyz")));

        waitsForItsTurn.interrupt();

        assertThat(waitsForItsTurn.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        write.result();
        assertThat(input.available()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "shared, one byte", "channel"})
    void aMessageThatNeverCameToItsTurnRevokesThePromise(String way) throws IOException {
        Map<String, Running.Action> writes = Map.of(
                "shared", () -> output.shared().write(Bytes.of("LOST")),
                "shared, one byte", () -> output.shared().write('L'),
                "channel", () -> output.asChannel().write(ByteBuffer.wrap(Bytes.of("LOST"))));
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("abcdef")));
        Running<Void> waitsForItsTurn = Running.blocked(() -> writes.get(way).run());
        output.complete();

        waitsForItsTurn.interrupt();

        assertThat(waitsForItsTurn.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        write.result();
        output.close();
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    /** What it reports does not depend on how much there is to write. */
    @Test
    void writingNothingSaysWhatBecameOfTheEnd() throws IOException {
        OutputStream shared = output.shared();
        shared.write(new byte[0]);
        input.close();
        assertThatThrownBy(() -> shared.write(new byte[0])).isInstanceOf(BrokenPipeException.class);
    }
}
