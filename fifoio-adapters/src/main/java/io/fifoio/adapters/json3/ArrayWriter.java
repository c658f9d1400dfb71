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
    private int count;

    ArrayWriter(JsonGenerator generator, Json.Element<? super T> writer) throws IOException {
        this.generator = generator;
        this.writer = writer;
        generator.writeStartArray();
        this.array = generator.streamWriteContext();
    }

    @Override
    public void write(T element) throws Exception {
        writer.write(generator, element);
        count++;
        if (generator.isClosed()) {
            throw new IOException("element " + count + " of a JSON array has closed the generator, which is for all");
        }
        boolean sameArray =
                generator.streamWriteContext() == array && array.getParent().getEntryCount() == 1;
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
