package io.fifoio.ring;

import java.nio.ByteBuffer;

/**
 * The bytes of a {@link Ring}, in segments. Each is made when the writer first comes to it, so that a pair costs no more than
 * what went through it; the reader comes only to what was published, and so finds what the writer made before.
 *
 * <h2>Why a ring is longer than its capacity</h2>
 *
 * A writer that comes back soon to where the reader has just been writes to lines of the reader's cache, and has to take them
 * away from there; that costs several times the copy. Where the bytes are spread over more than a core's own cache holds, the
 * lines have left it for the cache that all cores share, and can be had from there quickly.
 *
 * <p>Only a pair that moves much is spread, if it gets {@link SpreadPermit one of few permits}. Any other goes round in as few
 * segments as the capacity needs: segment {@code n} is the same array as segment {@code n % own}, and because the number of all
 * segments is a multiple of {@code own}, this is a shorter ring of at least the capacity, whose places are met in the same
 * order. The writer gives a segment an array of its own when it comes to its first byte: what was read there before lies a
 * whole round back. The reader has left that segment, for it is less than the capacity behind, and a ring with shared arrays is longer
 * than that by a segment at least. When it comes there again it looks up the array anew, because it has been in another segment in
 * between, or has {@link #passedOver} some.
 */
public final class RingBytes {

    /** In bytes, on the processors of today. */
    private static final int CACHE_LINE = 64;

    private static final int SEGMENT_BITS = 14;
    private static final int SEGMENT = 1 << SEGMENT_BITS;
    private static final int WITHIN_SEGMENT = SEGMENT - 1;

    /** Over how many bytes a ring is spread: twice the cache that one core has for itself, on the larger processors of today. */
    static final int SPREAD = 2 << 20;

    private final int length;

    /** How many segments the capacity needs. */
    private final int own;

    private final SpreadPermit permit = new SpreadPermit();

    /** Made at the first copy, as each segment is when the writer first comes to it. */
    private byte[][] segments = {};

    /** The segment that the writer was in last, and its number. */
    private byte[] written = {};

    private int writtenNumber = -1;

    /** The same of the reader. */
    private byte[] read = {};

    private int readNumber = -1;

    /** For a ring that is as long as its capacity. */
    public RingBytes(int capacity) {
        this(capacity, capacity);
    }

    /** @param length that of the ring: {@link #lengthFor} the capacity, or the capacity */
    public RingBytes(int capacity, int length) {
        this.length = length;
        this.own = segmentsFor(capacity);
    }

    /** How long a ring of bytes should be: longer than its capacity, where that is neither tiny nor large. */
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
     * The segment that the writer is about to write to, from that index on. It comes to the first byte of a segment from another
     * one, or from the same where there is only one.
     */
    private byte[] toWrite(int index) {
        int number = index >>> SEGMENT_BITS;
        if (number != writtenNumber) {
            written = enter(number, (index & WITHIN_SEGMENT) == 0);
            writtenNumber = number;
        }
        return written;
    }

    /** The segment that the reader is about to read from. */
    private byte[] toRead(int index) {
        int number = index >>> SEGMENT_BITS;
        if (number != readNumber) {
            read = segments[number];
            readNumber = number;
        }
        return read;
    }

    /** The reader has passed over bytes that were not copied out; where it is now, the writer may have changed the segment. */
    public void passedOver() {
        readNumber = -1;
    }

    /**
     * @param atItsStart no longer, where a copy that went on to the next segment has failed and the writer is back in this one: what
     *     lies before is yet to be read, so the array must stay
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

    /** An array more, where the heap has room for it: a pair can do without. */
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

    /** What is to be done when both ends have ended, by any thread. It does not keep the bytes. */
    public Runnable ending() {
        return permit::end;
    }

    public void put(int index, byte value) {
        toWrite(index)[index & WITHIN_SEGMENT] = value;
    }

    public byte get(int index) {
        return toRead(index)[index & WITHIN_SEGMENT];
    }

    /** How much from the index on lies in its segment. */
    private static int within(byte[] segment, int index, int count) {
        return Math.min(count, segment.length - (index & WITHIN_SEGMENT));
    }

    /** The index behind so many bytes of one segment. */
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

    /** Apart from the one part that a copy is as a rule: a loop around that costs a small write a fifth of its time. */
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
     * Writes something to each cache line of free room, see {@link Ring#claim}, as far as it lies in the segment of the
     * index, which is where the writer is about to write. It begins {@code offset} behind that.
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

    /** Copies from the buffer's position on, and leaves the position where it was. */
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

    /** Copies to the buffer's position on, and moves it once all is copied: a buffer may fail in the middle, and is then given the same again. */
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
