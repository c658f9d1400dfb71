package io.fifoio.adapters;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that a source has written and no subscriber has received yet. The last byte is due only if it is known not to
 * be the last of the source, or if the source has returned normally. Guarded by the lock of its {@link Publication}.
 */
final class Chunk {

    static final int SIZE = 16 * 1024;

    /** The array of this chunk, made by the first write. */
    private byte[] bytes = {};

    private int written;

    /** Whether the source has flushed: then everything that is here is due. */
    private boolean flushed;

    /** Whether the source waits with more than fits: then the last byte is not the last of the source. */
    private boolean overflowing;

    private boolean complete;

    boolean isEmpty() {
        return written == 0;
    }

    boolean isFull() {
        return written == SIZE;
    }

    /** Adds a byte. To be called only if this is not full. */
    void put(byte b) {
        ensureMade();
        bytes[written++] = b;
    }

    /**
     * Adds bytes. To be called only if this is not full.
     *
     * @return how many were put, at least 1
     */
    int put(byte[] b, int off, int len) {
        ensureMade();
        int count = Math.min(len, SIZE - written);
        System.arraycopy(b, off, bytes, written, count);
        written += count;
        return count;
    }

    private void ensureMade() {
        if (bytes.length == 0) {
            bytes = new byte[SIZE];
        }
    }

    void flush() {
        flushed = written > 1;
    }

    /** Takes note that this is full and there is more. */
    void overflow() {
        overflowing = true;
    }

    /** Takes note that the source has returned normally. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** Returns how many bytes may be handed on. */
    int due() {
        if (complete || overflowing) {
            return written;
        }
        return flushed ? written - 1 : 0;
    }

    /** Takes what is due as an array: that of the chunk itself if it is full, otherwise a copy. */
    ByteBuffer take() {
        int count = due();
        byte[] taken;
        if (count == SIZE) {
            taken = bytes;
            bytes = new byte[0];
        } else {
            taken = Arrays.copyOf(bytes, count);
            System.arraycopy(bytes, count, bytes, 0, written - count);
        }
        written -= count;
        flushed = false;
        overflowing = false;
        return ByteBuffer.wrap(taken);
    }

    /** Drops what is left, because nobody wants it; how much it was stays known. */
    void drop() {
        bytes = new byte[0];
    }
}
