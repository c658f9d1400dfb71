package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.Writer;
import java.util.Objects;

/** Text that can write itself. */
@FunctionalInterface
public interface Text {

    /**
     * Writes all of it, under the rules of {@link PushSource#writeTo}.
     *
     * @param out buffered; flushed when this has returned
     */
    void writeTo(Writer out) throws Exception;

    /** The text as a source of UTF-8. A surrogate without its other half is a failure, not a question mark. */
    static PushSource of(Text text) {
        Objects.requireNonNull(text, "text");
        return out -> {
            Writer writer = Utf8.writer(new Unclosed(out));
            text.writeTo(writer);
            // Flushing would keep half of a pair of surrogates back, and lose it.
            writer.close();
        };
    }
}
