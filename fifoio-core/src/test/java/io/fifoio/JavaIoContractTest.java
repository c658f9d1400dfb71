package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code java.io} says about every stream, reader and writer: ranges, nulls, empty calls, the end, and what comes
 * after it.
 */
@ExtendWith(NoLeakedThreads.class)
final class JavaIoContractTest {

    private static final int LENGTH = 4;
    private static final int MIN = Integer.MIN_VALUE;
    private static final int MAX = Integer.MAX_VALUE;

    /** Offsets and lengths that are not within an array of four, including those whose sum overflows. */
    private static final int[][] WRONG = {
        {-1, 1},
        {0, -1},
        {0, 5},
        {5, 0},
        {4, 1},
        {1, 4},
        {-1, 5},
        {-1, -1},
        {MAX, 1},
        {1, MAX},
        {MAX, MAX},
        {MIN, 1},
        {1, MIN},
        {MIN, MIN},
        {MAX, MIN},
        {MIN, MAX},
        {-1, MAX},
        {3, MAX - 2}
    };

    /** A call with an array, an offset and a length, or without the array if there is none. */
    private record RangeCall(String name, OnPairs call, OnPairs withNull) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface OnPairs {
        Object on(Fifo bytes, CharFifo chars, int off, int len) throws IOException;
    }

    private static RangeCall bytes(String name, OnBytes call) {
        return new RangeCall(
                name,
                (bytes, chars, off, len) -> call.on(bytes, new byte[LENGTH], off, len),
                (bytes, chars, off, len) -> call.on(bytes, null, off, len));
    }

    @FunctionalInterface
    private interface OnBytes {
        Object on(Fifo pair, byte[] array, int off, int len) throws IOException;
    }

    private static RangeCall chars(String name, OnChars call) {
        return new RangeCall(
                name,
                (bytes, chars, off, len) -> call.on(chars, new char[LENGTH], off, len),
                (bytes, chars, off, len) -> call.on(chars, null, off, len));
    }

    @FunctionalInterface
    private interface OnChars {
        Object on(CharFifo pair, char[] array, int off, int len) throws IOException;
    }

    static Stream<RangeCall> rangeCalls() {
        return Stream.of(
                bytes("read", (pair, b, off, len) -> pair.input().read(b, off, len)),
                bytes("tryRead", (pair, b, off, len) -> pair.input().tryRead(b, off, len)),
                bytes("readNBytes", (pair, b, off, len) -> pair.input().readNBytes(b, off, len)),
                bytes("writeSome", (pair, b, off, len) -> pair.output().writeSome(b, off, len)),
                bytes("tryWrite", (pair, b, off, len) -> pair.output().tryWrite(b, off, len)),
                bytes("write", (pair, b, off, len) -> {
                    pair.output().write(b, off, len);
                    return len;
                }),
                bytes("shared write", (pair, b, off, len) -> {
                    pair.output().shared().write(b, off, len);
                    return len;
                }),
                chars("read of chars", (pair, c, off, len) -> pair.reader().read(c, off, len)),
                chars("tryRead of chars", (pair, c, off, len) -> pair.reader().tryRead(c, off, len)),
                chars("writeSome of chars", (pair, c, off, len) -> pair.writer().writeSome(c, off, len)),
                chars("tryWrite of chars", (pair, c, off, len) -> pair.writer().tryWrite(c, off, len)),
                chars("write of chars", (pair, c, off, len) -> {
                    pair.writer().write(c, off, len);
                    return len;
                }),
                chars("write of a string", (pair, c, off, len) -> {
                    pair.writer().write(c == null ? null : String.valueOf(c), off, len);
                    return len;
                }));
    }

    /** Two chars or bytes are in it, and there is room for as many. */
    private final Fifo fifo = Fifo.ofCapacity(LENGTH);

    private final CharFifo charFifo = CharFifo.ofCapacity(LENGTH);

    private void fillByHalf() throws IOException {
        fifo.output().write(Bytes.of("ab"));
        charFifo.writer().write("ab");
    }

    private void closeAll() {
        fifo.output().close();
        fifo.input().close();
        charFifo.writer().close();
        charFifo.reader().close();
    }

    @ParameterizedTest
    @MethodSource("rangeCalls")
    void aRangeThatIsNotInTheArrayIsRefusedInEveryStateAndNothingMoves(RangeCall range) throws IOException {
        fillByHalf();
        for (int ends = 0; ends < 2; ends++) {
            for (int[] wrong : WRONG) {
                assertThatThrownBy(() -> range.call.on(fifo, charFifo, wrong[0], wrong[1]))
                        .as("%s, %s", Arrays.toString(wrong), fifo)
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> range.withNull.on(fifo, charFifo, 0, 0))
                    .as("null, %s", fifo)
                    .isInstanceOf(NullPointerException.class);
            closeAll();
        }
        assertThat(fifo).asString().contains("position 2", "position 0", "2 of 4 bytes");
        assertThat(charFifo).asString().contains("position 2", "position 0", "2 of 4 chars");
    }

    @ParameterizedTest
    @MethodSource("rangeCalls")
    void theWholeArrayAndNothingAtItsVeryEndAreInIt(RangeCall range) throws IOException {
        fillByHalf();

        assertThat(range.call.on(fifo, charFifo, LENGTH, 0)).isEqualTo(0);
        assertThat(range.call.on(fifo, charFifo, 2, 2)).isEqualTo(2);
    }

