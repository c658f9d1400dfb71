package io.fifoio.adapters.csv;

import io.fifoio.adapters.Cells;
import java.io.IOException;
import java.io.Writer;

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
