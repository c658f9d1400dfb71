package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every row format promises. */
@ExtendWith(NoLeakedThreads.class)
public abstract class RowFormatContract implements RowRefusals {

    /** The values as a reader sees them, numbers as they are spelled, NULL as null. */
    protected abstract List<List<String>> read(byte[] written, int columns) throws IOException;

    /** Whether half of a surrogate pair is passed on; otherwise it fails. */
    protected abstract boolean carriesHalvesOfPairs();

    @Test
    void carriesIntegersWithAllTheirDigits() throws Exception {
        assertThat(values(
                        3,
                        (row, ignored) -> row.integer(Long.MIN_VALUE)
                                .integer(Long.MAX_VALUE)
                                .integer(0)))
                .containsExactly("-9223372036854775808", "9223372036854775807", "0");
    }

    @Test
    void carriesDecimalsWithAllTheirDigits() throws Exception {
        String forty = "1234567890123456789012345678901234.567890";
        List<String> values = values(
                4,
                (row, ignored) -> row.decimal(new BigDecimal(forty))
                        .decimal(new BigDecimal("-0.00"))
                        .decimal(new BigDecimal("1E+30"))
                        .decimal(null));

        assertThat(values.get(0)).isEqualTo(forty);
        assertThat(values.get(1)).isEqualTo("0.00");
        assertThat(new BigDecimal(values.get(2))).isEqualTo(new BigDecimal("1E+30"));
        assertThat(values.get(3)).isNull();
    }

    @Test
    void carriesFloatingPointNumbers() throws Exception {
        List<String> values = values(
                5,
                (row, ignored) -> row.real(0.1)
                        .real(0.1f)
                        .real(Double.MIN_VALUE)
                        .real(-Double.MAX_VALUE)
                        .real(-0.0));

        assertThat(values.get(0)).isEqualTo("0.1");
        assertThat(values.get(1)).isEqualTo("0.1");
        assertThat(Double.parseDouble(values.get(2))).isEqualTo(Double.MIN_VALUE);
        assertThat(Double.parseDouble(values.get(3))).isEqualTo(-Double.MAX_VALUE);
        assertThat(values.get(4)).isEqualTo("-0.0");
    }

    @Test
    void carriesWhatIsNoNumberAsText() throws Exception {
        assertThat(values(
                        3,
                        (row, ignored) -> row.real(Double.NaN)
                                .real(Double.NEGATIVE_INFINITY)
                                .real(Float.POSITIVE_INFINITY)))
                .containsExactly("NaN", "-Infinity", "Infinity");
    }

    @Test
    void carriesTruth() throws Exception {
        assertThat(values(2, (row, ignored) -> row.bool(true).bool(false))).containsExactly("true", "false");
    }

    @Test
    void tellsNullFromTheEmptyText() throws Exception {
        assertThat(values(
                        4,
                        (row, ignored) ->
                                row.nullValue().text("").text((String) null).binary((byte[]) null)))
                .containsExactly(null, "", null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                " blanks ",
                "a,b;c\td",
                "\"",
                "say \"no\"",
                "\"all\"",
                "two\nlines",
                "two\r\nlines\r",
                "back\\slash",
                "=1+1",
                "\u0000\u0001\u001f\u007f",
                "Zürich 日本 \u2028\u2029\ufeff",
                "\ud83d\ude00 and \ud834\udd1e"
            })
    void carriesText(String text) throws Exception {
        assertThat(values(2, (row, ignored) -> row.text(text).text(text))).containsExactly(text, text);
        assertThat(values(2, (row, ignored) -> inParts(row.text(text), text, 1)))
                .as("in parts of one char")
                .containsExactly(text, text);
    }

