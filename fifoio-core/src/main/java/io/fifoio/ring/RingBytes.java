package io.fifoio.ring;

import java.nio.ByteBuffer;

/**
 * The bytes of a {@link Ring}, in segments. Each segment is made when the writer first comes to it, so that a pair
 * costs no more than what went through it; the reader comes only to what was published, and so finds what the writer
 * made before.
 *
 * <h2>Why a ring is longer than its capacity</h2>
 *
 * A writer that soon returns to where the reader has just been writes to cache lines that are still in the reader's
 * cache, and fetching them from there costs several times as much as the copy. If the bytes are spread over more than a
 * core's own cache holds, the lines have moved on to the cache that all cores share, from which they are fetched
 * quickly.
 *
 * <p>Only a pair that moves much data is spread, and only if it gets {@link SpreadPermit one of few permits}. Any other
 * pair goes round in as few segments as the capacity needs: segment {@code n} is the same array as segment
 * {@code n % own}, and because the number of all segments is a multiple of {@code own}, this is a shorter ring of at
 * least the capacity, whose places are visited in the same order. The writer gives a segment an array of its own when
 * it comes to the segment's first byte: what was read there before is a whole round back. The reader has left that
 * segment, because it is less than the capacity behind, and a ring with shared arrays is longer than the capacity by at
 * least one segment. When the reader comes there again, it looks up the array anew, because it has been in another
 * segment in between, or has {@link #passedOver} some.
 */
public final class RingBytes {

    /** The size in bytes, on today's processors. */
    private static final int CACHE_LINE = 64;

    private static final int SEGMENT_BITS = 14;
    private static final int SEGMENT = 1 << SEGMENT_BITS;
    private static final int WITHIN_SEGMENT = SEGMENT - 1;

    /**
     * Over how many bytes a ring is spread: twice the cache that one core has for itself, on today's larger processors.
     */
    static final int SPREAD = 2 << 20;

    private final int length;

    /** How many segments the capacity needs. */
    private final int own;

    private final SpreadPermit permit = new SpreadPermit();

    /** The segments; the array is made at the first copy, and each segment when the writer first comes to it. */
    private byte[][] segments = {};

    /** The segment that the writer was in last, and its number. */
    private byte[] written = {};

    private int writtenNumber = -1;

    /** The segment that the reader was in last. */
    private byte[] read = {};

    private int readNumber = -1;

    /** Makes the bytes of a ring that is as long as its capacity. */
    public RingBytes(int capacity) {
        this(capacity, capacity);
    }

    /** @param length that of the ring: {@link #lengthFor} the capacity, or the capacity */
    public RingBytes(int capacity, int length) {
        this.length = length;
        this.own = segmentsFor(capacity);
    }

    /** Returns how long a ring of bytes should be: longer than its capacity, if that is neither tiny nor large. */
    public static int lengthFor(int capacity) {
        if (capacity < SEGMENT || capacity >= SPREAD) {
            return capacity;
        }
        int own = segmentsFor(capacity);
        int rounds = (segmentsFor(SPREAD) + own - 1) / own;
        return rounds * own * SEGMENT;
    }

    private static int segmentsFor(int bytes) {
        return (int) (((long) bytes + SEGMENT - 1) >>> SEGMENT_BITS);
    }

    /**
     * Returns the segment that the writer is about to write to, from the given index on. It comes to the first byte of
     * a segment from another one, or from the same one if there is only one.
     */
    private byte[] toWrite(int index) {
        int number = index >>> SEGMENT_BITS;
        if (number != writtenNumber) {
            written = enter(number, (index & WITHIN_SEGMENT) == 0);
            writtenNumber = number;
        }
        return written;
    }

    /** Returns the segment that the reader is about to read from. */
    private byte[] toRead(int index) {
        int number = index >>> SEGMENT_BITS;
        if (number != readNumber) {
            read = segments[number];
            readNumber = number;
        }
        return read;
    }

    /**
     * Must be called when the reader has skipped bytes without copying them out: meanwhile the writer may have replaced
     * the array of the segment that the reader is in now.
     */
    public void passedOver() {
        readNumber = -1;
    }

    /**
     * @param atItsStart whether the index is the first of the segment. It is not if a copy went on into the next
     *     segment, failed, and the writer is back in this one: what lies before the index is still to be read, so the
     *     array must stay
     */
    private byte[] enter(int number, boolean atItsStart) {
        if (segments.length == 0) {
            segments = new byte[segmentsFor(length)][];
        }
        if (number < own) {
            return ownSegment(number);
        }
        byte[] shared = ownSegment(number % own);
        byte[] segment = segments[number];
        if (segment == null) {
            segment = shared;
        } else if (segment == shared && atItsStart && permit.tryAcquire()) {
            segment = spread(shared);
        }
        segments[number] = segment;
        return segment;
    }

