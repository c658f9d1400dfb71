package io.fifoio.adapters.json3;

import io.fifoio.adapters.ElementWriter;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;

/** Elements of an array, each held to be one value. */
final class ArrayWriter<T> implements ElementWriter<T> {

    private final JsonGenerator generator;
    private final Json.Element<? super T> writer;
    private final TokenStreamContext array;

    ArrayWriter(JsonGenerator generator, Json.Element<? super T> writer) throws IOException {
        this.generator = generator;
        this.writer = writer;
        generator.writeStartArray();
        this.array = generator.streamWriteContext();
    }

    @Override
    public void write(T element) throws Exception {
        int count = array.getEntryCount() + 1;
        writer.write(generator, element);
        if (generator.isClosed()) {
            throw new IOException("element " + count + " of a JSON array has closed the generator, which is for all");
        }
        boolean sameArray =
                generator.streamWriteContext() == array && array.getParent().getEntryCount() == 1;
        if (!sameArray || array.getEntryCount() != count) {
            throw new IOException("element " + count + " of a JSON array was not written as one value");
        }
        ensureCounted(array);
    }

    /** Jackson counts in 32 bits, and where that overflows leaves out the commas. */
    static void ensureCounted(TokenStreamContext array) throws IOException {
        if (array.getEntryCount() < 0) {
            throw new IOException("a JSON array has " + Integer.toUnsignedString(array.getEntryCount())
                    + " elements, more than Jackson can count; lines may have more");
        }
    }

    @Override
    public void end() throws IOException {
        generator.writeEndArray();
        generator.close();
    }
}
