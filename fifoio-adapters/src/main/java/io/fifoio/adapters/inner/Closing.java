package io.fifoio.adapters.inner;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes several things in turn, whether or not closing the earlier ones failed; the first failure is reported, with
 * the others suppressed in it. Not done with try-with-resources, which breaks if two of them throw the same exception:
 * a stream may throw its first failure again and again.
 */
public final class Closing {

    private Closing() {}

    /** Closes something after a failure, to which a failure of closing is added as suppressed. */
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

    /** @throws IOException or an unchecked exception: the first failure, unchanged if it may be thrown as it is */
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
            // A checked exception of foreign code. Only its type is named, because its toString() may fail.
            Failures.keepInterrupt(failure);
            throw new IOException("closing failed: " + failure.getClass().getName(), failure);
        }
    }
}