    /** Allocates one more array, if the heap has room for it: a pair can do without. */
    private byte[] spread(byte[] shared) {
        try {
            return new byte[SEGMENT];
        } catch (OutOfMemoryError e) {
            permit.end();
            return shared;
        }
    }

    private byte[] ownSegment(int number) {
        byte[] segment = segments[number];
        if (segment == null) {
            segment = new byte[Math.min(SEGMENT, length - (number << SEGMENT_BITS))];
            segments[number] = segment;
        }
        return segment;
    }

    /** Returns what to run, on any thread, when both ends have ended. It does not keep the bytes reachable. */
    public Runnable ending() {
        return permit::end;
    }

    public void put(int index, byte value) {
        toWrite(index)[index & WITHIN_SEGMENT] = value;
    }

    public byte get(int index) {
        return toRead(index)[index & WITHIN_SEGMENT];
    }

    /** Returns how much from the index on is in its segment. */
    private static int within(byte[] segment, int index, int count) {
        return Math.min(count, segment.length - (index & WITHIN_SEGMENT));
    }

    /** Returns the index after the given number of bytes of one segment. */
    private int behind(int index, int count) {
        int next = index + count;
        return next == length ? 0 : next;
    }

    public void copyIn(int index, byte[] source, int offset, int count) {
        byte[] segment = toWrite(index);
        int start = index & WITHIN_SEGMENT;
        if (count <= segment.length - start) {
            System.arraycopy(source, offset, segment, start, count);
        } else {
            copyInParts(index, source, offset, count);
        }
    }

    /**
     * A method of its own, because a copy is usually a single part, and a loop around that costs a small write a fifth
     * of its time.
     */
    private void copyInParts(int index, byte[] source, int offset, int count) {
        int at = index;
        for (int done = 0; done < count; ) {
            byte[] segment = toWrite(at);
            int part = within(segment, at, count - done);
            System.arraycopy(source, offset + done, segment, at & WITHIN_SEGMENT, part);
            done += part;
            at = behind(at, part);
        }
    }

    /**
     * Writes something to each cache line of free room, see {@link Ring#claim}, as far as it is in the segment of the
     * index, which is where the writer is about to write. The room begins {@code offset} after that index.
     */
    public void touch(int index, int offset, int count) {
        byte[] segment = toWrite(index);
        int from = (index & WITHIN_SEGMENT) + offset;
        int end = Math.min(from + count, segment.length);
        for (int at = from; at < end; at += CACHE_LINE) {
            segment[at] = 0;
        }
    }

    public void copyOut(int index, byte[] target, int offset, int count) {
        byte[] segment = toRead(index);
        int start = index & WITHIN_SEGMENT;
        if (count <= segment.length - start) {
            System.arraycopy(segment, start, target, offset, count);
        } else {
            copyOutParts(index, target, offset, count);
        }
    }

    private void copyOutParts(int index, byte[] target, int offset, int count) {
        int at = index;
        for (int done = 0; done < count; ) {
            byte[] segment = toRead(at);
            int part = within(segment, at, count - done);
            System.arraycopy(segment, at & WITHIN_SEGMENT, target, offset + done, part);
            done += part;
            at = behind(at, part);
        }
    }

    /** Copies from the buffer's position on, and leaves the position unchanged. */
    public void copyIn(int index, ByteBuffer source, int count) {
        int at = index;
        for (int done = 0; done < count; ) {
            byte[] segment = toWrite(at);
            int part = within(segment, at, count - done);
            source.get(source.position() + done, segment, at & WITHIN_SEGMENT, part);
            done += part;
            at = behind(at, part);
        }
    }

    /**
     * Copies to the buffer from its position on, and moves the position only when all is copied: if a buffer fails
     * halfway, it gets the same bytes again the next time.
     */
    public void copyOut(int index, ByteBuffer target, int count) {
        int start = target.position();
        int at = index;
        for (int done = 0; done < count; ) {
            byte[] segment = toRead(at);
            int part = within(segment, at, count - done);
            target.put(start + done, segment, at & WITHIN_SEGMENT, part);
            done += part;
            at = behind(at, part);
        }
        target.position(start + count);
    }
}
