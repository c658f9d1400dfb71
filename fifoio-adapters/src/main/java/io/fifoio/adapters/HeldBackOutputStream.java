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

    /** What the ring of a pipe takes as one part, and a common size of buffers. */
    private static final int JOINED = 8 * 1024;

    /** Enough for sources that write words. */
    private static final int SHORT = 128;

    private final FifoOutputStream out;
    private byte[] joined = {};
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
        int done = holds ? joinAndWrite(b, off, len - 1) : 0;
        if (done < len - 1) {
            out.write(b, off + done, len - 1 - done);
        }
        hold(b[off + len - 1]);
    }

    /**
     * The byte held back and what follows it as one write. By itself it would be a second thing to make known to the reader,
     * which costs about as much as generating a thousand bytes where the two processors are far from each other.
     *
     * @return how many of the bytes that follow were written
     */
    private int joinAndWrite(byte[] b, int off, int len) throws IOException {
        int count = Math.min(len, JOINED - 1);
        if (joined.length <= count) {
            joined = new byte[count < SHORT ? SHORT : JOINED];
        }
        joined[0] = held;
        System.arraycopy(b, off, joined, 1, count);
        out.write(joined, 0, count + 1);
        holds = false;
        return count;
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
