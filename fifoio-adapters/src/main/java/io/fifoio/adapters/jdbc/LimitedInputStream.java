package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a driver is given to read. Fails where a value turns out to be longer than it may be, and remembers how it failed, because
 * some drivers drop that. Can't be marked: a driver would hold on to the whole value. A driver that closes it closes nothing: who
 * opened the source has still to ask how it ended.
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

    /** Whether it was asked for anything. */
    boolean wasRead() {
        return wasRead;
    }

    /** How many bytes it has given. */
    long total() {
        return total;
    }

    /** @throws Limit.TooLarge if the value was longer than it may be, whatever the driver made of being told */
    void check() throws Limit.TooLarge {
        limit.check(total);
    }

    /** Attaches how this failed, where the driver did not. */
    void explain(Throwable thrown) {
        if (failure != null) {
            Failures.suppress(thrown, failure);
        }
    }
}
