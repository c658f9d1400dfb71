package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a source is given to write to, under a {@link Guard}. {@code close()} is a {@code flush()}: whose end it is, someone else decides. */
class GuardedOutputStream extends OutputStream {

    private final OutputStream out;
    private final Guard guard = new Guard();

    GuardedOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            guard.begin();
            out.write(b);
            guard.end();
        } catch (Throwable t) {
            if (guard.failure == null) {
                guard.failure = t;
            }
            throw Guard.asItMayBe(t);
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        try {
            guard.begin();
            out.write(b, off, len);
            guard.end();
        } catch (Throwable t) {
            if (guard.failure == null) {
                guard.failure = t;
            }
            throw Guard.asItMayBe(t);
        }
    }

    @Override
    public void flush() throws IOException {
        if (guard.failure != null) {
            return; // told before; a second exception out of a close() would only cover the first
        }
        try {
            passFlush();
        } catch (Throwable t) {
            if (guard.failure == null) {
                guard.failure = t;
            }
            throw Guard.asItMayBe(t);
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
        if (!guard.isRefusing()) {
            guard.begin();
            out.flush();
            guard.end();
        }
    }

    /** The source begins, or goes on. */
    final void admit() {
        guard.admit();
    }

    /** The source has returned, or failed: what is written from now on is not part of it. */
    final void refuse() {
        guard.refuse();
    }

    /** @throws IOException if something written here was lost, or is being written now */
    final void ensureWhole() throws IOException {
        guard.ensureWhole();
    }

    /** The first failure, if there was one. */
    final @Nullable Throwable failure() {
        return guard.failure;
    }
}
