package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thread per end at a time: two get an exception, and so does the other end; taking turns is no misuse. */
@ExtendWith(NoLeakedThreads.class)
final class MisuseTest {

    private static final String TWO_READERS = "two threads read at one FifoInputStream at the same time";
    private static final String TWO_WRITERS = "two threads write at one FifoOutputStream at the same time";

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    private final Map<String, Running.Action> reads = Map.of(
            "read", () -> input.read(),
            "read array", () -> input.read(new byte[1]),
            "tryRead", () -> input.tryRead(new byte[1], 0, 1),
            "skip", () -> input.skip(1),
            "readNBytes", () -> input.readNBytes(1),
            "transferTo", () -> input.transferTo(new ByteArrayOutputStream()),
            "channel", () -> input.asChannel().read(ByteBuffer.allocate(1)));

    private final Map<String, Running.Action> writes = Map.of(
            "write", () -> output.write(1),
            "write array", () -> output.write(new byte[1]),
            "tryWrite", () -> output.tryWrite(new byte[1], 0, 1),
            "writeSome", () -> output.writeSome(new byte[1], 0, 1),
            "shared", () -> output.shared().write(1),
            "channel", () -> output.asChannel().write(ByteBuffer.allocate(1)));

    @ParameterizedTest
    @ValueSource(strings = {"read", "read array", "tryRead", "skip", "readNBytes", "transferTo", "channel"})
    void aSecondReaderFailsThePair(String call) {
        Running<Integer> blocked = Running.blocked(() -> input.read());

        assertThatThrownBy(() -> reads.get(call).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(TWO_READERS);

        assertThat(blocked.failure()).isInstanceOf(IOException.class).hasMessageContaining(TWO_READERS);
        assertThatThrownBy(() -> output.write(1))
                .isInstanceOf(BrokenPipeException.class)
                .hasMessageContaining(TWO_READERS)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "write array", "tryWrite", "writeSome", "shared", "channel"})
    void aSecondWriterFailsThePair(String call) throws IOException {
        Running<Void> blocked = Running.blocked(() -> output.write(new byte[5]));

        assertThatThrownBy(() -> writes.get(call).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(TWO_WRITERS);

        assertThat(blocked.failure()).isInstanceOf(IOException.class).hasMessageContaining(TWO_WRITERS);
        assertThat(input.readNBytes(4)).as("accepted before").hasSize(4);
        assertThatThrownBy(input::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining(TWO_WRITERS)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPromiseByAnotherThreadDuringAWriteIsNoMisuse() throws IOException {
        Running<Void> blocked = Running.blocked(() -> output.write(Bytes.of("abcdef")));

        output.complete();

        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        blocked.result();
        output.close();
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void countersStatesAndLimitsAreForAnyThread() throws IOException {
        Running<Integer> blocked = Running.blocked(() -> input.read());
        assertThat(input.position()).isZero();
        assertThat(input.available()).isZero();
        assertThat(input.blocked()).isGreaterThanOrEqualTo(Duration.ZERO);
        input.setTimeout(Duration.ofDays(1));
        assertThat(input.toString()).contains("waits for");
        assertThat(input.read(new byte[0])).isZero();

        output.write(7);

        assertThat(blocked.result()).isEqualTo(7);
    }

    @Test
    void threadsThatUseAnEndOneAfterTheOtherAreFine() throws IOException {
        for (int i = 0; i < 100; i++) {
            int value = i;
            Running<Integer> read = Running.blocked(() -> input.read());
            Running.start(() -> output.write(value)).result();
            assertThat(read.result()).isEqualTo(value);
        }
    }

    @Test
    void callersOfTheChannelsTakeTurns() throws IOException {
        List<Running<Void>> writers = new ArrayList<>();
        List<Running<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] same = {(byte) i, (byte) i, (byte) i, (byte) i, (byte) i, (byte) i};
            writers.add(Running.start(() -> {
                for (int round = 0; round < 500; round++) {
                    output.asChannel().write(ByteBuffer.wrap(same));
                }
            }));
            readers.add(Running.start(() -> {
                int sum = 0;
                for (int count; (count = input.asChannel().read(ByteBuffer.allocate(3))) >= 0; ) {
                    sum += count;
                }
                return sum;
            }));
        }
        writers.forEach(Running::result);
        output.complete();
        output.close();
        assertThat(readers.stream().mapToInt(Running::result).sum()).isEqualTo(4 * 6 * 500);
    }

    @Test
    void anInterruptEndsTheWaitForATurn() throws IOException {
        Running<Integer> first = Running.blocked(() -> output.asChannel().write(ByteBuffer.wrap(Bytes.of("abcdef"))));
        Running<Boolean> second = Running.blocked(() -> {
            assertThatThrownBy(() -> output.asChannel().write(ByteBuffer.allocate(9)))
                    .isInstanceOfSatisfying(
                            InterruptedIOException.class,
                            e -> assertThat(e.bytesTransferred).isZero());
            return Thread.currentThread().isInterrupted();
        });

        second.interrupt();

        assertThat(second.result()).as("the flag").isTrue();
        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        assertThat(first.result()).isEqualTo(6);
    }
}
