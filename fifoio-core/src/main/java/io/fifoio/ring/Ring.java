package io.fifoio.ring;

/**
 * A bounded ring of bytes between one writer and one reader. Every method returns at once: this class never waits and
 * never throws {@code IOException}.
 *
 * <h2>Why it is right</h2>
 *
 * Both positions only grow, {@code readPosition <= writePosition <= readPosition + capacity}, and the byte at position
 * {@code p} lives at index {@code p % capacity}.
 *
 * <ul>
 *   <li>The writer touches only indexes of positions in {@code [writePosition, readPosition + capacity)}. It learns of
 *       a read position by acquire, which the reader stored by release after its copy: the reader is done with
 *       them. A stale read position only makes the room look smaller.
 *   <li>The reader touches only indexes of positions in {@code [readPosition, writePosition)}. It learns of a write
 *       position by acquire, which the writer stored by compare-and-set after its copy: the bytes are there. A stale
 *       write position only makes the data look less.
 *   <li>The seal is the sign bit of the word that holds the write position, so a position and "nothing comes after it"
 *       are read in one load. The writer publishes by compare-and-set on that word: once the seal is set, no
 *       publication succeeds. Hence a reader that sees the seal and no data has seen every byte ever accepted, and end
 *       of data can neither overtake a byte nor be followed by one.
 * </ul>
 */
public final class Ring extends RingFields {

    /** Returned in place of a count: sealed, and for the reader also drained. */
    public static final int SEALED = -1;

    private static final long SEAL = Long.MIN_VALUE;
    private static final long POSITION = Long.MAX_VALUE;

    private final int capacity;
    private final byte[] bytes;

    public Ring(int capacity) {
        this(capacity, 0);
    }

    /** Starts at a given position, so that tests can begin next to where positions outgrow an int. */
    public Ring(int capacity, long firstPosition) {
        this.capacity = capacity;
        this.bytes = new byte[capacity];
        this.writeWord = firstPosition;
        this.knownWritePosition = firstPosition;
        this.readPosition = firstPosition;
        this.knownReadPosition = firstPosition;
        this.writeIndex = firstPosition % capacity;
        this.readIndex = this.writeIndex;
    }

    /**
     * Copies in and publishes what fits. For the writer only.
     *
     * @param length more than 0
     * @return the count accepted, 0 where the ring is full, or {@link #SEALED}
     */
    public int put(byte[] source, int offset, int length) {
        long position = writeWordPlain();
        if (position < 0) {
            return SEALED;
        }
        int count = Math.min(length, roomFor(length, position));
        if (count == 0) {
            return 0;
        }
        int index = (int) writeIndex;
        int untilWrap = Math.min(count, capacity - index);
        System.arraycopy(source, offset, bytes, index, untilWrap);
        System.arraycopy(source, offset + untilWrap, bytes, 0, count - untilWrap);
        return publish(position, index, count);
    }

    /** As {@link #put(byte[], int, int)}, for one byte. */
    public int put(byte value) {
        long position = writeWordPlain();
        if (position < 0) {
            return SEALED;
        }
        if (roomFor(1, position) == 0) {
            return 0;
        }
        int index = (int) writeIndex;
        bytes[index] = value;
        return publish(position, index, 1);
    }

    /** Whether a put of this length would accept all of it. For the writer, for whom room only grows. */
    public boolean fits(int length) {
        return roomFor(length, writeWordPlain() & POSITION) >= length;
    }

    private int roomFor(int wanted, long position) {
        int room = capacity - (int) (position - knownReadPosition);
        if (room < wanted) {
            knownReadPosition = readPositionAcquire();
            room = capacity - (int) (position - knownReadPosition);
        }
        return room;
    }

    private int publish(long position, int index, int count) {
        if (!compareAndSetWriteWord(position, position + count)) {
            return SEALED;
        }
        writeIndex = count < capacity - index ? index + count : count - (capacity - index);
        return count;
    }

    /**
     * Copies out what is there. For the reader only. Nothing in {@code target} beyond the count returned is touched.
     *
     * @param length more than 0
     * @return the count, 0 where the ring is empty, or {@link #SEALED} where it is empty for good
     */
    public int take(byte[] target, int offset, int length) {
        long position = readPositionPlain();
        int available = availableFor(length, position);
        if (available <= 0) {
            return available;
        }
        int count = Math.min(length, available);
        int index = (int) readIndex;
        int untilWrap = Math.min(count, capacity - index);
        System.arraycopy(bytes, index, target, offset, untilWrap);
        System.arraycopy(bytes, 0, target, offset + untilWrap, count - untilWrap);
        release(position, index, count);
        return count;
    }

    /** As {@link #take(byte[], int, int)}, for one byte: its unsigned value plus 1, so that 0 still says "empty". */
    public int takeOne() {
        long position = readPositionPlain();
        int available = availableFor(1, position);
        if (available <= 0) {
            return available;
        }
        int index = (int) readIndex;
        int value = bytes[index] & 0xff;
        release(position, index, 1);
        return value + 1;
    }

    private int availableFor(int wanted, long position) {
        int available = (int) (knownWritePosition - position);
        if (available >= wanted) {
            return available;
        }
        long word = writeWordAcquire();
        knownWritePosition = word & POSITION;
        available = (int) (knownWritePosition - position);
        return available == 0 && word < 0 ? SEALED : available;
    }

    private void release(long position, int index, int count) {
        readIndex = count < capacity - index ? index + count : count - (capacity - index);
        setReadPositionRelease(position + count);
    }

    /** Lets no further byte in. Any thread, any number of times; what was published stays readable. */
    public void seal() {
        orWriteWord(SEAL);
    }

    /** Whether {@link #put} would return something other than 0. For the writer. */
    public boolean writable() {
        long word = writeWordPlain();
        return word < 0 || word - readPositionAcquire() < capacity;
    }

    /** Whether {@link #take} would return something other than 0. For the reader. */
    public boolean readable() {
        long word = writeWordAcquire();
        return word < 0 || word != readPositionPlain();
    }

    /** The bytes that can be read now: exact for the reader, a snapshot within 0 and the capacity for others. */
    public int available() {
        long read = readPositionAcquire();
        long written = writePosition();
        return (int) Math.min(capacity, written - read);
    }

    public int capacity() {
        return capacity;
    }

    /** The count of bytes accepted so far. Any thread. */
    public long writePosition() {
        return writeWordAcquire() & POSITION;
    }

    /** The count of bytes consumed so far. Any thread. */
    public long readPosition() {
        return readPositionAcquire();
    }
}
