package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * In front of an encoder that ends a block at each flush, which costs much of the compression where lines are flushed: a flush
 * passes it by, and goes to its output.
 */
final class UnflushedOutputStream extends OutputStream {

    private final OutputStream encoder;
    private final OutputStream out;
    private boolean closed;

    /** @param out what the encoder writes to */
    UnflushedOutputStream(OutputStream encoder, OutputStream out) {
        this.encoder = encoder;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        encoder.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        encoder.write(b, off, len);
    }

    @Override
    public void flush() throws IOException {
        if (!closed) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        encoder.close();
    }
}
