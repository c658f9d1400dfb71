package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the writing of a source, to bytes or to chars. The first failure is remembered, whatever becomes of its
 * exception: a {@link java.io.PrintStream} for one swallows it, and what is written then has a hole. And a thread that the source
 * has left behind, which writes on after it has returned, or in the middle of another write, is a failure too; seen as far as
 * plain fields go.
 */
final class Guard {

    private static final String TWO_WRITERS = "another thread of the source is still writing";

    /** The first one. Set by whoever catches it, in place: a full stack has no room for a call. */
    @Nullable
    Throwable failure;

    private boolean refusing;

    /** Who writes now. Looked at before and after each write. Stays after one that failed, which is failure enough. */
    private @Nullable Thread writer;

    /** A write begins. */
    void begin() throws IOException {
        ensureWhole();
        if (refusing) {
            throw remembered("written to after the source, or the step of it, had returned");
        }
        writer = Thread.currentThread();
    }

    /** It has ended well. */
    void end() throws IOException {
        if (writer != Thread.currentThread()) {
            throw remembered(TWO_WRITERS);
        }
        writer = null;
    }

    /** The source begins, or goes on. */
    void admit() {
        refusing = false;
    }

    /** The source has returned, or failed: what is written from now on is not part of it. */
    void refuse() {
        refusing = true;
    }

    boolean isRefusing() {
        return refusing;
    }

    /** @throws IOException if something written was lost, or is being written now */
    void ensureWhole() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "an earlier write failed, what follows can't be whole: " + Failures.describe(failure), failure);
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

    /** Out of a stream's method. */
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
