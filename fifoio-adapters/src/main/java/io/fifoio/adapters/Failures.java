package io.fifoio.adapters;

import java.util.Arrays;

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

    /** What a foreign failure says of itself, or its type where even that fails. */
    static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable e) {
            return failure.getClass().getName();
        }
    }

    /** Whether the other failure is this one or a cause of it. */
    static boolean isCausedBy(Throwable failure, Throwable other) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST_CHAIN; depth++) {
            if (link == other) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }

    private static boolean tells(Throwable failure, Throwable other) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST_CHAIN; depth++) {
            if (link == other || Arrays.asList(link.getSuppressed()).contains(other)) {
                return true;
            }
            link = link.getCause();
        }
        return false;
    }
}
