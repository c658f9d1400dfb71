package io.fifoio;

import java.io.IOException;
import java.io.InterruptedIOException;
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
            failIfTorn();
            output.write(b);
        } finally {
            turns.give();
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        turns.take();
        try {
            failIfTorn();
            long before = output.position();
            try {
                output.write(b, off, len);
            } catch (InterruptedIOException | OutOfMemoryError e) {
                if (output.position() > before) {
                    turns.torn(e);
                    failIfTorn();
                }
                throw e;
            }
        } finally {
            turns.give();
        }
    }

    /** What the next writer writes would stand behind half a message. Without heap this fails too, and keeps the next from writing. */
    private void failIfTorn() {
        Throwable cause = turns.tornBy();
        if (cause != null) {
            output.fail(cause);
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
