package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fifoio.adapters.Cells;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;

/**
 * A string in parts. The generator writes strings whole; so this escapes the parts, and hands them over raw. A surrogate is
 * escaped: its other half may come with the next part, or not at all.
 */
final class LongText extends Writer {

    private static final String HEX = "0123456789ABCDEF";

    private final JsonGenerator generator;
    private final Escapes escapes;
    private final Cells cells;
    private boolean closed;

    LongText(JsonGenerator generator, Escapes escapes, Cells cells) {
        this.generator = generator;
        this.escapes = escapes;
        this.cells = cells;
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        try {
            writeEscaped(c, off, len);
        } catch (Throwable failure) {
            cells.failed(failure);
            throw failure;
        }
    }

    @Override
    public void write(char[] c) throws IOException {
        write(c, 0, c == null ? 0 : c.length);
    }

    @Override
    public void write(String text) throws IOException {
        write(text, 0, text == null ? 0 : text.length());
    }

    /** Here, and in those above, because what they do by default with a part that is not there is not remembered. */
    @Override
    public void write(String text, int off, int len) throws IOException {
        try {
            Objects.checkFromIndexSize(off, len, text.length());
        } catch (RuntimeException failure) {
            cells.failed(failure);
            throw failure;
        }
        super.write(text, off, len);
    }

    private void writeEscaped(char[] c, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, c.length);
        if (closed) {
            throw new IOException("this value is closed");
        }
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
        try {
            generator.flush();
        } catch (Throwable failure) {
            cells.failed(failure);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                generator.writeRaw(escapes.quote());
            } catch (Throwable failure) {
                cells.failed(failure);
                throw failure;
            }
            cells.closed();
        }
    }
}
