package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import java.io.IOException;

/**
 * Whether a generator counts the values that it writes, by which it is seen that there is one. Those of JSON do; of other formats some
 * tell one from the beginning, as that of Avro does, or none ever.
 */
final class Counting {

    private Counting() {}

    /** Before the first value. */
    static void ensureNone(JsonGenerator generator) throws IOException {
        JsonGenerator inner = LineEnd.inner(generator);
        int count = inner.getOutputContext().getEntryCount();
        if (count != 0) {
            throw new IOException(inner.getClass().getName() + " counts " + count
                    + " before anything is written, so that whether it was one value can't be told");
        }
    }

    /** What else it may be where nothing was counted. */
    static String orNotCounted(JsonGenerator inner) {
        return inner instanceof JsonGeneratorImpl
                ? ""
                : " (or " + inner.getClass().getName() + " does not count its values)";
    }
}
