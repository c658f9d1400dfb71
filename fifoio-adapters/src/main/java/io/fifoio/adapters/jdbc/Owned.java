package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several things, all of them whatever happens. */
final class Owned {

    private Owned() {}

    static void close(AutoCloseable first, List<AutoCloseable> others) throws IOException {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        @Nullable Throwable failure = closeAll(all, null);
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IOException("not all was closed without failure: " + failure, failure);
        }
    }

    /** @return the first failure, with the others suppressed in it; null if there was none */
    static @Nullable Throwable closeAll(List<? extends AutoCloseable> all, @Nullable Throwable before) {
        Throwable failure = before;
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Throwable t) {
                if (failure == null) {
                    failure = t;
                } else {
                    Chain.suppress(failure, t);
                }
            }
        }
        return failure;
    }
}
