package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import io.fifoio.adapters.ElementWriter;
import java.io.IOException;

/** Elements on lines, each held to be one value. */
final class LinesWriter<T> implements ElementWriter<T> {

    private final JsonGenerator generator;
    private final JsonGenerator handedOut;
    private final Json.Element<? super T> writer;
    private int count;

    LinesWriter(JsonGenerator generator, Json.Element<? super T> writer) {
        this.generator = generator;
        this.handedOut = new LineGenerator(generator);
        this.writer = writer;
    }

    @Override
    public void write(T element) throws Exception {
        writer.write(handedOut, element);
        count++;
        if (generator.isClosed()) {
            throw new IOException("line " + count + " of JSON has closed the generator, which is for all");
        }
        JsonStreamContext context = generator.getOutputContext();
        if (!context.inRoot() || context.getEntryCount() != count) {
            throw new IOException("line " + count + " of JSON was not written as one value");
        }
        generator.writeRaw('\n');
    }

    @Override
    public void end() throws IOException {
        generator.close();
    }
}
