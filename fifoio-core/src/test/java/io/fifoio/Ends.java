package io.fifoio;

import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import io.fifoio.ring.RingBytes;
import java.io.IOException;

/** The two ends of a pair whose inner parts a test controls. */
record Ends(FifoOutputStream output, FifoInputStream input) {

    /** A strict pair whose positions do not start at 0. */
    static Ends startingAt(long position, int capacity) {
        return over(new Link(Units.BYTES, new Ring(capacity, position), Outcome.strict()));
    }

    static Ends over(Link link) {
        RingBytes bytes = new RingBytes(link.ring.capacity(), link.ring.length());
        return new Ends(new FifoOutputStream(link, bytes), new FifoInputStream(link, bytes));
    }

    /** Writes bytes that fit, and closes the end, as complete data. */
    static void writeAll(FifoOutputStream output, byte[] bytes) throws IOException {
        try (output) {
            output.write(bytes);
            output.complete();
        }
    }
}
