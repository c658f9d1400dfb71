package io.fifoio.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.filter.FilteringGeneratorDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Arrays and lines, and by which generators. */
@ExtendWith(NoLeakedThreads.class)
final class JsonElementsTest {

    record Order(int id, String customer) {}

    private static final List<Order> ORDERS = List.of(new Order(1, "Zürich"), new Order(2, "日本"));
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ON_LINES = "{\"id\":1,\"customer\":\"Zürich\"}\n{\"id\":2,\"customer\":\"日本\"}\n";

    private static String written(PushSource source) throws Exception {
        return new String(Payload.writtenBy(source), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator generator, Order order) throws Exception {
        generator.writeStartObject();
        generator.writeNumberField("id", order.id());
        generator.writeStringField("customer", order.customer());
        generator.writeEndObject();
    }

    @Test
    void linesEndWithANewlineEach() throws Exception {
        assertThat(written(Json.lines(ORDERS, JsonElementsTest::write)))
                .isEqualTo("{\"id\":1,\"customer\":\"Zürich\"}\n{\"id\":2,\"customer\":\"日本\"}\n");
        assertThat(written(Json.lines(List.of(1, 2), (generator, n) -> generator.writeNumber(n))))
                .isEqualTo("1\n2\n");
        assertThat(written(Json.lines(List.<Order>of(), JsonElementsTest::write)))
                .isEmpty();
    }

    @Test
    void iteratorsAndStreamsAreGoneOverOnce() throws Exception {
        AtomicInteger closes = new AtomicInteger();
        for (PushSource source : List.<PushSource>of(
                Json.array(ORDERS.iterator(), JsonElementsTest::write),
                Json.array(ORDERS.stream().onClose(closes::incrementAndGet), JsonElementsTest::write))) {
            assertThat(written(source)).startsWith("[{").endsWith("}]");
            assertThatThrownBy(source::open).isInstanceOf(IllegalStateException.class);
        }
        for (PushSource source : List.<PushSource>of(
                Json.lines(ORDERS.iterator(), JsonElementsTest::write),
                Json.lines(ORDERS.stream().onClose(closes::incrementAndGet), JsonElementsTest::write))) {
            assertThat(written(source)).startsWith("{").endsWith("}\n");
            assertThatThrownBy(source::open).isInstanceOf(IllegalStateException.class);
        }
        assertThat(closes).hasValue(2);
    }

    @Test
    void aStreamIsClosedWhenItsElementsCannotBeWritten() {
        AtomicInteger closes = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("element 2");
        PushSource source = Json.lines(Stream.of(1, 2, 3).onClose(closes::incrementAndGet), (generator, n) -> {
            generator.writeNumber(n);
            if (n == 2) {
                throw failure;
            }
        });

        assertThatThrownBy(() -> source.feed(in -> in.readAllBytes()))
                .isInstanceOf(IncompleteStreamException.class)
                .cause()
                .isSameAs(failure);
        assertThat(closes).hasValue(1);
    }

    @Test
    void goInStepsOfSomeKilobytes() throws Exception {
        for (StepwiseSource source : List.of(
                Json.array(() -> IntStream.range(0, 100_000).iterator(), (generator, n) -> generator.writeNumber(n)),
                Json.lines(() -> IntStream.range(0, 100_000).iterator(), (generator, n) -> generator.writeNumber(n)))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<Integer> steps = new ArrayList<>();
            try (Steps writing = source.begin(out)) {
                boolean more = true;
                while (more) {
                    int before = out.size();
                    more = writing.next();
                    steps.add(out.size() - before);
                }
            }
            assertThat(out.toByteArray()).isEqualTo(Payload.writtenBy(source));
            assertThat(steps).hasSizeGreaterThan(30).allMatch(size -> size > 0 && size < 20_000);
        }
    }

    @Test
    void aFlushMakesWhatWasWrittenReadable() throws Exception {
        List<Integer> taken = new ArrayList<>();
        PushSource source = Json.lines(List.of(1, 2, 3), (generator, n) -> {
            taken.add(n);
            generator.writeNumber(n);
            generator.writeRaw(' ');
            generator.flush();
        });

        try (var in = source.open()) {
            assertThat(in.read()).isEqualTo('1');
            assertThat(taken).containsExactly(1);
        }
    }

    @Test
    void anElementThatClosesTheGeneratorFails() {
        Json.Element<Integer> closing = (generator, n) -> {
            try (generator) {
                generator.writeNumber(n);
            }
        };

        assertThatThrownBy(() -> Json.array(List.of(1), closing).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("element 1 of a JSON array has closed the generator, which is for all");
        assertThatThrownBy(() -> Json.lines(List.of(1), closing).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("line 1 of JSON has closed the generator, which is for all");
    }

    @Test
    void contentThatLeavesItsRootOpenFails() {
        PushSource open = Json.of(generator -> generator.writeStartArray());

        assertThatThrownBy(() -> open.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("the JSON content left an open Array at its root");
    }

    @Test
    void aLineThatIsNotOneValueFails() {
        List<Json.Element<Integer>> writers = List.of(
                (generator, n) -> {},
                (generator, n) -> {
                    generator.writeNumber(n);
                    generator.writeNumber(n);
                },
                (generator, n) -> generator.writeStartArray());
        for (Json.Element<Integer> writer : writers) {
            assertThatThrownBy(() -> Json.lines(List.of(1, 2), writer).writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("line 1 of JSON was not written as one value");
        }
    }

    /** They set their pretty printer, or their separator, on the generator that they are handed. */
    @Test
    void aMapperThatIndentsKeepsAValueOnItsLine() throws Exception {
        ObjectMapper indenting = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        JsonFormat withCodec = Json.with(
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).getFactory());
        List<ObjectWriter> writers = List.of(
                MAPPER.writerWithDefaultPrettyPrinter(),
                indenting.writer(),
                MAPPER.writer().withRootValueSeparator("\n\n"));

        assertThat(written(Json.lines(ORDERS, (generator, order) -> indenting.writeValue(generator, order))))
                .isEqualTo(ON_LINES);
        for (ObjectWriter writer : writers) {
            assertThat(written(Json.lines(ORDERS, (generator, order) -> writer.writeValue(generator, order))))
                    .isEqualTo(ON_LINES);
        }
        assertThat(written(withCodec.lines(ORDERS, (generator, order) -> generator.writeObject(order))))
                .isEqualTo(ON_LINES);
        assertThat(written(Json.lines(ORDERS, (generator, order) -> {
                    generator.useDefaultPrettyPrinter();
                    write(generator, order);
                })))
                .isEqualTo(ON_LINES);
    }

    @Test
    void rawJsonWithALineBreakIsNoLine() throws Exception {
        String raw = "{\n}";
        List<Json.Element<Integer>> writers = List.of(
                (generator, n) -> generator.writeRawValue(raw),
                (generator, n) -> generator.writeRawValue(raw, 1, 2),
                (generator, n) -> generator.writeRawValue(raw.toCharArray(), 1, 2),
                (generator, n) -> generator.writeRawValue(new SerializedString(raw)),
                (generator, n) -> generator.writeRaw(raw),
                (generator, n) -> generator.writeRaw(raw, 1, 1),
                (generator, n) -> generator.writeRaw(raw.toCharArray(), 1, 1),
                (generator, n) -> generator.writeRaw(new SerializedString(raw)),
                (generator, n) -> generator.writeRaw('\r'),
                (generator, n) -> generator.writeNumber("1\n"),
                (generator, n) -> generator.writeNumber("1\r2".toCharArray(), 1, 2),
                (generator, n) -> generator.writeRawUTF8String(raw.getBytes(), 1, 1));
        for (Json.Element<Integer> writer : writers) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> Json.lines(List.of(1), writer).writeTo(out))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("raw JSON with a line break can't be a value on a line of its own");
            assertThat(out.toByteArray()).isEmpty();
        }
        assertThat(written(Json.lines(List.of(1, 2), (generator, n) -> {
                    generator.writeRawValue(raw, 0, 1);
                    generator.writeRaw(new char[] {' ', '}', '\n'}, 0, 2);
                })))
                .isEqualTo("{ }\n{ }\n");
    }

    @Test
    void objectsAreWrittenByAMapper() throws Exception {
        var writer = MAPPER.writerFor(Order.class);

        assertThat(written(Json.array(ORDERS, (generator, order) -> writer.writeValue(generator, order))))
                .isEqualTo("[{\"id\":1,\"customer\":\"Zürich\"},{\"id\":2,\"customer\":\"日本\"}]");
        assertThat(written(Json.lines(ORDERS, (generator, order) -> writer.writeValue(generator, order))))
                .isEqualTo("{\"id\":1,\"customer\":\"Zürich\"}\n{\"id\":2,\"customer\":\"日本\"}\n");
        assertThat(written(Json.of(generator -> writer.writeValue(generator, ORDERS.get(0)))))
                .isEqualTo("{\"id\":1,\"customer\":\"Zürich\"}");
    }

    @Test
    void anotherFactoryWritesAnotherFormat() throws Exception {
        byte[] cbor = Payload.writtenBy(Json.with(new CBORFactory()).array(ORDERS, JsonElementsTest::write));

        assertThat(new ObjectMapper(new CBORFactory()).readTree(cbor))
                .isEqualTo(MAPPER.readTree(written(Json.array(ORDERS, JsonElementsTest::write))));
        byte[] one = Payload.writtenBy(Json.with(new CBORFactory()).of(generator -> write(generator, ORDERS.get(0))));
        assertThat(new ObjectMapper(new CBORFactory()).readTree(one))
                .isEqualTo(MAPPER.readTree("{\"id\":1,\"customer\":\"Zürich\"}"));
    }

    @Test
    void aBinaryFormatHasNoLinesAndRows() {
        JsonFormat cbor = Json.with(new CBORFactory());
        for (PushSource source : List.<PushSource>of(
                cbor.lines(ORDERS, JsonElementsTest::write),
                cbor.rows().of(List.of("id"), ORDERS, (row, order) -> row.integer(order.id())),
                cbor.rowLines().of(List.of("id"), ORDERS, (row, order) -> row.integer(order.id())))) {
            assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("lines and rows are JSON text, and ")
                    .hasMessageEndingWith("CBORGenerator writes a binary format");
        }
    }

    /** Like Avro's, which reports one value from the beginning, so that two would be taken for one. */
    @Test
    void whatCountsBeforeAnythingIsWrittenIsRefused() {
        JsonFormat format = OtherFormat.thatCounts(1);
        for (PushSource source : List.<PushSource>of(
                format.of(generator -> {}),
                format.of(generator -> generator.writeNumber(1)),
                format.of(generator -> {
                    generator.writeNumber(1);
                    generator.writeNumber(2);
                }),
                format.array(List.of(), (generator, n) -> generator.writeNull()),
                format.array(ORDERS, JsonElementsTest::write),
                format.lines(ORDERS, JsonElementsTest::write))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> source.writeTo(out))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("TokenBuffer counts 1 before anything is written,"
                            + " so that whether it was one value can't be told");
            assertThat(out.toByteArray()).isEmpty();
        }
    }

    /** As that of TOML. */
    @Test
    void whatCountsNothingIsTold() {
        JsonFormat format = OtherFormat.thatCounts(0);
        Map<String, PushSource> sources = Map.of(
                "the JSON content wrote 0 values, a JSON text is one", format.of(generator -> generator.writeNumber(1)),
                "element 1 of a JSON array was not written as one value",
                        format.array(List.of(1), (generator, n) -> {
                            generator.writeNumber(n);
                            generator.writeNumber(n);
                        }),
                "line 1 of JSON was not written as one value", format.lines(ORDERS, JsonElementsTest::write));
        sources.forEach((message, source) -> assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message + " (or ")
                .hasMessageEndingWith("TokenBuffer does not count its values)"));
    }

