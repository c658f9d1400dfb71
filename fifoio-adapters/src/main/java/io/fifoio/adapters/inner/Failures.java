package io.fifoio.adapters.inner;

import io.fifoio.BrokenPipeException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Combines two failures of one operation into one. */
public final class Failures {

    /** Longer chains than this are cycles. */
    private static final int DEEPEST_CHAIN = 100;

    private Failures() {}

    /** Attaches a second failure to the first, unless the first one contains it already. */
    public static void suppress(Throwable first, Throwable second) {
        if (!tells(first, second)) {
            first.addSuppressed(second);
        }
    }

    /**
     * For {@code throw Failures.asItIs(failure)}: passes on what foreign code threw, whatever its type. It need be
     * neither an {@code Exception} nor an {@code Error}.
     */
    public static RuntimeException asItIs(Throwable failure) {
        Failures.<RuntimeException>raise(failure);
        throw new AssertionError("not reached", failure);
    }

    @SuppressWarnings("unchecked") // the cast is erased, which is what it is for
    private static <X extends Throwable> void raise(Throwable failure) throws X {
        throw (X) failure;
    }

    /** Sets the thread's interrupt flag again if this exception means that it was cleared. */
    public static void keepInterrupt(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /** For {@code throw Failures.interrupted(message, e)} in a method of a stream: sets the flag again. */
    public static InterruptedIOException interrupted(String message, InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException exception = new InterruptedIOException(message);
        exception.initCause(cause);
        return exception;
    }

    /** Returns what a foreign failure says about itself, or its type if even that fails. */
    public static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable e) {
            return failure.getClass().getName();
        }
    }

    /** Whether the other failure is this one or a cause of it. */
    public static boolean isCausedBy(Throwable failure, Throwable other) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST_CHAIN; depth++) {
            if (link == other) {
                return true;
            }
            link = causeOf(link);
        }
        return false;
    }

    /**
     * Whether a source has failed because its reader left, and not for a reason of its own, meeting the broken pipe on
     * its way out.
     *
     * @param writeFailure the first failure of a write of the source's
     */
    public static boolean tellOfReaderLeaving(Throwable thrown, @Nullable Throwable writeFailure) {
        return writeFailure instanceof BrokenPipeException && isCausedBy(thrown, writeFailure);
    }

    private static boolean tells(Throwable failure, Throwable other) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST_CHAIN; depth++) {
            if (link == other || Arrays.asList(link.getSuppressed()).contains(other)) {
                return true;
            }
            link = causeOf(link);
        }
        return false;
    }

    /**
     * Returns the cause. Foreign {@code getCause()} methods may fail, which must not keep a failure from being
     * reported.
     */
    private static @Nullable Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (Throwable e) {
            return null;
        }
    }
}
