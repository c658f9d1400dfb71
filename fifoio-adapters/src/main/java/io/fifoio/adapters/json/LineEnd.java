package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Ends lines, and checks that each has one value, counting only what a filter around the generator has left of it. */
final class LineEnd {

    private final JsonGenerator generator;
    private final JsonGenerator inner;
    private int count;

    LineEnd(JsonGenerator generator) {
        this.generator = generator;
        this.inner = inner(generator);
    }

    /**
     * Returns the generator that writes, inside of any others: a filter would drop a newline, and it counts what it
     * drops.
     */
    static JsonGenerator inner(JsonGenerator generator) {
        JsonGenerator inner = generator;
        while (inner instanceof JsonGeneratorDelegate around) {
            inner = around.delegate();
        }
        return inner;
    }

    void write() throws IOException {
        count++;
        if (generator.isClosed()) {
            throw new IOException("line " + count + " of JSON has closed the generator, which is for all");
        }
        JsonStreamContext written = inner.getOutputContext();
        boolean ended = generator.getOutputContext().inRoot() && written.inRoot();
        if (!ended || written.getEntryCount() != count) {
            throw new IOException("line " + count + " of JSON was not written as one value"
                    + (written.getEntryCount() == 0 ? Counting.orNotCounted(inner) : ""));
        }
        inner.writeRaw('\n');
    }
}
