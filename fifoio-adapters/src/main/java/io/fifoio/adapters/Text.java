package io.fifoio.adapters;

import java.io.Writer;
import java.util.Objects;

/** Text that can write itself: for text what a {@link PushSource} is for bytes. */
@FunctionalInterface
public interface Text {

    /**
     * Writes all of it, under the rules of {@link PushSource#writeTo}.
     *
     * @param out buffered; flushed when this has returned, so that nothing is left in it. Its {@code close()} is a
     *     {@code flush()}
     */
    void writeTo(Writer out) throws Exception;

    /**
     * Returns the text as a source of UTF-8: {@code Text.of(report::print).through(GZIPOutputStream::new)}. A surrogate
     * without its other half is not replaced by a question mark: it is a failure whose message says which one it is and
     * where.
     */
    static PushSource of(Text text) {
        Objects.requireNonNull(text, "text");
        return out -> {
            GuardedWriter writer = new GuardedWriter(new TextEncoder(new Unclosed(out)));
            text.writeTo(writer);
            writer.end();
        };
    }
}
