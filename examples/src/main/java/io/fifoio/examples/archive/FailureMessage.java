package io.fifoio.examples.archive;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A failure in one line: which step failed, and what the innermost cause says. */
final class FailureMessage {

    private static final int DEEPEST_CHAIN = 100;

    private FailureMessage() {}

    static String of(Throwable failure) {
        Throwable origin = failure;
        for (int depth = 0; origin.getCause() != null && depth < DEEPEST_CHAIN; depth++) {
            origin = origin.getCause();
        }
        String message = origin == failure ? say(origin) : failure.getMessage() + ": " + say(origin);
        // File names may hold anything, terminal control sequences included.
        return message.replaceAll("\\p{Cntrl}", "?");
    }

    private static String say(Throwable origin) {
        if (origin instanceof AccessDeniedException denied) {
            return "not readable: " + denied.getFile();
        }
        if (origin instanceof NoSuchFileException vanished) {
            return "no such file any more: " + vanished.getFile();
        }
        if (origin instanceof FileSystemException other) {
            return other.getMessage();
        }
        String message = origin.getMessage();
        return message == null ? origin.getClass().getSimpleName() : message;
    }
}
