package io.fifoio.adapters.json3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowFormatContract;
import io.fifoio.adapters.json.JsonTokens;
import io.fifoio.adapters.testing.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows as JSON: the contract of row formats, and what is JSON's own. */
final class JsonRowsTest {

    @Nested
    final class InAnArray extends RowFormatContract {

        @Override
        public RowFormat format() {
            return Json.rows();
        }

        @Override
        protected List<List<String>> read(byte[] written, int columns) throws IOException {
            assertThat(new String(written)).startsWith("[").endsWith("]");
            return JsonTokens.rows(written);
        }

        @Override
        protected boolean carriesHalvesOfPairs() {
            return true;
        }
    }

    @Nested
    final class OnLines extends RowFormatContract {

        @Override
        public RowFormat format() {
            return Json.rowLines();
        }

        @Override
        protected List<List<String>> read(byte[] written, int columns) throws IOException {
            List<List<String>> rows = JsonTokens.rows(written);
            assertThat(new String(written).chars().filter(c -> c == '\n'))
                    .as("ends of lines")
                    .hasSize(rows.size());
            return rows;
        }

        @Override
        protected boolean carriesHalvesOfPairs() {
            return true;
        }
    }

    private static final RowFormat.Mapping<Integer> NUMBER_AND_TEXT =
            (row, number) -> row.integer(number).text("t" + number);

    @Test
    void isAnArrayOfObjects() throws Exception {
        assertThat(new String(Payload.writtenBy(Json.rows().of(List.of("a", "b"), List.of(1, 2), NUMBER_AND_TEXT))))
                .isEqualTo("[{\"a\":1,\"b\":\"t1\"},{\"a\":2,\"b\":\"t2\"}]");
        assertThat(new String(Payload.writtenBy(Json.rows().of(List.of("a", "b"), List.of(), NUMBER_AND_TEXT))))
                .isEqualTo("[]");
        assertThat(new String(Payload.writtenBy(Json.rows().of(List.of(), List.of(1, 2), (row, number) -> {}))))
                .isEqualTo("[{},{}]");
    }

    @Test
    void isAnObjectOnEachLine() throws Exception {
        assertThat(new String(Payload.writtenBy(Json.rowLines().of(List.of("a", "b"), List.of(1, 2), NUMBER_AND_TEXT))))
                .isEqualTo("{\"a\":1,\"b\":\"t1\"}\n{\"a\":2,\"b\":\"t2\"}\n");
        assertThat(Payload.writtenBy(Json.rowLines().of(List.of("a", "b"), List.of(), NUMBER_AND_TEXT)))
                .isEmpty();
    }

    @Test
    void writesLongTextBetweenOthers() throws Exception {
        assertThat(new String(Payload.writtenBy(Json.rows().of(List.of("a", "b", "c"), List.of(1), (row, number) -> {
                    row.integer(1);
                    try (var text = row.text()) {
                        text.write("\"quoted\"");
                    }
                    row.nullValue();
                }))))
                .isEqualTo("[{\"a\":1,\"b\":\"\\\"quoted\\\"\",\"c\":null}]");
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        assertThatThrownBy(() -> Json.rows().begin(OutputStream.nullOutputStream(), List.of("ID", "NAME", "ID")))
                .isInstanceOf(IOException.class)
                .hasMessage("two columns have the name ID, and the properties of a JSON object must differ:"
                        + " give one another name (in SQL, AS)");
    }
}
