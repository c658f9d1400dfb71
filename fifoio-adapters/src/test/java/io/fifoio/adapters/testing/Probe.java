package io.fifoio.adapters.testing;

import io.fifoio.adapters.PushSource;
import java.util.concurrent.CountDownLatch;

/** Called by a source under test on its way: to fail there, or to wait. */
@FunctionalInterface
public interface Probe {

    /** Where a source calls. */
    enum Point {
        /** Before it wrote anything itself; a codec's header may be out. */
        START,
        /** With about half of it written. */
        MIDDLE,
        /** With all of it written. */
        END
    }

    /** Nothing happens on the way. */
    Probe QUIET = point -> {};

    /** Called when the source has come to the given point. */
    void at(Point point) throws Exception;

    /** Fails at one point. */
    static Probe failing(Point where, Throwable failure) {
        return point -> {
            if (point == where) {
                raise(failure);
            }
        };
    }

    /** A source that writes this in two halves, and calls here on its way. */
    default PushSource writing(byte[] payload) {
        int half = payload.length / 2;
        return out -> {
            at(Point.START);
            out.write(payload, 0, half);
            at(Point.MIDDLE);
            out.write(payload, half, payload.length - half);
            at(Point.END);
        };
    }

    /** Waits at one point until the gate opens. */
    static Probe waiting(Point where, CountDownLatch gate) {
        return point -> {
            if (point == where) {
                Await.open(gate);
            }
        };
    }

    /** Throws what is to be thrown, checked or not. */
    static void raise(Throwable failure) throws Exception {
        Probe.<RuntimeException>raiseAsItIs(failure);
    }

    @SuppressWarnings("unchecked") // also what is neither kind: source code of other languages throws that
    static <X extends Throwable> void raiseAsItIs(Throwable failure) throws X {
        throw (X) failure;
    }
}
