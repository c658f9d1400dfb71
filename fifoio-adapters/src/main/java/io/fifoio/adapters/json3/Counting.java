package io.fifoio.adapters.json3;

import java.io.IOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonGeneratorBase;

/**
 * Whether a generator counts the values that it writes, which shows that there is exactly one. Generators of JSON do;
 * some of other formats report one value from the beginning, as Avro's does, or never any.
 */
final class Counting {

    private Counting() {}

    /** To be called before the first value. */
    static void ensureNone(JsonGenerator generator) throws IOException {
        JsonGenerator inner = LineEnd.inner(generator);
        int count = inner.streamWriteContext().getEntryCount();
        if (count != 0) {
            throw new IOException(inner.getClass().getName() + " counts " + count
                    + " before anything is written, so that whether it was one value can't be told");
        }
    }

    /** Returns the other possible reason if nothing was counted, for a message. */
    static String orNotCounted(JsonGenerator inner) {
        return inner instanceof JsonGeneratorBase
                ? ""
                : " (or " + inner.getClass().getName() + " does not count its values)";
    }
}
