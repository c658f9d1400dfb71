package io.fifoio.adapters.archive;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes things in turn, each whatever became of those before; the first failure is told, the others with it. */
final class Closing {

    private @Nullable Throwable failure;

    Closing() {}

    /** After a failure, which is told before whatever closing fails with. */
    static void closeAfter(Throwable failure, Closeable held) {
        try {
            held.close();
        } catch (Throwable second) {
            if (failure != second) {
                failure.addSuppressed(second);
            }
        }
    }

    void close(@Nullable Closeable held) {
        try {
            if (held != null) {
                held.close();
            }
        } catch (Throwable e) {
            if (failure == null) {
                failure = e;
            } else if (failure != e) {
                failure.addSuppressed(e);
            }
        }
    }

    void finish() throws IOException {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure != null) {
            // What foreign code has thrown without saying so; its type alone, because it may fail to tell of itself.
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closing failed by " + failure.getClass().getName(), failure);
        }
    }
}