    /** A question to an input that has come to its end. */
    @FunctionalInterface
    private interface Question {
        Object ask(InputStream input) throws IOException;
    }

    @FunctionalInterface
    private interface ReaderQuestion {
        Object ask(Reader reader) throws IOException;
    }

    private static String told(Question question, InputStream input) {
        try {
            return "" + question.ask(input);
        } catch (EOFException e) {
            return "EOFException";
        } catch (IOException e) {
            return "IOException";
        }
    }

    private static String told(ReaderQuestion question, Reader reader) {
        try {
            return "" + question.ask(reader);
        } catch (IOException e) {
            return "IOException";
        }
    }

    private static final List<Question> NOT_EMPTY = List.of(
            InputStream::read,
            input -> input.read(new byte[3]),
            input -> input.read(new byte[3], 1, 2),
            input -> input.readAllBytes().length,
            input -> input.readNBytes(5).length,
            input -> input.readNBytes(new byte[3], 0, 3),
            input -> input.skip(3),
            InputStream::available,
            input -> input.transferTo(new ByteArrayOutputStream()));

    @Test
    void anEmptyPairThatCompletedAnswersAsTheStreamOfNothingDoes() throws IOException {
        Ends.writeAll(fifo.output(), new byte[0]);
        List<Question> others = List.of(
                input -> input.read(new byte[0]),
                input -> input.read(new byte[3], 3, 0),
                input -> input.readNBytes(0).length,
                input -> input.skip(0),
                input -> input.skip(-3),
                input -> {
                    input.skipNBytes(0);
                    input.skipNBytes(-1);
                    return "returned";
                },
                input -> {
                    input.skipNBytes(1);
                    return "returned";
                },
                InputStream::markSupported,
                input -> {
                    input.mark(9);
                    input.reset();
                    return "returned";
                });

        for (Question question :
                Stream.concat(NOT_EMPTY.stream(), others.stream()).toList()) {
            assertThat(told(question, fifo.input())).isEqualTo(told(question, InputStream.nullInputStream()));
        }
    }

    @Test
    void aClosedInputAnswersAsAnyClosedStreamDoes() throws IOException {
        fillByHalf();
        closeAll();

        assertThat(NOT_EMPTY)
                .allSatisfy(question -> assertThat(told(question, fifo.input())).isEqualTo("IOException"));
    }

    private static final List<ReaderQuestion> NOT_EMPTY_OF_CHARS = List.of(
            Reader::read,
            reader -> reader.read(new char[3]),
            reader -> reader.read(new char[3], 1, 2),
            reader -> reader.read(CharBuffer.allocate(3)),
            reader -> reader.skip(3),
            Reader::ready,
            reader -> reader.transferTo(new StringWriter()));

    @Test
    void anEmptyPairOfCharsThatCompletedAnswersAsTheReaderOfNothingDoes() throws IOException {
        charFifo.writer().complete();
        charFifo.writer().close();
        List<ReaderQuestion> others = List.of(
                reader -> reader.read(new char[0]),
                reader -> reader.read(CharBuffer.allocate(0)),
                reader -> reader.skip(0),
                Reader::markSupported,
                reader -> {
                    reader.mark(9);
                    return "returned";
                },
                reader -> {
                    reader.reset();
                    return "returned";
                });

        for (ReaderQuestion question :
                Stream.concat(NOT_EMPTY_OF_CHARS.stream(), others.stream()).toList()) {
            assertThat(told(question, charFifo.reader())).isEqualTo(told(question, Reader.nullReader()));
        }
    }

    @Test
    void aClosedReaderAnswersAsAnyClosedReaderDoes() throws IOException {
        fillByHalf();
        closeAll();

        assertThat(NOT_EMPTY_OF_CHARS)
                .allSatisfy(question ->
                        assertThat(told(question, charFifo.reader())).isEqualTo("IOException"));
    }

    @Test
    void skippingMoreThanThereIsTakesAllAndSaysThatTheDataEnded() throws IOException {
        Ends.writeAll(fifo.output(), Bytes.of("abc"));

        assertThatThrownBy(() -> fifo.input().skipNBytes(4)).isInstanceOf(EOFException.class);

        assertThat(fifo.input().position()).isEqualTo(3);
        assertThat(fifo.input().read()).isEqualTo(-1);
    }

    @Test
    void skippingMoreThanThereIsOfIncompleteDataIsNotItsEnd() throws IOException {
        fifo.output().write(Bytes.of("abc"));
        fifo.output().close();

        assertThatThrownBy(() -> fifo.input().skipNBytes(4)).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void theWriterIsReturnedByAppendSoThatCallsCanBeChained() throws IOException {
        assertThat(charFifo.writer().append('a')).isSameAs(charFifo.writer());
        assertThat(charFifo.writer().append("bc")).isSameAs(charFifo.writer());
        assertThat(charFifo.writer().append("-d-", 1, 2)).isSameAs(charFifo.writer());

        char[] read = new char[LENGTH];
        assertThat(charFifo.reader().read(read)).isEqualTo(LENGTH);
        assertThat(read).containsExactly('a', 'b', 'c', 'd');
    }
}
