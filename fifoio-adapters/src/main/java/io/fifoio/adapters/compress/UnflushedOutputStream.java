package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Stands in front of an encoder that ends a block at each flush, which spoils the compression if each line is flushed:
 * a flush bypasses the encoder and goes to its output.
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
