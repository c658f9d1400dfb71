package io.fifoio.adapters.json3;

import io.fifoio.adapters.Elements;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.json3.Json.Content;
import io.fifoio.adapters.json3.Json.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;

/**
 * What {@link Json} offers, with a factory or generators of the caller's; see {@link Json#with}. Lines and rows are
 * JSON text: a generator of a binary format is refused when the source is written, and so is one with a pretty printer
 * if values are lines. A generator of another text format, such as CSV with a schema, is not refused and writes lines
 * and rows in its own way, except for a text in parts ({@link io.fifoio.adapters.Row#text()}), which is refused.
 */
@SuppressWarnings("exports") // see module-info
public final class JsonFormat {

    private final Generators generators;

    JsonFormat(Generators generators) {
        this.generators = generators;
    }

    static JsonFormat by(TokenStreamFactory factory) {
        ObjectWriteContext context = new NothingBetweenRootValues();
        return new JsonFormat(out -> factory.createGenerator(context, out));
    }

    /**
     * Sets no separator: between lines there is only the newline after each value, and elsewhere there is only one
     * value.
     */
    private static final class NothingBetweenRootValues extends ObjectWriteContext.Base {
        @Override
        public @Nullable SerializableString getRootValueSeparator(@Nullable SerializableString usual) {
            return null;
        }
    }

    /** As {@link Json#of}. */
    public PushSource of(Content content) {
        Objects.requireNonNull(content, "content");
        return out -> write(generator(out), content);
    }

    /** As {@link Json#array(Iterable, Element)}. */
    public <T> StepwiseSource array(Iterable<? extends T> elements, Element<? super T> writer) {
        return array(Elements.of(elements), writer);
    }

    /** As {@link Json#array(Iterator, Element)}. */
    public <T> StepwiseSource array(Iterator<? extends T> elements, Element<? super T> writer) {
        return array(Elements.once(elements), writer);
    }

    /** As {@link Json#array(Stream, Element)}. */
    public <T> StepwiseSource array(Stream<? extends T> elements, Element<? super T> writer) {
        return array(Elements.once(elements), writer);
    }

    private <T> StepwiseSource array(Elements<T> elements, Element<? super T> writer) {
        Objects.requireNonNull(writer, "writer");
        return elements.writtenBy(out -> new ArrayWriter<>(generator(out), writer));
    }

    /** As {@link Json#lines(Iterable, Element)}. */
    public <T> StepwiseSource lines(Iterable<? extends T> elements, Element<? super T> writer) {
        return lines(Elements.of(elements), writer);
    }

    /** As {@link Json#lines(Iterator, Element)}. */
    public <T> StepwiseSource lines(Iterator<? extends T> elements, Element<? super T> writer) {
        return lines(Elements.once(elements), writer);
    }

    /** As {@link Json#lines(Stream, Element)}. */
    public <T> StepwiseSource lines(Stream<? extends T> elements, Element<? super T> writer) {
        return lines(Elements.once(elements), writer);
    }

    private <T> StepwiseSource lines(Elements<T> elements, Element<? super T> writer) {
        Objects.requireNonNull(writer, "writer");
        return elements.writtenBy(out -> new LinesWriter<>(lineGenerator(out), writer));
    }

    /** As {@link Json#rows()}. */
    public RowFormat rows() {
        return (out, columns) -> JsonRowWriter.inArray(textGenerator(out), this::generator, columns);
    }

    /** As {@link Json#rowLines()}. */
    public RowFormat rowLines() {
        return (out, columns) -> JsonRowWriter.onLines(lineGenerator(out), this::generator, columns);
    }

    private JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator generator = Objects.requireNonNull(generators.on(out), "the generator made for this source")
                .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
                .configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false)
                .configure(StreamWriteFeature.FLUSH_PASSED_TO_STREAM, true);
        Counting.ensureNone(generator);
        return generator;
    }

    private JsonGenerator textGenerator(OutputStream out) throws IOException {
        JsonGenerator generator = generator(out);
        if (generator.has(StreamWriteCapability.CAN_WRITE_BINARY_NATIVELY)) {
            throw new IOException(
                    "lines and rows are JSON text, and " + generator.getClass().getName() + " writes a binary format");
        }
        return generator;
    }

    private JsonGenerator lineGenerator(OutputStream out) throws IOException {
        JsonGenerator generator = textGenerator(out);
        if (generator.getPrettyPrinter() != null) {
            throw new IOException("a value on each line can't have a pretty printer, which breaks values into lines");
        }
        return generator;
    }

    private static void write(JsonGenerator generator, Content content) throws Exception {
        // Not closed if the content fails: closing would write what is buffered, and the generator holds only memory.
        content.writeTo(generator);
        if (!generator.streamWriteContext().inRoot()) {
            String pointer = generator.streamWriteContext().pathAsPointer().toString();
            throw new IOException("the JSON content left an open "
                    + generator.streamWriteContext().typeDesc() + " at " + (pointer.isEmpty() ? "its root" : pointer));
        }
        // Counts what a filter has left; not all generators count.
        JsonGenerator inner = LineEnd.inner(generator);
        int values = inner.streamWriteContext().getEntryCount();
        if (values != 1) {
            throw new IOException("the JSON content wrote " + values + " values, a JSON text is one"
                    + (values == 0 ? Counting.orNotCounted(inner) : ""));
        }
        generator.close();
    }
}
