package io.fifoio.adapters;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a source has written and no subscriber has got yet. Its last byte is due only where it is known not to be the last
 * of all, or where all is well. Guarded by the lock of its {@link Publication}.
 */
final class Chunk {

    static final int SIZE = 16 * 1024;

    /** Made by the first write. */
    private byte[] bytes = {};

    private int written;

    /** The source has flushed: what is there is due. */
    private boolean flushed;

    /** The source waits with more than fits: the last byte is not the last of all. */
    private boolean overflowing;

    private boolean complete;

    boolean isEmpty() {
        return written == 0;
    }

    boolean isFull() {
        return written == SIZE;
    }

    /** Where it is not full. */
    void put(byte b) {
        ensureMade();
        bytes[written++] = b;
    }

    /**
     * Where it is not full.
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

    /** It is full, and there is more. */
    void overflow() {
        overflowing = true;
    }

    /** The source has returned normally. */
    void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** How many bytes may be handed on. */
    int due() {
        if (complete || overflowing) {
            return written;
        }
        return flushed ? written - 1 : 0;
    }

    /** Takes what is due, into an array of its own: a full chunk as it is, less as a copy. */
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

    /** Nobody wants what is left; how much that was stays known. */
    void drop() {
        bytes = new byte[0];
    }
}
