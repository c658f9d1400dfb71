package io.fifoio.adapters.jdbc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails where a value turns out to be longer than it may be. Can't be marked: a driver would hold on to the whole value. */
final class LimitedInputStream extends FilterInputStream {

    private final Limit limit;
    private long total;

    LimitedInputStream(InputStream in, Limit limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            limit.check(++total);
        }
        return b;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        if (count > 0) {
            total += count;
            limit.check(total);
        }
        return count;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        total += skipped;
        limit.check(total);
        return skipped;
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
