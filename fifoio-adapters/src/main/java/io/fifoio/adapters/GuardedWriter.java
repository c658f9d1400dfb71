package io.fifoio.adapters;

import java.io.IOException;
import java.io.Writer;

/**
 * The writer that a {@link Text} writes to: as {@link GuardedOutputStream}, in front of an encoder that fails if it
 * can't encode something.
 */
final class GuardedWriter extends Writer {

    private final Writer encoder;
    private final Guard guard = new Guard();

    GuardedWriter(Writer encoder) {
        this.encoder = encoder;
    }

    @Override
    public void write(int c) throws IOException {
        try {
            guard.begin();
            encoder.write(c);
            guard.end();
        } catch (Throwable t) {
            if (guard.failure == null) {
                guard.failure = t;
            }
            throw Guard.asItMayBe(t);
        }
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        try {
            guard.begin();
            encoder.write(c, off, len);
            guard.end();
        } catch (Throwable t) {
            if (guard.failure == null) {
                guard.failure = t;
            }
            throw Guard.asItMayBe(t);
        }
    }

    @Override
    public void write(String text, int off, int len) throws IOException {
        try {
            guard.begin();
            encoder.write(text, off, len);
            guard.end();
        } catch (Throwable t) {
            if (guard.failure == null) {
                guard.failure = t;
            }
            throw Guard.asItMayBe(t);
        }
    }

    /** May be called by any thread: the encoder has a lock. */
    @Override
    public void flush() throws IOException {
        if (guard.failure != null || guard.isRefusing()) {
            return; // told before, or all flushed; a second exception out of a close() would only cover the first
        }
        try {
            encoder.flush();
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
     * Ends the writing, after the text has returned.
     *
     * @throws IOException if something that was written here was lost, or if something is being written now
     */
    void end() throws IOException {
        guard.refuse();
        guard.ensureWhole();
        // Closed, because a flush would hold back half of a surrogate pair, which would then be lost.
        encoder.close();
    }
}
