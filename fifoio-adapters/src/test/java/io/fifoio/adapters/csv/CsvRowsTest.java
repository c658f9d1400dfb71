package io.fifoio.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowFormatContract;
import io.fifoio.adapters.RowWriter;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as CSV: the contract of row formats, read back by Jackson, and what is CSV's own. */
final class CsvRowsTest {

    private static final ObjectReader READER = new CsvMapper()
            .readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL);

    private static List<List<String>> parsed(byte[] csv) throws IOException {
        try (MappingIterator<List<String>> rows = READER.readValues(new String(csv, StandardCharsets.UTF_8))) {
            return rows.readAll();
        }
    }

    @Nested
    final class WithHeader extends RowFormatContract {

        @Override
        public RowFormat format() {
            return Csv.rows();
        }

        @Override
        protected List<List<String>> read(byte[] written, int columns) throws IOException {
            List<List<String>> lines = parsed(written);
            assertThat(lines.get(0)).as("the header").hasSize(columns);
            return lines.subList(1, lines.size());
        }

        @Override
        protected boolean carriesHalvesOfPairs() {
            return false;
        }
    }

    @Nested
    final class WithoutHeader extends RowFormatContract {

        @Override
        public RowFormat format() {
            return Csv.rowsWithoutHeader();
        }

        @Override
        protected List<List<String>> read(byte[] written, int columns) throws IOException {
            return parsed(written);
        }

        @Override
        protected boolean carriesHalvesOfPairs() {
            return false;
        }
    }

    @Test
    void quotesWhatNeedsIt() throws Exception {
        RowFormat.Mapping<Object> mapping = (row, ignored) -> row.text("plain")
                .text("with, comma")
                .text("with \"quotes\"")
                .text("two\nlines")
                .text("a\rreturn")
                .text("")
                .nullValue()
                .text(" blanks ")
                .text("=A1");

        assertThat(new String(Payload.writtenBy(
                        Csv.rows().of(List.of("a", "", "c,d", "\"e\"", "f", "g", "h", "i", "j"), List.of(1), mapping))))
                .isEqualTo(
                        "a,\"\",\"c,d\",\"\"\"e\"\"\",f,g,h,i,j\r\n"
                                + "plain,\"with, comma\",\"with \"\"quotes\"\"\",\"two\nlines\",\"a\rreturn\",\"\",, blanks ,=A1\r\n");
    }

    /** Without quotes, a line of the first ends PostgreSQL's {@code COPY}, and MySQL reads the second as NULL. */
    @ParameterizedTest
    @ValueSource(strings = {"\\.", "NULL"})
    void quotesWhatOneReaderTakesForSomethingElse(String text) throws Exception {
        byte[] csv = Payload.writtenBy(Csv.rows().of(List.of(text), List.of(text), (row, value) -> row.text(value)));

        assertThat(new String(csv)).isEqualTo(("\"" + text + "\"\r\n").repeat(2));
    }

    @Test
    void writesTheHeaderThoughThereAreNoRows() throws Exception {
        assertThat(new String(Payload.writtenBy(Csv.rows().of(List.of("a", "b"), List.of(), (row, element) -> {}))))
                .isEqualTo("a,b\r\n");
        assertThat(Payload.writtenBy(Csv.rowsWithoutHeader().of(List.of("a", "b"), List.of(), (row, element) -> {})))
                .isEmpty();
    }

    @Test
    void takesTwoColumnsOfOneName() throws Exception {
        assertThat(new String(Payload.writtenBy(Csv.rows()
                        .of(
                                List.of("a", "a"),
                                List.of(1),
                                (row, element) -> row.integer(1).integer(2)))))
                .isEqualTo("a,a\r\n1,2\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void keepsPairsTogetherWhereverTheyFall(int before) throws Exception {
        String text = "x".repeat(before) + "\ud83d\ude00\u00fcx".repeat(20_000);

        byte[] csv = Payload.writtenBy(
                Csv.rowsWithoutHeader().of(List.of("a"), List.of(text), (row, value) -> row.text(value)));

        assertThat(new String(csv, StandardCharsets.UTF_8)).isEqualTo(text + "\r\n");
    }

    /**
     * ASCII and the rest go different ways through buffers of 8 KiB: pieces of both, short and long, whole and in
     * parts, must keep their order.
     */
    @Test
    void keepsTheOrderOfAllPieces() throws Exception {
        long seed = 20261127;
        Random random = new Random(seed);
        StringBuilder expected = new StringBuilder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter rows = Csv.rowsWithoutHeader().begin(out, List.of("a", "b"));
        for (int row = 0; row < 2_000; row++) {
            String whole = pieces(random);
            rows.text(whole);
            expected.append(plainly(whole)).append(',');
            if (random.nextBoolean()) {
                rows.integer(row);
                expected.append(row);
            } else {
                String text = pieces(random);
                try (Writer parts = rows.text()) {
                    int cut = random.nextInt(text.length() + 1);
                    parts.write(text, 0, cut);
                    if (random.nextInt(4) == 0) {
                        parts.flush();
                    }
                    parts.write(text, cut, text.length() - cut);
                }
                expected.append(quoted(text));
            }
            rows.endRow();
            expected.append("\r\n");
        }
        rows.end();

        assertThat(out.toString(StandardCharsets.UTF_8).equals(expected.toString()))
                .as("seed " + seed)
                .isTrue();
    }

    private static final List<String> PIECES =
            List.of("", "x", "a,b", "\"", "\r\n", "\u00fc", "\u20ac", "\ud83d\ude00", "NULL", "\\.");

    private static String pieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            text.append(random.nextInt(50) == 0 ? piece.repeat(9_000) : piece);
        }
        return text.toString();
    }

    private static String plainly(String value) {
        boolean special = value.isEmpty() || value.equals("NULL") || value.equals("\\.");
        return special || value.matches("(?s).*[,\"\r\n].*") ? quoted(value) : value;
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    @Test
    void saysWhatUtf8CannotHave() {
        assertThatThrownBy(() -> Csv.rows()
                        .of(List.of("a"), List.of("\ud83d x"), (row, element) -> row.text(element))
                        .writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("a text has half of a surrogate pair, which UTF-8 can't have");
    }

    /** More text than is buffered, so that the failure is met in the middle of it, by a writer that swallows it. */
    @Test
    void doesNotLoseAnUnwritableTextThroughAPrintWriter() {
        String text = "x".repeat(20_000) + "\ud83d x";

        assertThatThrownBy(() -> Csv.rows()
                        .of(List.of("a", "b"), List.of(1, 2), (row, n) -> {
                            row.integer(n);
                            try (Writer parts = row.text()) {
                                PrintWriter printer = new PrintWriter(parts);
                                printer.print(n == 1 ? text : "short");
                                printer.print("x".repeat(20_000));
                            }
                        })
                        .writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("half of a surrogate pair");
    }

    @Test
    void writesNothingAfterATextThatItCouldNot() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter rows = Csv.rowsWithoutHeader().begin(out, List.of("a"));
        rows.text("fine");
        rows.endRow();
        Throwable failure = catchThrowable(() -> rows.text("\ud83d" + "x".repeat(20_000)));
        int before = out.size();

        assertThat(failure).hasMessageContaining("surrogate");
        assertThatThrownBy(rows::endRow).isInstanceOf(IOException.class).hasCause(failure);
        assertThatThrownBy(() -> rows.text("fine")).isInstanceOf(IOException.class);
        assertThatThrownBy(rows::end).isInstanceOf(IOException.class);
        assertThat(out.size()).isEqualTo(before);
    }
}
