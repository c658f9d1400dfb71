package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import io.fifoio.adapters.ElementWriter;
import java.io.IOException;

/** Elements of an array, each held to be one value. */
final class ArrayWriter<T> implements ElementWriter<T> {

    private final JsonGenerator generator;
    private final Json.Element<? super T> writer;
    private final JsonStreamContext array;
    private int count;

    ArrayWriter(JsonGenerator generator, Json.Element<? super T> writer) throws IOException {
        this.generator = generator;
        this.writer = writer;
        generator.writeStartArray();
        this.array = generator.getOutputContext();
    }

    @Override
    public void write(T element) throws Exception {
        writer.write(generator, element);
        count++;
        if (generator.isClosed()) {
            throw new IOException("element " + count + " of a JSON array has closed the generator, which is for all");
        }
        boolean sameArray =
                generator.getOutputContext() == array && array.getParent().getEntryCount() == 1;
        if (!sameArray || array.getEntryCount() != count) {
            throw new IOException("element " + count + " of a JSON array was not written as one value");
        }
    }

    @Override
    public void end() throws IOException {
        generator.writeEndArray();
        generator.close();
    }
}
