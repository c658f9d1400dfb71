package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.BrokenPipeException;
import io.fifoio.Fifo;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeldBackOutputStreamTest {

    private static final long SEED = 20261126;

    private final Fifo fifo = Fifo.ofCapacity(1 << 20);
    private final HeldBackOutputStream held = new HeldBackOutputStream(fifo.output());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 127, 128, 129, 8191, 8192, 8193, 16_384, 100_000})
    void passesOnAllButTheLastByteOfEachWrite(int length) throws IOException {
        byte[] payload = Payload.ofSize(3 * length + 1);
        held.write(payload[0]);
        for (int written = 1; written < payload.length; written += length) {
            held.write(payload, written, length);

            assertThat(fifo.input().available()).isEqualTo(written + length - 1);
            assertThat(held.total()).isEqualTo(written + length);
        }

        held.release();

        assertThat(fifo.input().readNBytes(payload.length)).isEqualTo(payload);
    }

    /**
     * Its byte would not reach the pair, which would notice, and it would be replaced by the last byte of the write in
     * progress.
     */
    @Test
    void refusesAByteInTheMiddleOfAnotherThreadsWriteAndFailsThePair() throws IOException {
        Fifo small = Fifo.ofCapacity(4);
        HeldBackOutputStream shared = new HeldBackOutputStream(small.output());
        Running<Void> blocked = Running.blocked(() -> shared.write(new byte[10]));

        assertThatThrownBy(() -> shared.write(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("two threads write at one stream");

        assertThat(blocked.failure()).hasMessageContaining("two threads write at one stream");
        assertThat(small.input().readNBytes(4)).hasSize(4);
        assertThatThrownBy(() -> small.input().read())
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("two threads write at one stream");
    }

    /** Although nothing reaches the pair, which would notice. */
    @Test
    void refusesTheFirstByteWhereTheReaderHasLeft() {
        fifo.input().close();

        assertThatThrownBy(() -> held.write(1)).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> held.write(new byte[1])).isInstanceOf(BrokenPipeException.class);
        assertThat(held.total()).isZero();
    }

    @Test
    void keepsTheOrderOfWritesOfAllSizes() throws IOException {
        byte[] payload = Payload.ofSize(500_000);
        Random random = new Random(SEED);
        for (int written = 0; written < payload.length; ) {
            int length = Math.min(payload.length - written, random.nextInt(1 << random.nextInt(16)));
            if (length == 1) {
                held.write(payload[written]);
            } else {
                held.write(payload, written, length);
            }
            written += length;
            assertThat(fifo.input().available()).isEqualTo(Math.max(0, written - 1));
        }
        held.release();

        assertThat(fifo.input().readNBytes(payload.length)).as("seed " + SEED).isEqualTo(payload);
    }
}
