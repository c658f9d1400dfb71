package io.fifoio.adapters.csv;

import io.fifoio.adapters.Cells;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;

/** A value in parts, between quotes. */
final class CsvLongText extends Writer {

    private final CsvText text;
    private final Cells cells;
    private boolean closed;

    CsvLongText(CsvText text, Cells cells) {
        this.text = text;
        this.cells = cells;
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        try {
            if (closed) {
                throw new IOException("this value is closed");
            }
            text.quoted(new String(c, off, len));
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

    @Override
    public void flush() throws IOException {
        try {
            text.flush();
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
                text.ascii("\"");
            } catch (Throwable failure) {
                cells.failed(failure);
                throw failure;
            }
            cells.closed();
        }
    }
}
