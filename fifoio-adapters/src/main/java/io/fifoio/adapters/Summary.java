package io.fifoio.adapters;

import java.time.Duration;
import java.util.Map;

/** What a stream that ended well has carried; see {@link SourceInputStream#result()}. */
public final class Summary {

    private final long bytes;
    private final Duration duration;
    private final Map<String, byte[]> digests;

    Summary(long bytes, Duration duration, Map<String, byte[]> digests) {
        this.bytes = bytes;
        this.duration = duration;
        this.digests = digests;
    }

    /** How many bytes the source wrote, all of which were read. */
    public long bytes() {
        return bytes;
    }

    /** How long the source took, from its start to its normal return. */
    public Duration duration() {
        return duration;
    }

    /**
     * The digest of all bytes that were read.
     *
     * @param algorithm one that {@link SourceInputStream#digest} was asked for
     * @return a copy
     * @throws IllegalArgumentException if it was not
     */
    public byte[] digest(String algorithm) {
        byte[] value = digests.get(algorithm);
        if (value == null) {
            throw new IllegalArgumentException(
                    "no digest \"" + algorithm + "\" was asked for before reading, only " + digests.keySet());
        }
        return value.clone();
    }

    @Override
    public String toString() {
        return "Summary[" + bytes + " bytes in " + duration + "]";
    }
}
