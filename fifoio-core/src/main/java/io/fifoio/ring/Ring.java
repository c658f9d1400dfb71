package io.fifoio.ring;

/**
 * The positions of a bounded ring between one writer and one reader. It says where to copy and how much, and publishes
 * what was copied; the units themselves, bytes or chars, are in a {@link RingBytes} or {@link RingChars}. Every method
 * returns at once: this class never waits and never throws {@code IOException}.
 *
 * <p>A writer asks {@link #roomFor}, takes the {@link #nextPosition}, calls {@link #claim}, copies in from {@link
 * #writeIndex} on, and calls {@link #publish}. A reader asks {@link #dataFor}, copies out from {@link #readIndex} on,
 * and calls {@link #release}.
 *
 * <h2>Why it is correct</h2>
 *
 * Both positions only grow, {@code readPosition <= writePosition <= readPosition + capacity}, and the unit at position
 * {@code p} is at index {@code p % length}, where {@code length >= capacity}: no two positions that count at the same
 * time share an index.
 *
 * <ul>
 *   <li>The writer touches only indexes of positions in {@code [writePosition, readPosition + capacity)}. It learns of
 *       a read position by acquire, which the reader stored after its copy by a volatile write: the reader is done with
 *       them. A stale read position only makes the room look smaller.
 *   <li>The reader touches only indexes of positions in {@code [readPosition, writePosition)}. It learns of a write
 *       position by acquire, which the writer stored by compare-and-set after its copy: the units are there. A stale
 *       write position only makes the data look smaller.
 *   <li>The seal is the sign bit of the word that holds the write position, so a position and "nothing comes after it"
 *       are read in one load. The writer publishes by compare-and-set on that word: once the seal is set, no
 *       publication succeeds. Hence a reader that sees the seal and no data has seen every unit ever accepted, and end
 *       of data can neither overtake a unit nor be followed by one. And a writer whose publication succeeded made it
 *       before the seal, whoever set that: it needs to look at nothing else to know that its reader was still there.
 *   <li>Publishing and releasing are volatile writes, and {@link #readable} and {@link #roomAsWanted} look by volatile
 *       reads. A waiter that registers by a volatile write and then looks, and a signaller that publishes or releases
 *       and then looks for a waiter by a volatile read, can't both miss each other: the four accesses have one total
 *       order, and whoever's read comes later in it sees the other's write.
 * </ul>
 */
public final class Ring extends RingFields {

    /** Returned in place of a count: sealed, and for the reader also drained. */
    public static final int SEALED = -1;

    /** Returned in place of a count: another thread is writing too and has taken the room. */
    public static final int TAKEN = -2;

    private static final long SEAL = Long.MIN_VALUE;
    private static final long POSITION = Long.MAX_VALUE;

    /** About as much as a processor can fetch at the same time: 16 cache lines of bytes. */
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
     * Makes a ring that has more places for units than it may hold units.
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
     * Returns how much of what is wanted can be copied in. For the writer, for which room only grows.
     *
     * @param wanted more than 0
     * @return at most {@code wanted}, 0 if the ring is full, or {@link #SEALED}
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
     * Returns the position of the next unit to be written, from the writer's own note of its last publication: loading
     * the word again would mean waiting for the atomic instruction of that publication. For the writer.
     */
    public long nextPosition() {
        return nextPosition;
    }

    /**
     * Called before a copy: checks that there is room for it, and returns how much of the free room behind it the
     * writer should touch now, and then not again for a while. The cache lines of that room are in the reader's cache.
     * If they are fetched one by one, the publication that follows, an atomic instruction, waits for each; if they are
     * touched together, they arrive at the same time. For the writer.
     *
     * @param position of the first unit, as {@link #nextPosition} returned it
     * @param count at most what {@link #roomFor} returned
     * @return usually 0; {@link #TAKEN} if another thread has published since the writer asked for room, and either too
     *     little room is left or the position no longer belongs to this round
     */
    public int claim(long position, int count) {
        long index = position - writeRound;
        if (index < 0 || index >= length) {
            return TAKEN;
        }
        if (count <= claimedPosition - position) {
            // This was claimed before, and what was room then still is: the reader only gives back more.
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

    /** Returns where the unit of a position goes. For the writer. */
    public int writeIndex(long position) {
        return (int) (position - writeRound);
    }

    /**
     * Makes what was copied in readable. For the writer.
     *
     * @param position of the first unit, as {@link #nextPosition} returned it before the copy
     * @param count as claimed
     * @return false if the ring was sealed meanwhile, or if another thread has published too since the writer took the
     *     position; nothing is readable then, and the writer can't go on
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

    /** Sets, before a wait, how much room {@link #roomAsWanted} asks for. For the writer. */
    public void wantRoom(int count) {
        setResumeAtVolatile(nextPosition + count - capacity);
    }

    /**
     * Makes a waiting writer content with the room that there is. For a reader that knows that there is some; if the
     * writer begins another wait at the same time, either of the two values may stay.
     */
    public void offerRoom() {
        setResumeAtVolatile(readPositionAcquire());
    }

    /** Whether there is as much room as {@link #wantRoom} asked for, or never will be. For a waiting writer. */
    public boolean roomAsWanted() {
        return writeWordVolatile() < 0 || readPositionVolatile() >= resumeAtVolatile();
    }

    /**
     * Whether a waiting writer has as much room as it wants. For the reader, once it knows that the writer is waiting.
     */
    public boolean suffices() {
        return readPositionPlain() >= resumeAtVolatile();
    }

    /**
     * Returns how much of what is wanted can be copied out. For the reader, for which data only grows.
     *
     * @param wanted more than 0
     * @return at most {@code wanted}, 0 if the ring is empty, or {@link #SEALED} if it is empty for good
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

    /** Returns where the next unit is. For the reader. */
    public int readIndex() {
        return (int) (readPositionPlain() - readRound);
    }

    /**
     * Gives back the room of what was copied out. For the reader.
     *
     * @param index where the copy began, as {@link #readIndex} returned it
     * @param count at most what {@link #dataFor} returned
     * @return false if another thread has released too since the reader asked for data; nothing is given back then
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

    /** Lets nothing more in. May be called by any thread, any number of times; what was published stays readable. */
    public void seal() {
        orWriteWord(SEAL);
    }

    /** Whether nothing more gets in. May be called by any thread. */
    public boolean isSealed() {
        return writeWordAcquire() < 0;
    }

    /** Whether {@link #dataFor} would return something other than 0. For a waiting reader. */
    public boolean readable() {
        long word = writeWordVolatile();
        return word < 0 || word != readPositionPlain();
    }

    /** Returns how much can be read now: exact for the reader, a snapshot between 0 and the capacity for others. */
    public int available() {
        long read = readPositionAcquire();
        long written = writePosition();
        return (int) Math.min(capacity, written - read);
    }

    /** Returns how many units it may hold. */
    public int capacity() {
        return capacity;
    }

    /** Returns how many places there are for them; an index is less than that. */
    public int length() {
        return length;
    }

    /** Returns how much has been accepted so far. May be called by any thread. */
    public long writePosition() {
        return writeWordAcquire() & POSITION;
    }

    /** Returns how much has been consumed so far. May be called by any thread. */
    public long readPosition() {
        return readPositionAcquire();
    }
}
