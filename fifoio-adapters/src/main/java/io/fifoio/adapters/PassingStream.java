package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** An encoder that changes nothing and only looks at what passes. */
abstract class PassingStream extends OutputStream implements Releasable {

    private final OutputStream out;
    private byte[] single = {};
    private long count;
    private boolean over;

    PassingStream(OutputStream out) {
        this.out = out;
    }

    /** Called before these bytes, at least one, are passed on. */
    abstract void passing(byte[] b, int off, int len) throws Exception;

    /** Called when all bytes have been passed on and the source has ended normally. */
    void passed() throws Exception {}

    /** Returns how many bytes were passed on. */
    final long count() {
        return count;
    }

    @Override
    public final void write(int b) throws IOException {
        if (single.length == 0) {
            single = new byte[1];
        }
        single[0] = (byte) b;
        write(single, 0, 1);
    }

    @Override
    public final void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (over) {
            throw new IOException("write to a closed stream");
        }
        if (len > 0) {
            try {
                passing(b, off, len);
            } catch (Throwable thrown) {
                throw asIOException(thrown);
            }
            out.write(b, off, len);
            count += len;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public final void release() {
        over = true;
    }

    @Override
    public final void close() throws IOException {
        if (!over) {
            over = true;
            try (out) {
                passed();
            } catch (Throwable thrown) {
                throw asIOException(thrown);
            }
        }
    }

    private static IOException asIOException(Throwable thrown) throws IOException {
        Failures.keepInterrupt(thrown);
        return Guard.asItMayBe(thrown);
    }
}
