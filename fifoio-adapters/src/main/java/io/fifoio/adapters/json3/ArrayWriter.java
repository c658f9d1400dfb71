package io.fifoio.adapters.json3;

import io.fifoio.adapters.ElementWriter;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;

/**
 * Writes elements of an array, and checks that each is one value. A filter around the generator counts what it is asked
 * about, even what it drops, but nothing below what it includes as a whole; that is counted by the generator within.
 */
final class ArrayWriter<T> implements ElementWriter<T> {

    private final JsonGenerator generator;
    private final Json.Element<? super T> writer;
    private final JsonGenerator inner;
    private final TokenStreamContext array;
    private final TokenStreamContext innerArray;
    private long count;

    ArrayWriter(JsonGenerator generator, Json.Element<? super T> writer) throws IOException {
        this.generator = generator;
        this.writer = writer;
        generator.writeStartArray();
        this.inner = LineEnd.inner(generator);
        this.array = generator.streamWriteContext();
        this.innerArray = inner.streamWriteContext();
    }

    @Override
    public void write(T element) throws Exception {
        count++;
        int before = array.getEntryCount();
        int innerBefore = innerArray.getEntryCount();
        writer.write(generator, element);
        if (generator.isClosed()) {
            throw new IOException("element " + count + " of a JSON array has closed the generator, which is for all");
        }
        int values = array.getEntryCount() - before;
        boolean one = values == 0
                ? isStill(innerArray, inner) && innerArray.getEntryCount() - innerBefore == 1
                : isStill(array, generator) && values == 1;
        if (!one || generator.streamWriteContext() != array) {
            boolean none = values == 0 && innerArray.getEntryCount() == innerBefore;
            throw new IOException("element " + count + " of a JSON array was not written as one value"
                    + (none ? Counting.orNotCounted(inner) : ""));
        }
        ensureCounted(inner.streamWriteContext());
    }

    /** Whether it is still the same array, and not another one after it, for which Jackson reuses the object. */
    private static boolean isStill(TokenStreamContext array, JsonGenerator generator) {
        return generator.streamWriteContext() == array
                && array.getParent() != null
                && array.getParent().getEntryCount() == 1;
    }

    /** Checks the count: Jackson counts in 32 bits, and when that overflows it leaves out the commas. */
    static void ensureCounted(TokenStreamContext array) throws IOException {
        if (array.getEntryCount() < 0) {
            throw new IOException("a JSON array has " + Integer.toUnsignedString(array.getEntryCount())
                    + " elements, more than Jackson can count; lines may have more");
        }
    }

    @Override
    public void end() throws IOException {
        end(generator, inner);
    }

    /** Ends the array. A filter also drops the array itself if it has dropped everything in it. */
    static void end(JsonGenerator generator, JsonGenerator inner) throws IOException {
        generator.writeEndArray();
        if (inner != generator && inner.streamWriteContext().getEntryCount() == 0) {
            throw new IOException(
                    "a filter around the generator has left nothing of a JSON array, and nothing is no JSON text");
        }
        generator.close();
    }
}
