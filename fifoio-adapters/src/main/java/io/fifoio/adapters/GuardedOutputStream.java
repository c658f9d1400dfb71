package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream that a source writes to, with a {@link Guard}. {@code close()} is a {@code flush()}: when the data ends is
 * decided elsewhere.
 */
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

    /**
     * Passes a flush on, at any time and from any thread: that is harmless to a pair and to the pump's buffer. If the
     * stream is the caller's own, that is the caller's business.
     */
    void passFlush() throws IOException {
        out.flush();
    }

    /**
     * Passes a flush on as if it were a write. In place of {@link #passFlush} for a stream that works on its data when
     * it is flushed, so that no other thread may do that during a write, and nobody after the end.
     */
    final void flushInTurn() throws IOException {
        if (!guard.isRefusing()) {
            guard.begin();
            out.flush();
            guard.end();
        }
    }

    /** Admits writes, because the source begins or goes on. */
    final void admit() {
        guard.admit();
    }

    /** Refuses writes from now on: the source has returned or failed, and what is written later is not a part of it. */
    final void refuse() {
        guard.refuse();
    }

    /** @throws IOException if something that was written here was lost, or if something is being written now */
    final void ensureWhole() throws IOException {
        guard.ensureWhole();
    }

    /** Returns the first failure, if there was one. */
    final @Nullable Throwable failure() {
        return guard.failure;
    }
}
