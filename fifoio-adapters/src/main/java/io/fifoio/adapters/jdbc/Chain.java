package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a failure knows of others: its causes, and what is suppressed in it and in them. */
final class Chain {

    /** Longer ones are cycles. */
    private static final int DEEPEST = 100;

    private Chain() {}

    /** Attaches a second failure to the first, unless the first one tells of it already. */
    static void suppress(Throwable first, Throwable second) {
        if (!tells(first, second)) {
            first.addSuppressed(second);
        }
    }

    /** Closes a source after a failure, to which it attaches why the source failed, where the driver lost that. */
    static void giveUp(SourceInputStream in, Throwable failure) {
        try {
            in.close();
        } catch (IOException second) {
            suppress(failure, second);
        }
        try {
            in.result();
        } catch (IOException incomplete) {
            Throwable reason = incomplete.getCause();
            if (reason != null) {
                suppress(failure, reason);
            }
        }
    }

    private static boolean tells(Throwable failure, Throwable other) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < DEEPEST; depth++) {
            if (link == other || Arrays.asList(link.getSuppressed()).contains(other)) {
                return true;
            }
            link = causeOf(link);
        }
        return false;
    }

    /** Foreign {@code getCause()} methods may fail, which must not keep a failure from being told, nor its work from being undone. */
    private static @Nullable Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (Throwable e) {
            return null;
        }
    }
}
