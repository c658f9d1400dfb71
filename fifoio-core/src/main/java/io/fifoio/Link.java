package io.fifoio;

import io.fifoio.gate.Gate;
import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import java.util.Locale;

/**
 * What the two ends share. The ends know this and not each other, so that one can become unreachable while the other
 * is in use.
 *
 * @param ring the bytes
 * @param room where the writer waits; signalled by the reader after it consumed or left
 * @param data where the reader waits; signalled by the writer after it published or left
 * @param output how the writer's end stands
 * @param input how the reader's end stands
 */
record Link(Ring ring, Gate room, Gate data, Outcome output, Outcome input) {

    static Link strict(int capacity) {
        return of(capacity, Outcome.strict());
    }

    static Link plain(int capacity) {
        return of(capacity, Outcome.plain());
    }

    private static Link of(int capacity, Outcome output) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + " bytes, must be at least 1");
        }
        return of(new Ring(capacity), output);
    }

    static Link of(Ring ring, Outcome output) {
        return new Link(ring, new Gate(), new Gate(), output, Outcome.strict());
    }

    void closeOutput() {
        output.close();
        outputEnded();
    }

    void failOutput(Throwable cause) {
        output.fail(cause);
        outputEnded();
    }

    /**
     * Seals after the outcome, so that a reader that sees the seal finds the reason. Also where another thread's call was
     * the one that counted: it may not have come to the seal yet, and who closes must find closed afterwards.
     */
    private void outputEnded() {
        ring.seal();
        data.signal();
        room.signal();
    }

    void closeInput() {
        input.close();
        inputEnded();
    }

    void failInput(Throwable cause) {
        input.fail(cause);
        inputEnded();
    }

    private void inputEnded() {
        room.signal();
        data.signal();
    }

    /** For messages: what an end says of itself. */
    String describe(String end, Outcome outcome, long position) {
        return end + "[" + outcome.state().name().toLowerCase(Locale.ROOT) + ", position " + position + ", "
                + ring.available() + " of " + ring.capacity() + " bytes buffered]";
    }
}
