package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * JSON (RFC 8259, UTF-8) written by a Jackson 2 {@link JsonGenerator}. Needs {@code
 * com.fasterxml.jackson.core:jackson-core}.
 *
 * <p>The generator handed out does not close what it writes to, and does not close arrays and objects that were left
 * open: leaving one open is a failure, never a shorter document.
 */
@SuppressWarnings("exports") // see module-info
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes a document: one value. */
    @FunctionalInterface
    public interface Content {

        /** @param generator flushed and closed by the caller; closing it here is allowed */
        void writeTo(JsonGenerator generator) throws Exception;
    }

    /**
     * Writes one element of an array.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Element<T> {

        /** Writes one value, more or less is a failure, and leaves the generator open. */
        void write(JsonGenerator generator, T element) throws Exception;
    }

    /** What the callback writes. It is called each time the source is written or opened. */
    public static PushSource of(Content content) {
        Objects.requireNonNull(content, "content");
        return out -> write(out, content);
    }

    /**
     * An array of elements, taken one by one as they are written.
     *
     * @param elements asked for a new iterator each time the source is written or opened; one that can be iterated over
     *     only once must throw the second time, or a second opening would find nothing left
     */
    public static <T> PushSource array(Iterable<? extends T> elements, Element<? super T> writer) {
        Objects.requireNonNull(elements, "elements");
        Objects.requireNonNull(writer, "writer");
        return of(generator -> {
            generator.writeStartArray();
            JsonStreamContext array = generator.getOutputContext();
            int count = 0;
            for (T element : elements) {
                writer.write(generator, element);
                checkOneMore(generator, array, ++count);
            }
            generator.writeEndArray();
        });
    }

    private static void checkOneMore(JsonGenerator generator, JsonStreamContext array, int count) throws IOException {
        boolean sameArray =
                generator.getOutputContext() == array && array.getParent().getEntryCount() == 1;
        if (!sameArray || array.getEntryCount() != count) {
            throw new IOException("element " + count + " of a JSON array was not written as one value");
        }
    }

    private static void write(OutputStream out, Content content) throws Exception {
        JsonGenerator generator = FACTORY.createGenerator(out)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET.mappedFeature())
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT.mappedFeature());
        // Not closed where the content fails: closing would write what is buffered, and it holds only memory.
        content.writeTo(generator);
        if (!generator.getOutputContext().inRoot()) {
            throw new IOException("the JSON content left an open "
                    + generator.getOutputContext().typeDesc() + " at "
                    + generator.getOutputContext().pathAsPointer());
        }
        int values = generator.getOutputContext().getEntryCount();
        if (values != 1) {
            throw new IOException("the JSON content wrote " + values + " values, a JSON text is one");
        }
        generator.close();
    }
}
