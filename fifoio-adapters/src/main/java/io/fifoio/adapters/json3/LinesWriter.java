package io.fifoio.adapters.json3;

import io.fifoio.adapters.ElementWriter;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/** Writes elements on lines, and checks that each is one value. */
final class LinesWriter<T> implements ElementWriter<T> {

    private final JsonGenerator generator;
    private final JsonGenerator handedOut;
    private final Json.Element<? super T> writer;
    private final LineEnd lineEnd;

    LinesWriter(JsonGenerator generator, Json.Element<? super T> writer) {
        this.generator = generator;
        this.handedOut = new LineGenerator(generator);
        this.writer = writer;
        this.lineEnd = new LineEnd(generator);
    }

    @Override
    public void write(T element) throws Exception {
        writer.write(handedOut, element);
        lineEnd.write();
    }

    @Override
    public void end() throws IOException {
        generator.close();
    }
}
