package io.fifoio.adapters;

import io.fifoio.FifoOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes on everything except the last byte, which {@link #release} lets go: whatever is flushed, the reader never has
 * all of something that may still fail. So a trailer that a try-with-resources writes on the way out of an exception
 * never completes the data by accident, nor does the byte count that a driver waits for.
 */
final class HeldBackOutputStream extends OutputStream {

    private static final byte[] NOTHING = {};

    private final FifoOutputStream out;
    private byte held;
    private boolean holds;

    /**
     * The thread that is writing. Checked before and after each write: the pair checks too, but a byte that is held
     * back does not reach it.
     */
    private @Nullable Thread writer;

    HeldBackOutputStream(FifoOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        begin();
        try {
            if (holds) {
                release();
            } else {
                out.write(NOTHING, 0, 0); // finds out whether the reader has left: no byte reaches the pair yet
            }
            hold((byte) b);
        } catch (Throwable failure) {
            writer = null;
            throw failure;
        }
        end();
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            out.write(b, off, 0);
            return;
        }
        begin();
        try {
            release();
            out.write(b, off, len - 1);
            hold(b[off + len - 1]);
        } catch (Throwable failure) {
            writer = null;
            throw failure;
        }
        end();
    }

    private void begin() throws IOException {
        if (writer != null) {
            throw misused();
        }
        writer = Thread.currentThread();
    }

    private void end() throws IOException {
        if (writer != Thread.currentThread()) {
            throw misused();
        }
        writer = null;
    }

    /** Fails the stream: the bytes of the two threads are mixed up already, so nobody may take them for whole. */
    private IOException misused() {
        IllegalStateException cause = new IllegalStateException(
                "two threads write at one stream at the same time; one thread at a time may write");
        out.fail(cause);
        return new IOException(cause.getMessage(), cause);
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

    /** Returns how many bytes were written to this stream. */
    long total() {
        return out.position() + (holds ? 1 : 0);
    }

    private void hold(byte last) {
        held = last;
        holds = true;
    }
}
