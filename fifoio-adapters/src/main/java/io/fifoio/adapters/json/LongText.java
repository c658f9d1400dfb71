package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fifoio.adapters.Cells;
import java.io.IOException;

/**
 * A string in parts. The generator writes only whole strings, so this escapes the parts and passes them on raw. A
 * surrogate is escaped, because its other half may come with the next part, or not at all.
 */
final class LongText implements Cells.Parts {

    private static final String HEX = "0123456789ABCDEF";

    private final JsonGenerator generator;
    private final Escapes escapes;

    LongText(JsonGenerator generator, Escapes escapes) {
        this.generator = generator;
        this.escapes = escapes;
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        int from = off;
        int end = off + len;
        for (int i = off; i < end; i++) {
            if (Character.isSurrogate(c[i])) {
                writePlain(c, from, i);
                writeSurrogate(c[i]);
                from = i + 1;
            }
        }
        writePlain(c, from, end);
    }

    private void writePlain(char[] c, int from, int end) throws IOException {
        if (from < end) {
            char[] escaped = escapes.escape(c, from, end - from);
            generator.writeRaw(escaped, 0, escaped.length);
        }
    }

    private void writeSurrogate(char c) throws IOException {
        char[] escape = {
            '\\', 'u', HEX.charAt(c >> 12), HEX.charAt(c >> 8 & 15), HEX.charAt(c >> 4 & 15), HEX.charAt(c & 15)
        };
        generator.writeRaw(escape, 0, escape.length);
    }

    @Override
    public void flush() throws IOException {
        generator.flush();
    }

    @Override
    public void end() throws IOException {
        generator.writeRaw(escapes.quote());
    }
}