    private static JsonFormat filtered(String pointer, Inclusion inclusion) {
        return Json.with(out -> new FilteringGeneratorDelegate(
                new JsonFactory().createGenerator(out), new JsonPointerBasedFilter(pointer), inclusion, true));
    }

    private static JsonFormat filtered(TokenFilter filter) {
        return Json.with(out -> new FilteringGeneratorDelegate(
                new JsonFactory().createGenerator(out), filter, Inclusion.INCLUDE_ALL_AND_PATH, true));
    }

    /** It counts nothing by itself, or not the elements. */
    @Test
    void aFilterThatIncludesAllChangesNothing() throws Exception {
        TokenFilter below = new TokenFilter() {
            @Override
            public TokenFilter includeRootValue(int index) {
                return TokenFilter.INCLUDE_ALL;
            }
        };
        for (JsonFormat format : List.of(filtered(TokenFilter.INCLUDE_ALL), filtered(below))) {
            assertThat(written(format.of(generator -> write(generator, ORDERS.get(0)))))
                    .isEqualTo("{\"id\":1,\"customer\":\"Zürich\"}");
            assertThat(written(format.array(ORDERS, JsonElementsTest::write)))
                    .isEqualTo("[{\"id\":1,\"customer\":\"Zürich\"},{\"id\":2,\"customer\":\"日本\"}]");
            assertThat(written(format.array(List.of(1, 2), (generator, n) -> generator.writeNumber(n))))
                    .isEqualTo("[1,2]");
            for (Json.Element<Order> writer : List.<Json.Element<Order>>of(
                    (generator, order) -> {},
                    (generator, order) -> {
                        write(generator, order);
                        write(generator, order);
                    },
                    (generator, order) -> {
                        generator.writeEndArray();
                        generator.writeStartArray();
                        write(generator, order);
                    })) {
                assertThatThrownBy(() -> written(format.array(ORDERS, writer)))
                        .isInstanceOf(IOException.class)
                        .hasMessage("element 1 of a JSON array was not written as one value");
            }
            assertThatThrownBy(() -> written(format.of(generator -> {})))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the JSON content wrote 0 values, a JSON text is one");
        }
    }

