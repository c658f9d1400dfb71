package io.fifoio.ring;

import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The chars of a {@link Ring}; any sequence of them, paired surrogates or not. One array, allocated by the first write.
 */
public final class RingChars {

    /** The size in chars, on today's processors. */
    private static final int CACHE_LINE = 32;

    private final int capacity;
    private char @Nullable [] chars;

    public RingChars(int capacity) {
        this.capacity = capacity;
    }

    private char[] allocated() {
        char[] there = chars;
        if (there == null) {
            there = new char[capacity];
            chars = there;
        }
        return there;
    }

    public void put(int index, char value) {
        allocated()[index] = value;
    }

    public char get(int index) {
        return allocated()[index];
    }

    public void copyIn(int index, char[] source, int offset, int count) {
        int untilWrap = Math.min(count, capacity - index);
        System.arraycopy(source, offset, allocated(), index, untilWrap);
        System.arraycopy(source, offset + untilWrap, allocated(), 0, count - untilWrap);
    }

    public void copyIn(int index, String source, int offset, int count) {
        int untilWrap = Math.min(count, capacity - index);
        source.getChars(offset, offset + untilWrap, allocated(), index);
        source.getChars(offset + untilWrap, offset + count, allocated(), 0);
    }

    /**
     * Writes something to each cache line of free room, see {@link Ring#claim}. The room begins {@code offset} after
     * the index.
     */
    public void touch(int index, int offset, int count) {
        char[] ring = allocated();
        for (long at = (long) index + offset; at < (long) index + offset + count; at += CACHE_LINE) {
            ring[(int) (at < capacity ? at : at - capacity)] = 0;
        }
    }

    public void copyOut(int index, char[] target, int offset, int count) {
        int untilWrap = Math.min(count, capacity - index);
        System.arraycopy(allocated(), index, target, offset, untilWrap);
        System.arraycopy(allocated(), 0, target, offset + untilWrap, count - untilWrap);
    }

    /** Copies to the buffer from its position on, and moves the position only when all is copied. */
    public void copyOut(int index, CharBuffer target, int count) {
        int untilWrap = Math.min(count, capacity - index);
        int start = target.position();
        target.put(start, allocated(), index, untilWrap);
        target.put(start + untilWrap, allocated(), 0, count - untilWrap);
        target.position(start + count);
    }
}
