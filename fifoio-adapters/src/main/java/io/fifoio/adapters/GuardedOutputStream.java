package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source is given to write to. {@code close()} is a {@code flush()}: whose end it is, someone else decides. The first
 * failure is remembered, whatever becomes of its exception: a {@link java.io.PrintStream} for one swallows it, and what is
 * written then has a hole. And a thread that the source has left behind, which writes on after it has returned, or in
 * the middle of another write, is a failure too; seen as far as plain fields go.
 */
class GuardedOutputStream extends OutputStream {

    private final OutputStream out;
    private @Nullable Throwable failure;
    private boolean refusing;
    private boolean writing;

    GuardedOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        begin();
        try {
            out.write(b);
        } catch (Throwable t) {
            throw remembered(t);
        } finally {
            writing = false;
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        begin();
        try {
            out.write(b, off, len);
        } catch (Throwable t) {
            throw remembered(t);
        } finally {
            writing = false;
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

    private void begin() throws IOException {
        ensureWhole();
        if (refusing) {
            throw remembered(new IOException("written to after the source, or the step of it, had returned"));
        }
        writing = true;
    }

    /** The source begins, or goes on. */
    final void admit() {
        refusing = false;
    }

    /** The source has returned, or failed: what is written from now on is not part of it. */
    final void refuse() {
        refusing = true;
    }

    /** @throws IOException if something written here was lost, or is being written now */
    final void ensureWhole() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "an earlier write failed, what follows can't be whole: " + Failures.describe(failure), failure);
        }
        if (writing) {
            throw remembered(new IOException("another thread of the source is still writing"));
        }
    }

    /** The first failure, if there was one. */
    final @Nullable Throwable failure() {
        return failure;
    }

    private IOException remembered(Throwable thrown) throws IOException {
        if (failure == null) {
            failure = thrown;
        }
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
