package io.fifoio.adapters;

import io.fifoio.FifoOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Passes everything on but the last byte, which {@link #release} lets go: through flushes, the reader never has the whole
 * of what may still fail. A trailer written by a try-with-resources on the way out of an exception, or a count of bytes
 * that a driver waits for, is then never met by accident.
 */
final class HeldBackOutputStream extends OutputStream {

    private final FifoOutputStream out;
    private byte held;
    private boolean holds;

    HeldBackOutputStream(FifoOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        release();
        hold((byte) b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            out.write(b, off, 0);
            return;
        }
        release();
        out.write(b, off, len - 1);
        hold(b[off + len - 1]);
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Writes the byte held back, if there is one. */
    void release() throws IOException {
        if (holds) {
            out.write(held);
            holds = false;
        }
    }

    /** How many bytes were written to this stream. */
    long total() {
        return out.position() + (holds ? 1 : 0);
    }

    private void hold(byte last) {
        held = last;
        holds = true;
    }
}
