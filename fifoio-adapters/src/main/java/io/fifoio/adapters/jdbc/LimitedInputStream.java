package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream that a driver is given to read. It fails if a value turns out to be longer than allowed, and remembers how
 * it failed, because some drivers drop that. It does not support {@code mark}, because a driver would then keep the
 * whole value. If a driver closes it, nothing is closed: whoever opened the source still has to ask how it ended.
 */
final class LimitedInputStream extends InputByBlocks {

    private final InputStream in;
    private final Limit limit;
    private long total;
    private boolean wasRead;
    private @Nullable IOException failure;

    LimitedInputStream(InputStream in, Limit limit) {
        this.in = in;
        this.limit = limit;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        wasRead = true;
        try {
            int count = in.read(b, off, len);
            total += Math.max(0, count);
            limit.check(total); // at the end of data, too: a driver may have read on
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    /** Whether anything was read from it. */
    boolean wasRead() {
        return wasRead;
    }

    /** Returns how many bytes have been read from it. */
    long total() {
        return total;
    }

    /** @throws Limit.TooLarge if the value was longer than allowed, whatever the driver did with that exception */
    void check() throws Limit.TooLarge {
        limit.check(total);
    }

    /** Attaches how this failed, if the driver did not. */
    void explain(Throwable thrown) {
        if (failure != null) {
            Failures.suppress(thrown, failure);
        }
    }
}
