package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Closing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes everything that a value being read needs, whatever happens. */
final class Owned {

    private Owned() {}

    static void close(AutoCloseable first, List<AutoCloseable> others) throws IOException {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        @Nullable Throwable failure = Closing.firstFailure(null, all);
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
}