    private static void inParts(Row row, String text, int size) throws IOException {
        try (Writer parts = row.text()) {
            for (int i = 0; i < text.length(); i += size) {
                parts.write(text, i, Math.min(size, text.length() - i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100, 3071, 3072, 3073, 100_000})
    void carriesBytesInBase64(int size) throws Exception {
        byte[] bytes = Payload.ofSize(size);
        String encoded = Base64.getEncoder().encodeToString(bytes);

        assertThat(values(3, (row, ignored) -> {
                    row.binary(bytes);
                    try (OutputStream parts = row.binary()) {
                        Random random = new Random(Payload.SEED);
                        for (int i = 0; i < size; ) {
                            int count = Math.min(size - i, random.nextInt(5000));
                            parts.write(bytes, i, count);
                            i += count;
                        }
                    }
                    try (OutputStream parts = row.binary()) {
                        for (byte b : bytes) {
                            parts.write(b);
                        }
                    }
                }))
                .as("payload seed " + Payload.SEED)
                .containsExactly(encoded, encoded, encoded);
    }

    @Test
    void carriesLongTextOfAllKinds() throws Exception {
        StringBuilder text = new StringBuilder();
        Random random = new Random(Payload.SEED);
        while (text.length() < 300_000) {
            int kind = random.nextInt(4);
            text.appendCodePoint(
                    switch (kind) {
                        case 0 -> random.nextInt(128);
                        case 1 -> 128 + random.nextInt(0xd800 - 128);
                        case 2 -> 0x10000 + random.nextInt(0x100000);
                        default -> "\",\r\n\\/'".charAt(random.nextInt(7));
                    });
        }
        String whole = text.toString();

        assertThat(values(2, (row, ignored) -> {
                    row.text(whole);
                    inParts(row, whole, 997);
                }))
                .as("payload seed " + Payload.SEED)
                .containsExactly(whole, whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "before \ud83d after", "\ude00\ud83d", "at the end \ud83d"})
    void doesNotLoseHalfOfASurrogatePair(String text) throws Exception {
        List<RowFormat.Mapping<Object>> ways =
                List.of((row, ignored) -> row.text(text), (row, ignored) -> inParts(row, text, 1));
        for (RowFormat.Mapping<Object> way : ways) {
            if (carriesHalvesOfPairs()) {
                assertThat(values(1, way)).containsExactly(text);
            } else {
                assertThatThrownBy(() -> values(1, way)).hasMessageContaining("surrogate");
            }
        }
    }

    /** A {@code PrintWriter} swallows the exception, and writes on. */
    @Test
    void doesNotForgetThatAPartOfALongTextWasLost() throws Exception {
        IOException failure = new IOException("disk full");
        OutputStream failingOnce = new OutputStream() {
            private boolean failed;

            @Override
            public void write(int b) throws IOException {
                if (!failed) {
                    failed = true;
                    throw failure;
                }
            }
        };
        RowWriter rows = format().begin(failingOnce, List.of("n"));
        PrintWriter printer = new PrintWriter(rows.text());
        printer.print("head");
        catchThrowable(printer::flush); // Jackson 3 throws what a PrintWriter does not swallow
        catchThrowable(() -> printer.print("body"));
        catchThrowable(printer::close);

        assertThatThrownBy(rows::endRow)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("row 1: a value or a part of one is missing")
                .hasRootCause(failure);
        assertThatThrownBy(() -> rows.integer(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(rows::end).isInstanceOf(IOException.class).hasRootCause(failure);
    }

    @Test
    void doesNotForgetWhatCameTooLateForALongValueOrFromOutsideAnArray() {
        List<RowFormat.Mapping<Object>> ways = List.of(
                (row, ignored) -> {
                    Writer text = row.text();
                    text.close();
                    new PrintWriter(text).print("more");
                },
                (row, ignored) -> {
                    OutputStream binary = row.binary();
                    binary.close();
                    new PrintStream(binary).write(1);
                },
                (row, ignored) -> {
                    try (Writer text = row.text()) {
                        catchThrowable(() -> text.write(new char[1], 0, 2));
                    }
                });
        for (RowFormat.Mapping<Object> way : ways) {
            assertThatThrownBy(() -> values(1, way))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("row 1: a value or a part of one is missing");
        }
    }

    @Test
    void writesNoRowsAndManyRows() throws Exception {
        assertThat(rows(List.of())).isEmpty();
        List<Integer> numbers = IntStream.range(0, 10_000).boxed().toList();
        assertThat(rows(numbers)).hasSize(10_000).last().isEqualTo(List.of("9999", "name 9999", "9999.5"));
    }

    private List<List<String>> rows(List<Integer> numbers) throws Exception {
        byte[] written = Payload.writtenBy(format().of(
                        COLUMNS,
                        numbers,
                        (row, number) ->
                                row.integer(number).text("name " + number).real(number + 0.5)));
        return read(written, 3);
    }

    @Test
    void passesOnAFailureOfTheMappingAndClosesTheStream() {
        Exception failure = new ReflectiveOperationException("element 2");
        AtomicInteger closes = new AtomicInteger();
        Stream<Integer> elements = Stream.of(1, 2, 3).onClose(closes::incrementAndGet);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> format().of(List.of("number"), elements, (row, number) -> {
                            row.integer(number);
                            if (number == 2) {
                                throw failure;
                            }
                        })
                        .writeTo(out))
                .isSameAs(failure);

        assertThat(closes).hasValue(1);
        assertThat(out.toString()).doesNotContain("2");
    }

    @Test
    void goesOverAnIteratorOnce() throws Exception {
        PushSource source = format().of(List.of("n"), List.of(1).iterator(), (row, n) -> row.integer(n));

        assertThat(read(Payload.writtenBy(source), 1)).containsExactly(List.of("1"));
        assertThatThrownBy(() -> Payload.writtenBy(source)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesWhatItWritesToOpenAndFlushesIt() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushes.incrementAndGet();
            }

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        RowWriter rows = format().begin(out, List.of("n"));
        rows.integer(1);
        rows.endRow();
        rows.end();

        assertThat(flushes).hasPositiveValue();
    }

    @Test
    void makesALongTextReadableByFlushing() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter rows = format().begin(out, List.of("n"));
        Writer text = rows.text();
        text.write("so far");
        text.flush();

        assertThat(out.toString()).endsWith("so far");
    }

    /** Returns the values of one row with the given number of columns. */
    private List<String> values(int columns, RowFormat.Mapping<Object> mapping) throws Exception {
        List<String> names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
        byte[] written = Payload.writtenBy(format().of(names, Collections.singletonList(new Object()), mapping));
        List<List<String>> rows = read(written, columns);
        assertThat(rows)
                .as("rows in %s", Arrays.toString(Arrays.copyOf(written, 200)))
                .hasSize(1);
        return rows.get(0);
    }
}
