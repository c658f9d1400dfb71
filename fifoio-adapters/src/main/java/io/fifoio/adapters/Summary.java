package io.fifoio.adapters;

import java.time.Duration;

/** What a stream that ended well has carried; see {@link SourceInputStream#result()}. */
public final class Summary {

    private final long bytes;
    private final Duration duration;

    Summary(long bytes, Duration duration) {
        this.bytes = bytes;
        this.duration = duration;
    }

    /** How many bytes the source wrote, all of which were read. */
    public long bytes() {
        return bytes;
    }

    /** How long the source took, from its start to its normal return. */
    public Duration duration() {
        return duration;
    }

    @Override
    public String toString() {
        return "Summary[" + bytes + " bytes in " + duration + "]";
    }
}
