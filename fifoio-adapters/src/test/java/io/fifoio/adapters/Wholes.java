package io.fifoio.adapters;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;

/**
 * Keeps what the kind of source that was asked for last writes: some take long to write it, and every test of it asks.
 */
final class Wholes {

    private record Whole(Class<?> kind, byte[] bytes) {}

    private static volatile Whole last = new Whole(Wholes.class, new byte[0]);

    private Wholes() {}

    static byte[] of(OpenedStream stream) throws Exception {
        Whole whole = last;
        if (whole.kind != stream.kind()) {
            whole = new Whole(stream.kind(), Payload.writtenBy(stream.source(Probe.QUIET)));
            last = whole;
        }
        return whole.bytes;
    }
}
