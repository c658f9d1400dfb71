package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a source is given to write to. {@code close()} is a {@code flush()}: whose end it is, someone else decides. The first
 * failure is remembered, whatever becomes of its exception: a {@link java.io.PrintStream} for one swallows it, and what is
 * written then has a hole. And a thread that the source has left behind, which writes on after it has returned, or in
 * the middle of another write, is a failure too; seen as far as plain fields go.
 */
class GuardedOutputStream extends OutputStream {

    private static final String TWO_WRITERS = "another thread of the source is still writing";

    private final OutputStream out;
    private @Nullable Throwable failure;
    private boolean refusing;

    /** Who writes now. Looked at before and after each write. Stays after one that failed, which is failure enough. */
    private @Nullable Thread writer;

    GuardedOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            begin();
            out.write(b);
            end();
        } catch (Throwable t) {
            if (failure == null) {
                failure = t; // here: a full stack has no room for another call
            }
            throw asItMayBe(t);
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        try {
            begin();
            out.write(b, off, len);
            end();
        } catch (Throwable t) {
            if (failure == null) {
                failure = t;
            }
            throw asItMayBe(t);
        }
    }

    @Override
    public void flush() throws IOException {
        if (failure != null) {
            return; // told before; a second exception out of a close() would only cover the first
        }
        try {
            passFlush();
        } catch (Throwable t) {
            if (failure == null) {
                failure = t;
            }
            throw asItMayBe(t);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /** At any time, by any thread: harmless to a pair and to the pump's buffer. A stream of the caller's own is the caller's affair. */
    void passFlush() throws IOException {
        out.flush();
    }

    /** In place of {@link #passFlush} where flushing is work on what is written, which nobody else may do meanwhile, nor afterwards. */
    final void flushInTurn() throws IOException {
        if (!refusing) {
            begin();
            out.flush();
            end();
        }
    }

    private void begin() throws IOException {
        ensureWhole();
        if (refusing) {
            throw remembered("written to after the source, or the step of it, had returned");
        }
        writer = Thread.currentThread();
    }

    private void end() throws IOException {
        if (writer != Thread.currentThread()) {
            throw remembered(TWO_WRITERS);
        }
        writer = null;
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
        if (writer != null) {
            throw remembered(TWO_WRITERS);
        }
    }

    /** The first failure, if there was one. */
    final @Nullable Throwable failure() {
        return failure;
    }

    private IOException remembered(String what) {
        IOException told = new IOException(what);
        if (failure == null) {
            failure = told;
        }
        return told;
    }

    /** Out of a stream's method. */
    private static IOException asItMayBe(Throwable thrown) throws IOException {
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
