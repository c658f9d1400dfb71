package io.fifoio.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.RowFormatContract;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.math.BigDecimal;
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

    /** For HTML, and one with a sequence of its own beyond ASCII. */
    private static final class OwnEscapes extends CharacterEscapes {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_STANDARD;
            codes['&'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return c == '&' ? new SerializedString("\\u0026") : c == 0x2028 ? new SerializedString("\\u2028") : null;
        }
    }

    /** Halves of pairs are always escaped in long texts. */
    private static JsonFactoryBuilder builder() {
        return new JsonFactoryBuilder().disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    }

    /** Long text in parts of one character, and of all, and the names of columns. */
    @Test
    void longTextAndNamesAreEscapedAsTheFactorySays() throws Exception {
        String text = "<b>\"a&b\"</b> \u2028\u0001 'ü' 日本/\ud83d\ude00\\";
        for (JsonFactory factory : List.of(
                builder().build(),
                builder().characterEscapes(new OwnEscapes()).build(),
                builder().highestNonEscapedChar(0xff).build(),
                builder()
                        .highestNonEscapedChar(0xff)
                        .characterEscapes(new OwnEscapes())
                        .build(),
                builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build(),
                builder().enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build(),
                builder().quoteChar('\'').build())) {
            for (RowFormat format :
                    List.of(Json.with(factory).rows(), Json.with(factory).rowLines())) {
                String written = new String(Payload.writtenBy(format.of(
                        List.of(text, "whole", "in parts", "ü"), List.of(1), (row, number) -> {
                            row.text(text);
                            try (var whole = row.text()) {
                                whole.write(text);
                            }
                            try (var parts = row.text()) {
                                for (char c : text.toCharArray()) {
                                    parts.write(c);
                                }
                            }
                            row.nullValue();
                        })));
                ByteArrayOutputStream expected = new ByteArrayOutputStream();
                try (JsonGenerator generator = factory.createGenerator(expected)) {
                    generator.writeStartObject();
                    for (String name : List.of(text, "whole", "in parts")) {
                        generator.writeStringField(name, text);
                    }
                    generator.writeNullField("ü");
                    generator.writeEndObject();
                }
                assertThat(written.strip().replaceAll("^\\[|]$", "")).isEqualTo(expected.toString());
            }
        }
    }

    @Test
    void longTextIsEscapedAsAFactoryBehindADelegateSays() throws Exception {
        for (JsonFactory factory : List.of(
                builder().enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build(),
                builder().quoteChar('\'').build())) {
            for (Generators generators : List.<Generators>of(
                    out -> new JsonGeneratorDelegate(factory.createGenerator(out)),
                    out -> new FilteringGeneratorDelegate(
                            factory.createGenerator(out),
                            TokenFilter.INCLUDE_ALL,
                            Inclusion.INCLUDE_ALL_AND_PATH,
                            true))) {
                String whole = written(generators, (row, text) -> row.text(text));
                String inParts = written(generators, (row, text) -> {
                    try (var parts = row.text()) {
                        parts.write(text);
                    }
                });
                assertThat(inParts).isEqualTo(whole);
            }
        }
    }

    private static String written(Generators generators, RowFormat.Mapping<String> mapping) throws Exception {
        return new String(Payload.writtenBy(
                Json.with(generators).rowLines().of(List.of("a"), List.of("</script> 'a' \"b\""), mapping)));
    }

    /** A pretty printer, and a separator of root values, stand between the strings that show what is escaped. */
    @Test
    void longTextIsEscapedAsAMapperSays() throws Exception {
        ObjectWriter writer =
                new ObjectMapper().writerWithDefaultPrettyPrinter().with(new OwnEscapes());

        assertThat(new String(Payload.writtenBy(Json.with(writer::createGenerator)
                        .rows()
                        .of(List.of("a", "<"), List.of(1), (row, number) -> {
                            for (int i = 0; i < 2; i++) {
                                try (var text = row.text()) {
                                    text.write("a<");
                                    text.write("&b");
                                }
                            }
                        }))))
                .isEqualToNormalizingNewlines("""
                        [ {
                          "a" : "a\\u003C\\u0026b",
                          "\\u003C" : "a\\u003C\\u0026b"
                        } ]""");
    }

    /** What is raw JSON would be taken as it is, without the name and without what ends a value. */
    @Test
    void refusesATextInPartsWhereTheFormatIsAnother() {
        JsonFormat other = OtherFormat.thatCounts(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        for (RowFormat format : List.of(other.rows(), other.rowLines())) {
            assertThatThrownBy(() -> format.of(List.of("n", "t"), List.of(1), (row, number) -> {
                                row.integer(number);
                                try (var text = row.text()) {
                                    text.write("long");
                                }
                            })
                            .writeTo(out))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            "a text in parts can be written by Jackson's own generators of JSON alone, which ")
                    .hasMessageEndingWith("TokenBuffer is not: write it whole, as a String");
        }
        assertThat(out.toByteArray()).isEmpty();
    }

    /** Its name is written by then, and what follows would stand where it should. */
    @Test
    void doesNotForgetAValueThatFailed() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        for (RowFormat format :
                List.of(Json.with(factory).rows(), Json.with(factory).rowLines())) {
            assertThatThrownBy(() -> Payload.writtenBy(format.of(List.of("d", "n"), List.of(1), (row, number) -> {
                        catchThrowable(() -> row.decimal(new BigDecimal("1E+40000")));
                        row.integer(number);
                    })))
                    .isInstanceOf(IOException.class)
                    .hasMessage("row 1: the value of d was begun and not finished, or could not be written");
        }
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        assertThatThrownBy(() -> Json.rows().begin(OutputStream.nullOutputStream(), List.of("ID", "NAME", "ID")))
                .isInstanceOf(IOException.class)
                .hasMessage("two columns have the name ID, and the properties of a JSON object must differ:"
                        + " give one another name (in SQL, AS)");
    }
}
