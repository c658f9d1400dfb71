package io.fifoio;

import java.lang.ref.Cleaner;

/**
 * The safety net under an end that becomes unreachable without having been closed: its peer is told, once a collection
 * has noticed.
 */
final class Abandonment {

    /** System property: messages about an abandoned end name the place where its pair was made. */
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

    /** Where the pair that is being made is made, for messages; empty unless asked for, because it costs a stack walk. */
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
            // A program whose properties are kept from this library has its pairs all the same.
            return false;
        }
    }
}
