package io.fifoio.adapters;

import java.time.Duration;
import java.util.Map;

/** What passed through a stream that ended normally; see {@link SourceInputStream#result()}. */
public final class Summary {

    private final long bytes;
    private final Duration duration;
    private final Map<String, byte[]> digests;

    Summary(long bytes, Duration duration, Map<String, byte[]> digests) {
        this.bytes = bytes;
        this.duration = duration;
        this.digests = digests;
    }

    /** Returns how many bytes the source wrote, all of which were read. */
    public long bytes() {
        return bytes;
    }

    /** Returns how long the source took, from its start to its normal return. */
    public Duration duration() {
        return duration;
    }

    /**
     * Returns the digest of all bytes that were read.
     *
     * @param algorithm one that was requested with {@link SourceInputStream#digest}
     * @return a copy
     * @throws IllegalArgumentException if it was not requested
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
