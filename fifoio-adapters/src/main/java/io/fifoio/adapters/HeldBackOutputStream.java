package io.fifoio.adapters;

import io.fifoio.BrokenPipeException;
import io.fifoio.FifoOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on but the last byte, which {@link #release} lets go: through flushes and closes, the reader never
 * has the whole of what may still fail. A trailer written by a try-with-resources on the way out of an exception, or a
 * count of bytes that a driver waits for, is then never met by accident.
 *
 * <p>A write that failed is not forgotten: some code swallows what a write throws and goes on, {@code
 * java.io.PrintStream} for one, and what it writes then has a hole.
 */
final class HeldBackOutputStream extends OutputStream {

    private final FifoOutputStream out;
    private byte held;
    private boolean holds;
    private @Nullable IOException failure;

    HeldBackOutputStream(FifoOutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        ensureWhole();
        release();
        hold((byte) b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        ensureWhole();
        if (len > 0) {
            release();
        }
        try {
            out.write(b, off, Math.max(0, len - 1));
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (len > 0) {
            hold(b[off + len - 1]);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** A flush: the end of data is not the producer's to declare by closing. */
    @Override
    public void close() {
        flush();
    }

    /** Writes the byte held back, if there is one. */
    void release() throws IOException {
        if (!holds) {
            return;
        }
        try {
            out.write(held);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        holds = false;
    }

    /** Whether a failure comes of a write here having found that the reader had left. */
    boolean tellsOfReaderLeaving(Throwable thrown) {
        return failure instanceof BrokenPipeException && Failures.tells(thrown, failure);
    }

    /**
     * How many bytes were written to this stream.
     *
     * @throws IOException if a write failed, whatever became of its exception
     */
    long total() throws IOException {
        ensureWhole();
        return out.position() + (holds ? 1 : 0);
    }

    private void ensureWhole() throws IOException {
        if (failure != null) {
            throw new IOException("an earlier write failed, what follows can't be whole: " + failure, failure);
        }
    }

    private void hold(byte last) {
        held = last;
        holds = true;
    }
}
