package io.fifoio.adapters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class JsonTest {

    private static String written(PushSource source) throws Exception {
        return new String(Payload.writtenBy(source), StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatTheCallbackWrites() throws Exception {
        PushSource source = Json.of(generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("nested");
            generator.writeStartObject();
            generator.writeNumberField("depth", 2);
            generator.writeEndObject();
            generator.writeEndArray();
            generator.writeStringField("city", "Zürich 日本");
            generator.writeEndObject();
        });

        assertThat(written(source)).isEqualTo("{\"nested\":[{\"depth\":2}],\"city\":\"Zürich 日本\"}");
    }

    @Test
    void writesElementsAsAnArray() throws Exception {
        assertThat(written(Json.array(List.of(1, 2, 3), JsonGenerator::writeNumber)))
                .isEqualTo("[1,2,3]");
        assertThat(written(Json.array(List.of(), JsonGenerator::writeObject))).isEqualTo("[]");
    }

    @Test
    void nestsArraysInElements() throws Exception {
        PushSource source = Json.array(List.of(List.of("a"), List.<String>of()), (generator, inner) -> {
            generator.writeStartArray();
            for (String text : inner) {
                generator.writeString(text);
            }
            generator.writeEndArray();
        });

        assertThat(written(source)).isEqualTo("[[\"a\"],[]]");
    }

    @Test
    void leavesTheOutputOpenAndFlushed() throws Exception {
        AtomicInteger closes = new AtomicInteger();
        AtomicInteger flushes = new AtomicInteger();
        ByteArrayOutputStream output = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closes.incrementAndGet();
            }

            @Override
            public void flush() {
                flushes.incrementAndGet();
            }
        };

        Json.of(generator -> {
                    try (generator) {
                        generator.writeString("closed by the callback");
                    }
                })
                .writeTo(output);

        assertThat(output.toString()).isEqualTo("\"closed by the callback\"");
        assertThat(closes).hasValue(0);
        assertThat(flushes).hasPositiveValue();
    }

    @Test
    void givesAGeneratorThatNeitherClosesItsTargetNorWhatIsOpen() throws Exception {
        AtomicReference<JsonGenerator> seen = new AtomicReference<>();

        written(Json.of(generator -> {
            seen.set(generator);
            generator.writeNull();
        }));

        assertThat(seen.get().isEnabled(StreamWriteFeature.AUTO_CLOSE_TARGET.mappedFeature()))
                .isFalse();
        assertThat(seen.get().isEnabled(StreamWriteFeature.AUTO_CLOSE_CONTENT.mappedFeature()))
                .isFalse();
        assertThat(seen.get().isEnabled(StreamWriteFeature.FLUSH_PASSED_TO_STREAM.mappedFeature()))
                .isTrue();
        assertThat(seen.get().isClosed()).as("closed after the document").isTrue();
    }

    @Test
    void heedsTheFeaturesThatTheCallbackSets() throws Exception {
        PushSource source = Json.of(generator -> {
            generator.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
            generator.writeString("ü");
        });

        assertThat(written(source)).isEqualTo("\"\\u00FC\"");
    }

    @Test
    void refusesAnArrayLeftOpen() {
        PushSource source = Json.of(generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("orders");
            generator.writeNumber(1);
        });

        assertThatThrownBy(() -> source.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left an open Array")
                .hasMessageContaining("/orders");
    }

    @Test
    void refusesAnObjectLeftOpenThoughTheCallbackCloses() {
        PushSource source = Json.of(generator -> {
            try (generator) {
                generator.writeStartObject();
                generator.writeStringField("half", "a document");
            }
        });

        assertThatThrownBy(() -> source.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left an open Object");
        assertThatThrownBy(() -> source.feed(in -> in.readAllBytes())).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void refusesAnElementLeftOpen() {
        PushSource source = Json.array(List.of(1, 2), (generator, element) -> generator.writeStartObject());

        assertThatThrownBy(() -> source.writeTo(new ByteArrayOutputStream())).isInstanceOf(IOException.class);
    }

    @Test
    void passesOnAFailureOfAnElement() {
        Exception failure = new ReflectiveOperationException("element 3");
        PushSource source = Json.array(List.of(1, 2, 3), (generator, element) -> {
            generator.writeNumber(element);
            if (element == 3) {
                throw failure;
            }
        });
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> source.writeTo(output)).isSameAs(failure);

        assertThat(output.toString()).as("what got out").doesNotContain("]");
    }

    @Test
    void passesOnAFailureOfTheElementsThemselves() {
        IllegalStateException failure = new IllegalStateException("the cursor is gone");
        Iterable<Integer> elements = () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == 10_000) {
                    throw failure;
                }
                return next++;
            }
        };

        assertThatThrownBy(() -> Json.array(elements, JsonGenerator::writeNumber)
                        .through(GZIPOutputStream::new)
                        .feed(in -> new GZIPInputStream(in).readAllBytes()))
                .isInstanceOf(IncompleteStreamException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void asksForItsElementsAnewEachTime() throws Exception {
        AtomicInteger iterators = new AtomicInteger();
        Iterable<Integer> elements = () -> {
            iterators.incrementAndGet();
            return List.of(1).iterator();
        };
        PushSource source = Json.array(elements, JsonGenerator::writeNumber);
        assertThat(iterators).hasValue(0);

        assertThat(written(source)).isEqualTo("[1]");
        assertThat(written(source)).isEqualTo("[1]");

        assertThat(iterators).hasValue(2);
    }

    @Test
    void isParsedWhileItArrives() throws Exception {
        int count = 1_000_000;
        Iterable<Integer> elements = () -> IntStream.range(0, count).iterator();
        PushSource source = Json.array(elements, (generator, element) -> {
            generator.writeStartObject();
            generator.writeNumberField("number", element);
            generator.writeEndObject();
        });
        long sum = 0;
        int objects = 0;
        try (SourceInputStream in = source.open();
                JsonParser parser = new JsonFactory().createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    sum += parser.getLongValue();
                } else if (token == JsonToken.END_OBJECT) {
                    objects++;
                }
            }
            in.result();
        }

        assertThat(objects).isEqualTo(count);
        assertThat(sum).isEqualTo((long) count * (count - 1) / 2);
    }

    @Test
    void doesNotLetAParserTakeACutDocumentForAWholeOne() {
        PushSource source = out -> {
            try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
                generator.writeStartArray();
                generator.writeNumber(1);
                throw new IOException("after which the generator closes the array");
            }
        };

        assertThatThrownBy(() -> {
                    try (SourceInputStream in = source.open();
                            JsonParser parser = new JsonFactory().createParser(in)) {
                        while (parser.nextToken() != null) {
                            // What is read does not matter here, only that it does not end well.
                        }
                    }
                })
                .isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void anElementThatIsNotOneValueFails() {
        List<Json.Element<Integer>> writers = List.of(
                (generator, element) -> {},
                (generator, element) -> {
                    generator.writeNumber(element);
                    generator.writeNumber(element);
                },
                (generator, element) -> {
                    generator.writeEndArray();
                    generator.writeStartArray();
                    generator.writeNumber(element);
                },
                (generator, element) -> generator.writeStartArray());
        for (Json.Element<Integer> writer : writers) {
            PushSource array = Json.array(List.of(1, 2), writer);
            assertThatThrownBy(() -> array.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("element 1 of a JSON array was not written as one value");
        }
    }

    @Test
    void contentThatIsNotOneValueFails() {
        assertThatThrownBy(() -> Json.of(generator -> {}).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("the JSON content wrote 0 values, a JSON text is one");
        PushSource two = Json.of(generator -> {
            generator.writeNumber(1);
            generator.writeNumber(2);
        });
        assertThatThrownBy(() -> two.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("the JSON content wrote 2 values, a JSON text is one");
    }
}
