package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader gets exactly the accepted bytes, in order, and after the last of them what ends the data. */
@ExtendWith(NoLeakedThreads.class)
final class OrderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 64 * 1024, 1024 * 1024})
    void whateverTheSizesOfWritesAndReadsTheBytesArriveInOrder(int capacity) throws IOException {
        long seed = 31 + capacity;
        byte[] bytes = Bytes.random(seed, Repetitions.of((int) Math.min(2_000_000, 20_000L * capacity)));
        Fifo fifo = Fifo.ofCapacity(capacity);
        Running<Void> writer = Running.start(() -> writeInPieces(fifo.output(), bytes, new Random(seed + 1)));

        Random random = new Random(seed + 2);
        byte[] read = new byte[bytes.length + 1];
        int length = 0;
        while (true) {
            int wanted = Math.min(read.length - length, 1 + random.nextInt(2 * capacity));
            int count = fifo.input().read(read, length, wanted);
            if (count < 0) {
                break;
            }
            length += count;
        }

        writer.result();
        assertThat(length).as("bytes read, seed %d", seed).isEqualTo(bytes.length);
        assertThat(read).as("seed %d", seed).startsWith(bytes);
    }

    private static void writeInPieces(FifoOutputStream output, byte[] bytes, Random random) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            int length = Math.min(bytes.length - done, 1 + random.nextInt(10_000));
            switch (random.nextInt(3)) {
                case 0 -> {
                    output.write(bytes, done, length);
                    done += length;
                }
                case 1 -> done += output.writeSome(bytes, done, length);
                default -> output.write(bytes[done++]);
            }
        }
        output.complete();
        output.close();
    }

    @Test
    void endOfDataComesAfterTheLastByteAndAgainAtEachFurtherRead() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        Ends.writeAll(fifo.output(), Bytes.of("abc"));

        assertThat(fifo.input().readNBytes(3)).isEqualTo(Bytes.of("abc"));
        for (int i = 0; i < 3; i++) {
            assertThat(fifo.input().read()).isEqualTo(-1);
            assertThat(fifo.input().read(new byte[2], 0, 2)).isEqualTo(-1);
            assertThat(fifo.input().tryRead(new byte[2], 0, 2)).isEqualTo(-1);
        }
    }

    @Test
    void aFailureComesAfterTheLastByteAndAgainAtEachFurtherRead() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        IOException cause = new IOException("disk full");
        fifo.output().write(Bytes.of("abc"));
        fifo.output().fail(cause);

        assertThat(fifo.input().available()).isEqualTo(3);
        assertThat(fifo.input().readNBytes(3)).isEqualTo(Bytes.of("abc"));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(fifo.input()::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("the writer failed after 3 bytes: java.io.IOException: disk full")
                    .hasCause(cause);
            assertThatThrownBy(() -> fifo.input().tryRead(new byte[1], 0, 1)).hasCause(cause);
        }
    }

    @Test
    void aReadThatAsksForMoreThanTheLastBytesGetsThemFirst() throws IOException {
        Fifo fifo = Fifo.ofCapacity(8);
        fifo.output().write(Bytes.of("abc"));
        fifo.output().close();

        assertThat(fifo.input().read(new byte[8], 0, 8)).isEqualTo(3);
        assertThatThrownBy(() -> fifo.input().read(new byte[8], 0, 8)).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void everyByteValueIsReadAsItWasWritten() throws IOException {
        Fifo fifo = Fifo.ofCapacity(1);
        for (int value = 0; value < 256; value++) {
            fifo.output().write(value | 0x5a00);
            assertThat(fifo.input().read()).isEqualTo(value);
        }
    }
}
