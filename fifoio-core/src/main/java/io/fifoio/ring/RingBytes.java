package io.fifoio.ring;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link Ring}. Allocated at the first copy, so that a pair that is never used costs next to nothing; the
 * reader comes here only for what was published, and so finds the array that the writer made before.
 */
public final class RingBytes {

    /** In bytes, on the processors of today. */
    private static final int CACHE_LINE = 64;

    private final int capacity;
    private byte @Nullable [] bytes;

    public RingBytes(int capacity) {
        this.capacity = capacity;
    }

    private byte[] allocated() {
        byte[] there = bytes;
        if (there == null) {
            there = new byte[capacity];
            bytes = there;
        }
        return there;
    }

    public void put(int index, byte value) {
        allocated()[index] = value;
    }

    public byte get(int index) {
        return allocated()[index];
    }

    public void copyIn(int index, byte[] source, int offset, int count) {
        byte[] ring = allocated();
        int untilWrap = capacity - index;
        if (count <= untilWrap) {
            System.arraycopy(source, offset, ring, index, count);
        } else {
            System.arraycopy(source, offset, ring, index, untilWrap);
            System.arraycopy(source, offset + untilWrap, ring, 0, count - untilWrap);
        }
    }

    /** Writes something to each cache line of free room, see {@link Ring#claim}. It begins {@code offset} behind the index. */
    public void touch(int index, int offset, int count) {
        byte[] ring = allocated();
        for (long at = (long) index + offset; at < (long) index + offset + count; at += CACHE_LINE) {
            ring[(int) (at < capacity ? at : at - capacity)] = 0;
        }
    }

    public void copyOut(int index, byte[] target, int offset, int count) {
        byte[] ring = allocated();
        int untilWrap = capacity - index;
        if (count <= untilWrap) {
            System.arraycopy(ring, index, target, offset, count);
        } else {
            System.arraycopy(ring, index, target, offset, untilWrap);
            System.arraycopy(ring, 0, target, offset + untilWrap, count - untilWrap);
        }
    }

    /** Copies from the buffer's position on, and leaves the position where it was. */
    public void copyIn(int index, ByteBuffer source, int count) {
        int untilWrap = Math.min(count, capacity - index);
        source.get(source.position(), allocated(), index, untilWrap);
        source.get(source.position() + untilWrap, allocated(), 0, count - untilWrap);
    }

    /** Copies to the buffer's position on, and moves it. */
    public void copyOut(int index, ByteBuffer target, int count) {
        int untilWrap = Math.min(count, capacity - index);
        target.put(allocated(), index, untilWrap);
        target.put(allocated(), 0, count - untilWrap);
    }
}
