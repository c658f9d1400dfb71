package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;

/** Passes all on, and tells how much it was. */
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

    /** What it passes on to is not this stream's to close. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
