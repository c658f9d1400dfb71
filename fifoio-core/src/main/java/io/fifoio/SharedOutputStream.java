package io.fifoio;

import java.io.IOException;
import java.io.OutputStream;

/** A {@link FifoOutputStream} for several writers, who take turns write by write. */
final class SharedOutputStream extends OutputStream {

    private final FifoOutputStream output;
    private final Turns turns;

    SharedOutputStream(FifoOutputStream output, Turns turns) {
        this.output = output;
        this.turns = turns;
    }

    @Override
    public void write(int b) throws IOException {
        turns.take();
        try {
            output.write(b);
        } finally {
            turns.give();
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        output.checkRange(off, len, b.length);
        if (len == 0) {
            output.write(b, off, 0); // without a turn, for which it would have to wait
            return;
        }
        turns.take();
        try {
            writeWhole(b, off, len);
        } finally {
            turns.give();
        }
    }

    private void writeWhole(byte[] b, int off, int len) throws IOException {
        long before = output.position();
        try {
            output.write(b, off, len);
        } catch (BrokenPipeException e) {
            throw e; // and so will the next write
        } catch (Throwable e) {
            if (output.position() > before) {
                // Whatever the next writer writes would follow half a message.
                output.fail(e);
            }
            throw e;
        }
    }

    @Override
    public void flush() {
        output.flush();
    }

    @Override
    public void close() {
        output.close();
    }
}
