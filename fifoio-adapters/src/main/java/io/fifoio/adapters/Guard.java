package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Watches the writing of a source, of bytes or of chars. The first failure is remembered, whatever becomes of its
 * exception: a {@link java.io.PrintStream}, for one, swallows it, and what is written after that has a gap. A thread
 * that the source has left behind, and that writes after the source has returned or during another write, is a failure
 * too, as far as plain fields can show it.
 */
final class Guard {

    private static final String TWO_WRITERS = "another thread of the source is still writing";

    /**
     * The first failure. Set directly by whoever catches it: after a stack overflow there may be no room for a call.
     */
    @Nullable
    Throwable failure;

    private boolean refusing;

    /**
     * The thread that is writing. Checked before and after each write. It stays set after a write that failed, which
     * makes the source fail anyway.
     */
    private @Nullable Thread writer;

    /** Marks the beginning of a write. */
    void begin() throws IOException {
        ensureWhole();
        if (refusing) {
            throw remembered("written to after the source, or one of its steps, had returned");
        }
        writer = Thread.currentThread();
    }

    /** Marks the successful end of a write. */
    void end() throws IOException {
        if (writer != Thread.currentThread()) {
            throw remembered(TWO_WRITERS);
        }
        writer = null;
    }

    /** Admits writes, because the source begins or goes on. */
    void admit() {
        refusing = false;
    }

    /** Refuses writes from now on: the source has returned or failed, and what is written later is not a part of it. */
    void refuse() {
        refusing = true;
    }

    boolean isRefusing() {
        return refusing;
    }

    /** @throws IOException if something that was written was lost, or if something is being written now */
    void ensureWhole() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "an earlier write failed, so what follows can't be complete: " + Failures.describe(failure),
                    failure);
        }
        if (writer != null) {
            throw remembered(TWO_WRITERS);
        }
    }

    private IOException remembered(String what) {
        IOException told = new IOException(what);
        if (failure == null) {
            failure = told;
        }
        return told;
    }

    /** Turns a failure into one that a stream's method may throw. */
    static IOException asItMayBe(Throwable thrown) throws IOException {
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
