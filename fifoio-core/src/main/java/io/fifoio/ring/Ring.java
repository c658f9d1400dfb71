package io.fifoio.ring;

/**
 * The positions of a bounded ring between one writer and one reader. It says where to copy and how much, and makes known
 * what was copied; the units themselves, bytes or chars, lie in a {@link RingBytes} or {@link RingChars}. Every method
 * returns at once: this class never waits and never throws {@code IOException}.
 *
 * <p>A writer asks {@link #roomFor}, takes the {@link #nextPosition}, calls {@link #claim}, copies in from {@link #writeIndex} on, and
 * calls {@link #publish}. A reader asks {@link #dataFor}, copies out from {@link #readIndex} on, and calls {@link #release}.
 *
 * <h2>Why it is right</h2>
 *
 * Both positions only grow, {@code readPosition <= writePosition <= readPosition + capacity}, and the unit at position
 * {@code p} lies at index {@code p % length}, where {@code length >= capacity}: no two positions that count at the same time
 * share an index.
 *
 * <ul>
 *   <li>The writer touches only indexes of positions in {@code [writePosition, readPosition + capacity)}. It learns of
 *       a read position by acquire, which the reader stored after its copy by a volatile write: the reader is done with
 *       them. A stale read position only makes the room look smaller.
 *   <li>The reader touches only indexes of positions in {@code [readPosition, writePosition)}. It learns of a write
 *       position by acquire, which the writer stored by compare-and-set after its copy: the units are there. A stale
 *       write position only makes the data look less.
 *   <li>The seal is the sign bit of the word that holds the write position, so a position and "nothing comes after it"
 *       are read in one load. The writer publishes by compare-and-set on that word: once the seal is set, no
 *       publication succeeds. Hence a reader that sees the seal and no data has seen every unit ever accepted, and end
 *       of data can neither overtake a unit nor be followed by one. And a writer whose publication succeeded made it
 *       before the seal, whoever set it: it need look at nothing else to know that its reader was still there.
 *   <li>Publishing and releasing are volatile writes, and {@link #readable} and {@link #roomAsWanted} look by volatile
 *       reads. A waiter that registers by a volatile write and then looks, and a signaller that publishes or releases
 *       and then looks for a waiter by a volatile read, can't both miss each other: the four accesses have one total
 *       order, and whoever's read comes later in it sees the other's write.
 * </ul>
 */
public final class Ring extends RingFields {

    /** Returned in place of a count: sealed, and for the reader also drained. */
    public static final int SEALED = -1;

    /** Returned in place of a count: another thread writes too, and has taken the room. */
    public static final int TAKEN = -2;

    private static final long SEAL = Long.MIN_VALUE;
    private static final long POSITION = Long.MAX_VALUE;

    /** About what a processor can wait for at once: 16 cache lines of bytes. */
    private static final int CLAIM = 1024;

    private final int capacity;
    private final int length;

    public Ring(int capacity) {
        this(capacity, 0);
    }

    /** Starts at a given position, so that tests can begin next to where positions outgrow an int. */
    public Ring(int capacity, long firstPosition) {
        this(capacity, capacity, firstPosition);
    }

    /**
     * With more places for units than units may lie in them.
     *
     * @param length how many places there are, at least {@code capacity}
     */
    public Ring(int capacity, int length, long firstPosition) {
        this.capacity = capacity;
        this.length = length;
        this.writeWord = firstPosition;
        this.nextPosition = firstPosition;
        this.knownWritePosition = firstPosition;
        this.readPosition = firstPosition;
        this.knownReadPosition = firstPosition;
        this.writeRound = firstPosition - firstPosition % length;
        this.readRound = this.writeRound;
    }

    /**
     * How much of what is wanted can be copied in. For the writer, for whom room only grows.
     *
     * @param wanted more than 0
     * @return at most {@code wanted}, 0 where the ring is full, or {@link #SEALED}
     */
    public int roomFor(int wanted) {
        if (writeWordOpaque() < 0) {
            acquireAfterOpaque();
            return SEALED;
        }
        long position = nextPosition;
        if (wanted <= claimedPosition - position) {
            return wanted;
        }
        int room = capacity - (int) (position - knownReadPosition);
        if (room < wanted) {
            knownReadPosition = readPositionAcquire();
            room = capacity - (int) (position - knownReadPosition);
        }
        return Math.min(room, wanted);
    }

    /**
     * The position of the next unit written. For the writer, whose own note of its last publication it is: to load the word again
     * would be to wait for the atomic instruction of that publication.
     */
    public long nextPosition() {
        return nextPosition;
    }

