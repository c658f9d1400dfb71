package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteCapability;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.StepwiseSource;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * JSON (RFC 8259, UTF-8) written by a Jackson 2 {@link JsonGenerator}. Needs {@code
 * com.fasterxml.jackson.core:jackson-core}, 2.12 or newer.
 *
 * <pre>{@code
 * PushSource json = Json.array(orders, (generator, order) -> order.writeTo(generator));
 * PushSource mapped = Json.lines(orders, (generator, order) -> mapper.writeValue(generator, order)); //
 * jackson-databind
 * PushSource binary = Json.with(new CBORFactory()).array(orders, (generator, order) -> order.writeTo(generator));
 * }</pre>
 *
 * <p>The generator that is handed out does not close its output, and does not close arrays and objects that were left
 * open: leaving one open is a failure, never a shorter document. Its {@code flush()} makes everything written so far
 * readable, except for the last byte; without a flush it buffers some kilobytes. After a failure, whatever it still
 * buffers is dropped. A mapper flushes after each value, unless {@code SerializationFeature.FLUSH_AFTER_WRITE_VALUE} is
 * disabled, which saves writes if nobody waits for each value.
 *
 * <p>Text with only one half of a surrogate pair is written as an escape, as Jackson does by default.
 */
@SuppressWarnings("exports") // see module-info
public final class Json {

    private Json() {}

    /** Writes a document: one value. */
    @FunctionalInterface
    public interface Content {

        /** @param generator flushed and closed by the caller; closing it here is allowed */
        void writeTo(JsonGenerator generator) throws Exception;
    }

    /**
     * Writes one element of an array, or one line.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Element<T> {

        /** Writes exactly one value (more or fewer are a failure) and leaves the generator open. */
        void write(JsonGenerator generator, T element) throws Exception;
    }

    /** A document that a callback writes. The callback is called each time the source is written or opened. */
    public static PushSource of(Content content) {
        return plain().of(content);
    }

    /**
     * An array of elements, taken one by one as they are written; no more than Jackson can count, which is
     * 2,147,483,647.
     *
     * @param elements asked for a new iterator each time the source is written or opened; one that can be iterated over
     *     only once must throw the second time, because otherwise a second opening would find nothing left. An iterator
     *     that is {@link AutoCloseable} is closed at the end, whether writing succeeds or not
     */
    public static <T> StepwiseSource array(Iterable<? extends T> elements, Element<? super T> writer) {
        return plain().array(elements, writer);
    }

    /** The same of an iterator; writing or opening a second time fails with an {@link IllegalStateException}. */
    public static <T> StepwiseSource array(Iterator<? extends T> elements, Element<? super T> writer) {
        return plain().array(elements, writer);
    }

    /**
     * The same of a stream, which is closed at the end, well or not; writing or opening a second time fails with an
     * {@link IllegalStateException}.
     */
    public static <T> StepwiseSource array(Stream<? extends T> elements, Element<? super T> writer) {
        return plain().array(elements, writer);
    }

    /**
     * Newline-delimited JSON (NDJSON, JSON lines): each element is one value on a line of its own, and the last line
     * ends with a newline too. A value stays on its line even if a mapper is set to indent; raw JSON, or a number given
     * as text, that contains a line break is a failure.
     *
     * @param elements as for {@link #array(Iterable, Element)}
     */
    public static <T> StepwiseSource lines(Iterable<? extends T> elements, Element<? super T> writer) {
        return plain().lines(elements, writer);
    }

    /** The same of an iterator; writing or opening a second time fails with an {@link IllegalStateException}. */
    public static <T> StepwiseSource lines(Iterator<? extends T> elements, Element<? super T> writer) {
        return plain().lines(elements, writer);
    }

    /**
     * The same of a stream, which is closed at the end, well or not; writing or opening a second time fails with an
     * {@link IllegalStateException}.
     */
    public static <T> StepwiseSource lines(Stream<? extends T> elements, Element<? super T> writer) {
        return plain().lines(elements, writer);
    }

    /**
     * Rows as an array of objects with a property for each column. Numbers are written with all their digits, although
     * a reader may not keep them (JavaScript keeps 53 bits). Infinities and NaN are strings. The names of the columns
     * must differ. There may be as many rows as {@link #array(Iterable, Element)} takes elements.
     */
    public static RowFormat rows() {
        return plain().rows();
    }

    /** Rows as objects on a line each, otherwise as {@link #rows()}. */
    public static RowFormat rowLines() {
        return plain().rowLines();
    }

    /**
     * The same with another factory: {@code new CBORFactory()}, {@code new SmileFactory()}, or one with features and
     * escapes set. The features for closing and flushing are set as described above. In a long text of a row, which is
     * written in parts, surrogate pairs are always escaped.
     *
     * <p>Besides JSON, documents and arrays can be of a format whose generators count their values: CBOR, Smile, Ion,
     * YAML, properties and, with a schema, CSV. If they don't, as for Avro and TOML, it can't be determined whether one
     * value was written, and that is a failure. Writing a long text of a row in parts works only for JSON.
     */
    public static JsonFormat with(JsonFactory factory) {
        Objects.requireNonNull(factory, "factory");
        return with(factory::createGenerator);
    }

    /**
     * The same with generators that are made in another way: with a schema, a pretty printer or the settings of a
     * mapper. If values are lines, what a filter around the generator leaves of each line must be one value; otherwise
     * the line is a failure, as a whole document would be. Every line except the first begins with what the generator
     * puts between root values, unless the generator is Jackson's own for JSON, or delegates to one.
     */
    public static JsonFormat with(Generators generators) {
        ensureHere();
        return new JsonFormat(Objects.requireNonNull(generators, "generators"));
    }

    private static JsonFormat plain() {
        ensureHere();
        return Plain.FORMAT;
    }

    /**
     * Checks for the library. To be called before any object of it is made, so that the error comes where it can be
     * understood.
     */
    private static void ensureHere() {
        try {
            Objects.requireNonNull(StreamWriteCapability.class); // since 2.12
        } catch (NoClassDefFoundError missing) {
            NoClassDefFoundError named =
                    new NoClassDefFoundError("io.fifoio.adapters.json needs Jackson 2.12 or newer: add"
                            + " com.fasterxml.jackson.core:jackson-core (module com.fasterxml.jackson.core)");
            named.initCause(missing);
            throw named;
        }
    }

    private static final class Plain {
        static final JsonFormat FORMAT = with(new JsonFactory());
    }
}
