package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;

/** Passes everything on, and says how much that was. */
final class WatchedOutputStream extends OutputStream {

    private final OutputStream out;
    private long written;

    WatchedOutputStream(OutputStream out) {
        this.out = out;
    }

    long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        written++;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        out.write(b, off, len);
        written += len;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Does not close the stream behind it, which belongs to someone else. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
