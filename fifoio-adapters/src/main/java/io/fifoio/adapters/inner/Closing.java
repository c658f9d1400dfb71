package io.fifoio.adapters.inner;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes things in turn, each whatever became of those before; the first failure is told, the others with it. Not by
 * try-with-resources, which breaks where two throw the same exception: a stream may tell its first failure again and again.
 */
public final class Closing {

    private Closing() {}

    /** After a failure, which is told before whatever closing fails with. */
    public static void closeAfter(Throwable failure, AutoCloseable held) {
        closeAllAfter(failure, List.of(held));
    }

    /** Likewise, all of them. */
    public static void closeAllAfter(Throwable failure, Iterable<? extends AutoCloseable> all) {
        firstFailure(failure, all);
    }

    /**
     * Closes all, and leaves it to the caller to throw.
     *
     * @param before what has failed already
     * @return the first failure, with the others suppressed in it; null if there was none
     */
    public static @Nullable Throwable firstFailure(
            @Nullable Throwable before, Iterable<? extends @Nullable AutoCloseable> all) {
        Throwable failure = before;
        for (AutoCloseable one : all) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Throwable t) {
                if (failure == null) {
                    failure = t;
                } else {
                    Failures.suppress(failure, t);
                }
            }
        }
        return failure;
    }

    /** @throws IOException or what is unchecked: the first failure, as it is where it may be thrown */
    public static void closeAll(@Nullable AutoCloseable... all) throws IOException {
        Throwable failure = firstFailure(null, Arrays.asList(all));
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
            Failures.keepInterrupt(failure);
            throw new IOException("closing failed by " + failure.getClass().getName(), failure);
        }
    }
}
