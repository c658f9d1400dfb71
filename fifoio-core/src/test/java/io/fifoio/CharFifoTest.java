package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chars that go in come out, whatever they are and in whichever way they go in and out. */
@ExtendWith(NoLeakedThreads.class)
final class CharFifoTest {

    /** Each char value once, lone surrogates among them. */
    private static final String EVERY_CHAR = IntStream.rangeClosed(0, Character.MAX_VALUE)
            .collect(StringBuilder::new, (all, c) -> all.append((char) c), StringBuilder::append)
            .toString();

    @ParameterizedTest
    @ValueSource(ints = {7, 64, 100_000})
    void everyCharComesThrough(int capacity) throws IOException {
        int half = EVERY_CHAR.length() / 2;
        CharFifo fifo = CharFifo.ofCapacity(capacity);
        start(fifo, () -> {
            fifo.writer().write(EVERY_CHAR, 0, half);
            fifo.writer().write(EVERY_CHAR.toCharArray(), half, EVERY_CHAR.length() - half);
        });
        StringWriter target = new StringWriter();
        assertThat(fifo.reader().transferTo(target)).isEqualTo(EVERY_CHAR.length());
        assertThat(target).hasToString(EVERY_CHAR);
    }

    @Test
    void everyCharComesThroughOneByOneAndIsNeverTakenForTheEnd() throws IOException {
        CharFifo fifo = CharFifo.ofCapacity(64);
        start(fifo, () -> {
            for (int c = 0; c <= Character.MAX_VALUE; c++) {
                // Only the low 16 bits count.
                fifo.writer().write(c | 0x50000);
            }
        });
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertThat(fifo.reader().read()).isEqualTo(c);
        }
        assertThat(fifo.reader().read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void anyPieceOfAStringAndAnyPlaceInAnArrayOrBuffer(int capacity) throws IOException {
        long seed = 11 + capacity;
        Random random = new Random(seed);
        CharFifo fifo = CharFifo.ofCapacity(capacity);
        for (int round = 0; round < Repetitions.of(2_000); round++) {
            int length = 1 + random.nextInt(capacity);
            int from = random.nextInt(EVERY_CHAR.length() - length);
            String piece = EVERY_CHAR.substring(from, from + length);
            switch (random.nextInt(4)) {
                case 0 -> fifo.writer().write(EVERY_CHAR, from, length);
                case 1 -> fifo.writer().write(("--" + piece + "-").toCharArray(), 2, length);
                case 2 -> fifo.writer().append(EVERY_CHAR, from, from + length);
                default ->
                    assertThat(fifo.writer().writeSome(piece.toCharArray(), 0, length))
                            .isEqualTo(length);
            }
            CharBuffer target = switch (random.nextInt(3)) {
                case 0 -> CharBuffer.allocate(length + 3);
                case 1 -> CharBuffer.wrap(new char[length + 9], 4, length + 3).slice();
                default -> ByteBuffer.allocateDirect(2 * length + 6).asCharBuffer();
            };
            target.position(1);
            assertThat(fifo.reader().read(target))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(length);
            assertThat(target.position()).isEqualTo(1 + length);
            assertThat(target.flip().position(1).toString())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(piece);
        }
    }

    @Test
    void aReadOnlyBufferIsRefusedAndNothingIsConsumed() throws IOException {
        CharFifo fifo = CharFifo.ofCapacity(7);
        fifo.writer().append('a').append("b").append(null);

        assertThatThrownBy(() -> fifo.reader().read(CharBuffer.allocate(3).asReadOnlyBuffer()))
                .isInstanceOf(ReadOnlyBufferException.class);
        assertThat(fifo.reader().read(CharBuffer.allocate(0))).isZero();

        char[] all = new char[7];
        assertThat(fifo.reader().read(all)).isEqualTo(6);
        assertThat(new String(all, 0, 6)).isEqualTo("abnull");
    }

    @Test
    void readyAndSkipKnowWhatIsThere() throws IOException {
        CharFifo fifo = CharFifo.ofCapacity(7);
        assertThat(fifo.reader().ready()).isFalse();
        fifo.writer().write("abcdef");
        assertThat(fifo.reader().ready()).isTrue();
        assertThat(fifo.reader().skip(2)).isEqualTo(2);
        assertThat(fifo.reader().skip(0)).isZero();
        assertThat(fifo.reader().read()).isEqualTo('c');
        assertThat(fifo.reader().position()).isEqualTo(3);
        fifo.writer().complete();
        fifo.writer().close();
        assertThat(fifo.reader().skip(Long.MAX_VALUE)).isEqualTo(3);
        assertThat(fifo.reader().ready()).isFalse();
        assertThat(fifo.reader().read(CharBuffer.allocate(1))).isEqualTo(-1);
        assertThatThrownBy(() -> fifo.reader().skip(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(fifo.reader().markSupported()).isFalse();
    }

    @Test
    void whatIsPassedOnIsCountedFromTheCallOn() throws IOException {
        CharFifo fifo = CharFifo.ofCapacity(7);
        start(fifo, () -> fifo.writer().write("abcdefghij"));
        assertThat(fifo.reader().skip(3)).isEqualTo(3);
        StringWriter target = new StringWriter();

        assertThat(fifo.reader().transferTo(target)).isEqualTo(7);

        assertThat(target).hasToString("defghij");
    }

    @Test
    void linesComeThroughTheUsualWrappers() throws IOException {
        int lines = Repetitions.of(100_000);
        CharFifo fifo = CharFifo.ofCapacity(7);
        start(fifo, () -> {
            PrintWriter printer = new PrintWriter(fifo.writer());
            for (int i = 0; i < lines; i++) {
                printer.println(i);
            }
            assertThat(printer.checkError()).isFalse();
        });
        BufferedReader reader = new BufferedReader(fifo.reader());
        for (int i = 0; i < lines; i++) {
            assertThat(reader.readLine()).isEqualTo(Integer.toString(i));
        }
        assertThat(reader.readLine()).isNull();
    }

    private static void start(CharFifo fifo, Running.Action writing) {
        Running.start(() -> {
            writing.run();
            fifo.writer().complete();
            fifo.writer().close();
        });
    }
}