    @Test
    void aFilterThatLeavesNothingOfAnArrayFails() {
        JsonFormat format = filtered("/price", Inclusion.INCLUDE_ALL_AND_PATH);

        for (PushSource nothing : List.of(
                format.array(ORDERS, JsonElementsTest::write),
                format.rows().of(List.of("id"), ORDERS, (row, order) -> row.integer(order.id())))) {
            assertThatThrownBy(() -> written(nothing))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "a filter around the generator has left nothing of a JSON array, and nothing is no JSON text");
        }
    }

    @Test
    void aFilterThatLeavesNothingOfADocumentFails() {
        JsonFormat format = filtered("/price", Inclusion.INCLUDE_ALL_AND_PATH);

        assertThatThrownBy(() -> written(format.of(generator -> write(generator, ORDERS.get(0)))))
                .isInstanceOf(IOException.class)
                .hasMessage("the JSON content wrote 0 values, a JSON text is one");
    }

    /** It is asked only about the first part. */
    @Test
    void aFilterTakesALongTextOrDropsIt() throws Exception {
        TokenFilter withoutId = new TokenFilter() {
            @Override
            public @Nullable TokenFilter includeProperty(String name) {
                return name.equals("id") ? null : this;
            }

            @Override
            protected boolean _includeScalar() {
                return true;
            }
        };

        assertThat(written(filtered(withoutId).rows().of(List.of("id", "customer"), ORDERS, (row, order) -> {
                    for (String value : List.of("" + order.id(), order.customer())) {
                        try (var text = row.text()) {
                            text.write(value);
                            text.write("\ud83d\ude00");
                        }
                    }
                })))
                .isEqualTo("[{\"customer\":\"Zürich\\uD83D\\uDE00\"},{\"customer\":\"日本\\uD83D\\uDE00\"}]");
    }

    /** The filter drops what is raw. */
    @Test
    void aFilterLeavesTheEndsOfLines() throws Exception {
        for (Inclusion inclusion : List.of(Inclusion.ONLY_INCLUDE_ALL, Inclusion.INCLUDE_ALL_AND_PATH)) {
            JsonFormat format = filtered("/id", inclusion);
            String expected = inclusion == Inclusion.ONLY_INCLUDE_ALL ? "1\n2\n" : "{\"id\":1}\n{\"id\":2}\n";

            assertThat(written(format.lines(ORDERS, JsonElementsTest::write))).isEqualTo(expected);
            assertThat(written(format.rowLines().of(List.of("id", "customer"), ORDERS, (row, order) -> {
                        row.integer(order.id());
                        try (var text = row.text()) {
                            text.write(order.customer());
                        }
                    })))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aFilterThatLeavesNothingOfALineFails() {
        JsonFormat format = filtered("/price", Inclusion.INCLUDE_ALL_AND_PATH);
        for (PushSource source : List.<PushSource>of(
                format.lines(ORDERS, JsonElementsTest::write),
                format.rowLines().of(List.of("id"), ORDERS, (row, order) -> row.integer(order.id())))) {
            assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("line 1 of JSON was not written as one value");
        }
    }

    @Test
    void aDelegatePutsNothingBetweenLines() throws Exception {
        JsonFormat format = Json.with(out -> new JsonGeneratorDelegate(new JsonFactory().createGenerator(out)));

        assertThat(written(format.lines(ORDERS, JsonElementsTest::write))).isEqualTo(ON_LINES);
    }

    @Test
    void aFactoryBringsItsFeatures() throws Exception {
        JsonFormat ascii = Json.with(
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

        assertThat(written(ascii.lines(ORDERS.subList(0, 1), JsonElementsTest::write)))
                .isEqualTo("{\"id\":1,\"customer\":\"Z\\u00FCrich\"}\n");
        assertThat(written(ascii.rowLines().of(List.of("c"), ORDERS.subList(0, 1), (row, order) -> {
                    try (var text = row.text()) {
                        text.write(order.customer());
                    }
                })))
                .isEqualTo("{\"c\":\"Z\\u00FCrich\"}\n");
    }

    @Test
    void aWriterOfAMapperBringsItsPrettyPrinter() throws Exception {
        var pretty = MAPPER.writerWithDefaultPrettyPrinter();
        JsonFormat format = Json.with(pretty::createGenerator);

        assertThat(written(format.array(ORDERS, JsonElementsTest::write)))
                .isEqualToNormalizingNewlines(pretty.writeValueAsString(ORDERS));
        for (PushSource source : List.<PushSource>of(
                format.lines(ORDERS, JsonElementsTest::write),
                format.rowLines().of(List.of("id"), ORDERS, (row, order) -> row.integer(order.id())))) {
            assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a value on each line can't have a pretty printer, which breaks values into lines");
        }
    }

    @Test
    void aWriterOfAMapperWritesLinesToo() throws Exception {
        JsonFormat format = Json.with(MAPPER.writer()::createGenerator);

        assertThat(written(format.lines(ORDERS, JsonElementsTest::write))
                        .lines()
                        .map(String::strip))
                .containsExactly("{\"id\":1,\"customer\":\"Zürich\"}", "{\"id\":2,\"customer\":\"日本\"}");
    }

    @Test
    void csvIsWrittenByJacksonTooWithASchema() throws Exception {
        CsvMapper csv = new CsvMapper();
        var writer = csv.writer(CsvSchema.builder()
                .addColumn("id")
                .addColumn("customer")
                .setUseHeader(true)
                .build());
        JsonFormat format = Json.with(writer::createGenerator);

        assertThat(written(format.array(ORDERS, JsonElementsTest::write))).isEqualTo("id,customer\n1,Zürich\n2,日本\n");
    }
}
