package io.fifoio.adapters.jdbc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a driver is given to read. Fails where a value turns out to be longer than it may be, and remembers how it failed, because
 * some drivers drop that. Can't be marked: a driver would hold on to the whole value.
 */
final class LimitedInputStream extends FilterInputStream {

    private final Limit limit;
    private long total;
    private @Nullable IOException failure;

    LimitedInputStream(InputStream in, Limit limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        try {
            int count = in.read(b, off, len);
            if (count > 0) {
                total += count;
                limit.check(total);
            }
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        byte[] dropped = new byte[(int) Math.min(n, 8192)];
        while (skipped < n) {
            int count = read(dropped, 0, (int) Math.min(dropped.length, n - skipped));
            if (count < 0) {
                break;
            }
            skipped += count;
        }
        return skipped;
    }

    /** Attaches how this failed, where the driver did not. */
    void explain(Throwable thrown) {
        if (failure != null) {
            Chain.suppress(thrown, failure);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public synchronized void mark(int readLimit) {
        // As a stream that can't be marked does.
    }

    @Override
    public synchronized void reset() throws IOException {
        throw new IOException("mark and reset are not supported");
    }
}
