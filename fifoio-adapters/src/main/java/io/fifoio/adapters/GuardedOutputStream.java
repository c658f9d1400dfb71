package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source is given to write to. {@code close()} is a {@code flush()}: whose end it is, someone else decides. And the
 * first failure is remembered, whatever becomes of its exception: a {@link java.io.PrintStream} for one swallows it, and
 * what is written then has a hole.
 */
class GuardedOutputStream extends OutputStream {

    private final OutputStream out;
    private @Nullable Throwable failure;

    GuardedOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        ensureWhole();
        try {
            out.write(b);
        } catch (Throwable t) {
            throw remembered(t);
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        ensureWhole();
        try {
            out.write(b, off, len);
        } catch (Throwable t) {
            throw remembered(t);
        }
    }

    @Override
    public void flush() throws IOException {
        if (failure != null) {
            return; // told before; a second exception out of a close() would only cover the first
        }
        try {
            out.flush();
        } catch (Throwable t) {
            throw remembered(t);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /** @throws IOException if something written here was lost */
    final void ensureWhole() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "an earlier write failed, what follows can't be whole: " + Failures.describe(failure), failure);
        }
    }

    /** The first failure, if there was one. */
    final @Nullable Throwable failure() {
        return failure;
    }

    private IOException remembered(Throwable thrown) throws IOException {
        failure = thrown;
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof IOException checked) {
            throw checked;
        }
        throw new IOException(Failures.describe(thrown), thrown);
    }
}