    /**
     * Before a copy: holds that there is room for it, and tells how much of the free room behind it the writer should touch now, and
     * then not again for a while. The cache lines of that room are in the reader's cache. Fetched one by one, each would be waited
     * for by the publication that follows, which is an atomic instruction; touched together they come at the same time. For the writer.
     *
     * @param position of the first unit, as {@link #nextPosition} told
     * @param count at most what {@link #roomFor} told
     * @return 0 as a rule, {@link #TAKEN} where another thread has published since the writer asked for room, and too little is left, or
     *     the position is not of this round any more
     */
    public int claim(long position, int count) {
        long index = position - writeRound;
        if (index < 0 || index >= length) {
            return TAKEN;
        }
        if (count <= claimedPosition - position) {
            // Claimed before, and what was room then is room still: the reader only gives back more.
            return 0;
        }
        long next = position + count;
        long free = capacity - (next - knownReadPosition);
        if (free < 0) {
            return TAKEN;
        }
        int ahead = (int) Math.min(CLAIM, free);
        claimedPosition = next + ahead;
        return ahead;
    }

    /** Where the unit of a position goes. For the writer. */
    public int writeIndex(long position) {
        return (int) (position - writeRound);
    }

    /**
     * Makes readable what was copied in. For the writer.
     *
     * @param position of the first unit, as {@link #nextPosition} told before the copy
     * @param count as claimed
     * @return false where the ring was sealed meanwhile, or another thread published too since the writer took the position; nothing
     *     is readable then, and the writer can't go on
     */
    public boolean publish(long position, int count) {
        long next = position + count;
        if (!compareAndSetWriteWord(position, next)) {
            return false;
        }
        if (next - writeRound >= length) {
            writeRound += length;
        }
        nextPosition = next;
        return true;
    }

    /** Before a wait: how much room {@link #roomAsWanted} is about. For the writer. */
    public void wantRoom(int count) {
        setResumeAtVolatile(nextPosition + count - capacity);
    }

    /**
     * Lets a writer that waits be content with the room that there is. For whoever reads, and knows that there is some; where the
     * writer begins another wait at the same time, either of the two counts.
     */
    public void offerRoom() {
        setResumeAtVolatile(readPositionAcquire());
    }

    /** Whether there is as much room as {@link #wantRoom} said, or never will be. For the writer that waits. */
    public boolean roomAsWanted() {
        return writeWordVolatile() < 0 || readPositionVolatile() >= resumeAtVolatile();
    }

    /** Whether a writer that waits has as much room as it wants. For the reader, once it knows that one waits. */
    public boolean suffices() {
        return readPositionPlain() >= resumeAtVolatile();
    }

    /**
     * How much of what is wanted can be copied out. For the reader, for whom data only grows.
     *
     * @param wanted more than 0
     * @return at most {@code wanted}, 0 where the ring is empty, or {@link #SEALED} where it is empty for good
     */
    public int dataFor(int wanted) {
        long position = readPositionPlain();
        long available = knownWritePosition - position;
        if (available < wanted) {
            long word = writeWordAcquire();
            knownWritePosition = word & POSITION;
            available = knownWritePosition - position;
            if (available == 0 && word < 0) {
                return SEALED;
            }
        }
        return (int) Math.min(available, wanted);
    }

    /** Where the next unit is. For the reader. */
    public int readIndex() {
        return (int) (readPositionPlain() - readRound);
    }

    /**
     * Gives back the room of what was copied out. For the reader.
     *
     * @param index where the copy began, as {@link #readIndex} told
     * @param count at most what {@link #dataFor} told
     * @return false where another thread released too since the reader asked for data; nothing is given back then
     */
    public boolean release(int index, int count) {
        long position = readPositionOpaque();
        long round = readRound;
        if (position - round != index || position + count > knownWritePosition) {
            return false;
        }
        if (count >= length - index) {
            readRound = round + length;
        }
        setReadPositionVolatile(position + count);
        return true;
    }

    /** Lets nothing more in. Any thread, any number of times; what was published stays readable. */
    public void seal() {
        orWriteWord(SEAL);
    }

    /** Whether nothing more gets in. Any thread. */
    public boolean isSealed() {
        return writeWordAcquire() < 0;
    }

    /** Whether {@link #dataFor} would return something other than 0. For the reader that waits. */
    public boolean readable() {
        long word = writeWordVolatile();
        return word < 0 || word != readPositionPlain();
    }

    /** What can be read now: exact for the reader, a snapshot within 0 and the capacity for others. */
    public int available() {
        long read = readPositionAcquire();
        long written = writePosition();
        return (int) Math.min(capacity, written - read);
    }

    /** How many units may lie in it. */
    public int capacity() {
        return capacity;
    }

    /** How many places there are for them; an index is less than that. */
    public int length() {
        return length;
    }

    /** How much was accepted so far. Any thread. */
    public long writePosition() {
        return writeWordAcquire() & POSITION;
    }

    /** How much was consumed so far. Any thread. */
    public long readPosition() {
        return readPositionAcquire();
    }
}
