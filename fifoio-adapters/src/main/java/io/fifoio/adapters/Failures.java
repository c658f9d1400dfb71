package io.fifoio.adapters;

import io.fifoio.BrokenPipeException;

/** How two failures of one operation are told as one. */
final class Failures {

    /** Longer chains than this are cycles. */
    private static final int DEEPEST_CHAIN = 100;

    private Failures() {}

    /** Attaches a second failure to the first, unless the first one knows of it already. */
    static void suppress(Throwable first, Throwable second) {
        if (!tells(first, second)) {
            first.addSuppressed(second);
        }
    }

    /** Whether a producer's failure says no more than that its reader had left. */
    static boolean isEcho(Throwable failure) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST_CHAIN; depth++) {
            if (link instanceof BrokenPipeException) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }

    private static boolean tells(Throwable failure, Throwable other) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST_CHAIN; depth++) {
            if (link == other) {
                return true;
            }
            for (Throwable suppressed : link.getSuppressed()) {
                if (suppressed == other) {
                    return true;
                }
            }
            link = link.getCause();
        }
        return false;
    }
}
