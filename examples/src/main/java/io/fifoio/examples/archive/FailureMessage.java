package io.fifoio.examples.archive;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A failure in one line: which step failed, and what the innermost cause says. */
final class FailureMessage {

    private static final int DEEPEST_CHAIN = 100;

    private FailureMessage() {}

    static String of(Throwable failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        Throwable origin = origin(failure);
        if (origin != failure) {
            message += ": " + say(origin);
        }
        return printable(message);
    }

    /**
     * Returns a text that can be printed. File names may contain anything: control sequences of a terminal, line ends,
     * marks that change the direction of text.
     */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** Returns the innermost cause that has a message, or the first one if none has. */
    private static Throwable origin(Throwable failure) {
        Throwable origin = failure.getCause() == null ? failure : failure.getCause();
        Throwable cause = origin.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST_CHAIN; depth++) {
            if (cause.getMessage() != null) {
                origin = cause;
            }
            cause = cause.getCause();
        }
        return origin;
    }

    private static String say(Throwable origin) {
        if (origin instanceof AccessDeniedException denied) {
            return "not readable: " + denied.getFile();
        }
        if (origin instanceof NoSuchFileException vanished) {
            return "no such file any more: " + vanished.getFile();
        }
        String message = origin.getMessage();
        return message == null ? origin.getClass().getSimpleName() : message;
    }
}
