package io.fifoio.adapters;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import java.io.IOException;

/** A kind of source, and how it is opened: the clauses of the contract are checked with this. */
interface OpenedStream {

    /** Enough that a source can't be done before half of it is read: each half is longer than the pair holds. */
    int LENGTH = 300_000;

    String SEED = "payload seed " + Payload.SEED;

    /** A source of this kind, of at least {@link #LENGTH} bytes, that calls the probe at each point. */
    PushSource source(Probe probe);

    /**
     * A source that closes its own writer, including its trailer, and with it what it was given; and calls the probe
     * after that.
     */
    PushSource closingSource(Probe probe);

    /** How a source of this kind is opened. */
    default SourceInputStream open(PushSource source) {
        return source.open();
    }

    default byte[] readAll(PushSource source) throws IOException {
        try (SourceInputStream in = open(source)) {
            return in.readAllBytes();
        }
    }

    default <T> T feed(PushSource source, PullSink<T> sink) throws Exception {
        return Feed.run(open(source), sink);
    }

    /** Returns what identifies this kind. */
    default Class<?> kind() {
        return getClass();
    }

    /** Returns what it writes if nothing goes wrong. */
    default byte[] whole() throws Exception {
        return Wholes.of(this);
    }
}
