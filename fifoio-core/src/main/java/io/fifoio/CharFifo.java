package io.fifoio;

import io.fifoio.ring.RingChars;
import java.time.Duration;

/**
 * A pair of character streams over one bounded ring of chars, with the promises of {@link Fifo}: the same ring, with
 * chars in it. Any sequence of chars comes out as it went in, even surrogates without a partner: nothing is encoded.
 *
 * <p>Counts, positions and capacities are in chars (UTF-16 code units). The thread rules are those of {@link Fifo}.
 */
public final class CharFifo {

    private static final int DEFAULT_CAPACITY = 32 * 1024;

    private final Link link;
    private final FifoWriter writer;
    private final FifoReader reader;

    private CharFifo(Link link) {
        RingChars chars = new RingChars(link.ring.capacity());
        this.link = link;
        this.writer = new FifoWriter(link, chars);
        this.reader = new FifoReader(link, chars);
    }

    /** A strict pair (see {@link #ofCapacity}) with a capacity of 32,768 chars. */
    public static CharFifo create() {
        return ofCapacity(DEFAULT_CAPACITY);
    }

    /**
     * A strict pair: the writer's {@code close()} is end of data only after {@link FifoWriter#complete()}, otherwise
     * the reader gets an {@link IncompleteStreamException} once it has read the chars written.
     *
     * @param chars the capacity, 1 to 2,147,483,639; allocated by the first write, as one array
     * @throws IllegalArgumentException if {@code chars} is less or more than that
     */
    public static CharFifo ofCapacity(int chars) {
        return new CharFifo(Link.strict(Units.CHARS, chars));
    }

    /**
     * A pair with the habits of {@code java.io}: the writer's {@code close()} alone is end of data; see {@link
     * Fifo#plain} for what that costs.
     *
     * @param chars the capacity, 1 to 2,147,483,639; allocated by the first write, as one array
     * @throws IllegalArgumentException if {@code chars} is less or more than that
     */
    public static CharFifo plain(int chars) {
        return new CharFifo(Link.plain(Units.CHARS, chars));
    }

    /** Returns the end that is written to; it is the same one at every call. */
    public FifoWriter writer() {
        return writer;
    }

    /** Returns the end that is read from; it is the same one at every call. */
    public FifoReader reader() {
        return reader;
    }

    /**
     * Limits how long a call may wait for a peer that never comes; see {@link Fifo#expectPeerWithin}.
     *
     * @param limit zero means none
     * @return this pair
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public CharFifo expectPeerWithin(Duration limit) {
        link.expectPeerWithin(limit);
        writer.watch();
        reader.watch();
        return this;
    }

    @Override
    public String toString() {
        return "CharFifo[" + writer + " -> " + reader + "]";
    }
}
