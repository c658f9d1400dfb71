package io.fifoio.adapters;

import java.io.IOException;
import java.io.Writer;
import java.util.Objects;

/**
 * A text that is written in parts. A part that fails, is not within its array, or comes too late is remembered,
 * whatever becomes of its exception.
 */
final class CellText extends Writer {

    private final Cells.Parts parts;
    private final Cells cells;
    private boolean closed;

    CellText(Cells.Parts parts, Cells cells) {
        this.parts = parts;
        this.cells = cells;
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        try {
            Objects.checkFromIndexSize(off, len, c.length);
            if (closed) {
                throw new IOException("this value is closed");
            }
            parts.write(c, off, len);
        } catch (Throwable failure) {
            if (cells.lost == null) {
                cells.lost = failure;
            }
            throw failure;
        }
    }

    @Override
    public void write(int c) throws IOException {
        try {
            super.write(c);
        } catch (Throwable failure) {
            if (cells.lost == null) {
                cells.lost = failure;
            }
            throw failure;
        }
    }

    @Override
    public void write(char[] c) throws IOException {
        try {
            write(c, 0, c == null ? 0 : c.length);
        } catch (Throwable failure) {
            if (cells.lost == null) {
                cells.lost = failure;
            }
            throw failure;
        }
    }

    @Override
    public void write(String text) throws IOException {
        try {
            write(text, 0, text == null ? 0 : text.length());
        } catch (Throwable failure) {
            if (cells.lost == null) {
                cells.lost = failure;
            }
            throw failure;
        }
    }

    /**
     * This one and the two above are overridden, because the inherited ones would throw for a range that does not exist
     * without its being remembered.
     */
    @Override
    public void write(String text, int off, int len) throws IOException {
        try {
            Objects.checkFromIndexSize(off, len, text.length());
            super.write(text, off, len);
        } catch (Throwable failure) {
            if (cells.lost == null) {
                cells.lost = failure;
            }
            throw failure;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            parts.flush();
        } catch (Throwable failure) {
            if (cells.lost == null) {
                cells.lost = failure;
            }
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                parts.end();
            } catch (Throwable failure) {
                if (cells.lost == null) {
                    cells.lost = failure;
                }
                throw failure;
            }
            cells.closed();
        }
    }
}
