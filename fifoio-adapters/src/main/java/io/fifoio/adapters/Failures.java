package io.fifoio.adapters;

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

    /** Whether the other failure is among the causes of this one, or suppressed in one of them. */
    static boolean tells(Throwable failure, Throwable other) {
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
