package io.fifoio;

import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import java.io.IOException;

/** The two ends of a strict pair whose positions do not start at 0. */
record Ends(FifoOutputStream output, FifoInputStream input) {

    static Ends startingAt(long position, int capacity) {
        return over(Link.of(new Ring(capacity, position), Outcome.strict()));
    }

    static Ends over(Link link) {
        return new Ends(new FifoOutputStream(link), new FifoInputStream(link));
    }

    /** What fits is written, and the end closed, as complete data. */
    static void writeAll(FifoOutputStream output, byte[] bytes) throws IOException {
        try (output) {
            output.write(bytes);
            output.complete();
        }
    }
}
