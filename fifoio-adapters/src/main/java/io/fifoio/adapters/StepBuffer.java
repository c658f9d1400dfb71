package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that the steps of a source have written and nobody has read yet. The buffer grows with the largest step, up to
 * a limit, and is reused for each step. For one thread at a time; {@link #refuse} may be called by any.
 */
final class StepBuffer extends OutputStream {

    private static final int FIRST = 16 * 1024;

    private final int limit;
    private byte[] bytes = {};
    private int start;
    private int end;
    private volatile boolean refusing;
    private @Nullable IOException refusal;

    StepBuffer(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom(1);
        bytes[end++] = (byte) b;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        makeRoom(len);
        System.arraycopy(b, off, bytes, end, len);
        end += len;
    }

    private void makeRoom(int count) throws IOException {
        if (refusing) {
            refusal = new IOException("the reader has closed the stream");
            throw refusal;
        }
        if (bytes.length - end < count) {
            grow(count);
        }
    }

    private void grow(int count) throws IOException {
        long needed = (long) end - start + count;
        // The last byte of the step before may still be held back here.
        if (needed - 1 > limit) {
            throw new IOException("one step of the source wrote more than " + limit
                    + " bytes; opened with open(Executor), or as a PushSource of its own (source::writeTo), it is not"
                    + " written in steps and has no such limit");
        }
        byte[] target = bytes;
        if (needed > bytes.length) {
            target = new byte[(int) Math.min(limit + 1L, Math.max(FIRST, 2 * needed))];
        }
        System.arraycopy(bytes, start, target, 0, end - start);
        end -= start;
        start = 0;
        bytes = target;
    }

    int size() {
        return end - start;
    }

    /** @param count at most {@link #size} */
    void take(byte[] target, int off, int count) {
        System.arraycopy(bytes, start, target, off, count);
        start += count;
        rewind();
    }

    /** Takes a byte. To be called only if there is at least one. */
    int take() {
        int value = bytes[start++] & 0xff;
        rewind();
        return value;
    }

    private void rewind() {
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /** Makes every write fail from now on. */
    void refuse() {
        refusing = true;
    }

    /** The exception that a refused write got, if there was one. For the thread that runs the steps. */
    @Nullable
    IOException refusal() {
        return refusal;
    }
}
