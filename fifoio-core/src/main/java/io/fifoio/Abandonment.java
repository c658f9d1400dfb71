package io.fifoio;

import java.lang.ref.Cleaner;

/**
 * The safety net under an end that becomes unreachable without having been closed: its peer gets an exception once a
 * garbage collection has noticed.
 */
final class Abandonment {

    /** A system property: if it is set, messages about an abandoned end name the place where its pair was made. */
    static final String TRACE_CREATION = "io.fifoio.traceCreation";

    private static final Cleaner CLEANER = Cleaner.create();

    private Abandonment() {}

    /**
     * @param end one end
     * @param abandon what to do when it is unreachable; must not refer to the end
     */
    static Cleaner.Cleanable watch(Object end, Runnable abandon) {
        return CLEANER.register(end, abandon);
    }

    /**
     * Returns, for messages, the place in the caller's code where the present pair is being made; empty unless asked
     * for, because it costs a stack walk.
     */
    static String placeOfCreation() {
        if (!isAskedFor()) {
            return "";
        }
        String own = Abandonment.class.getPackageName();
        return StackWalker.getInstance()
                .walk(frames -> frames.dropWhile(frame -> frame.getClassName().startsWith(own + ".")
                                && frame.getClassName().indexOf('.', own.length() + 1) < 0)
                        .findFirst())
                .map(frame -> "; the pair was made at " + frame)
                .orElse("");
    }

    private static boolean isAskedFor() {
        try {
            return Boolean.getBoolean(TRACE_CREATION);
        } catch (SecurityException e) {
            // A program that does not let this library read its properties still gets its pairs.
            return false;
        }
    }
}
