package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;

/** Passes everything on, except that {@code close()} is a {@code flush()}: whose end it is, someone else decides. */
class UnclosedOutputStream extends OutputStream {

    private final OutputStream out;

    UnclosedOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        out.write(b, off, len);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
