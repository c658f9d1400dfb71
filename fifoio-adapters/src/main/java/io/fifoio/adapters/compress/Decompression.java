package io.fifoio.adapters.compress;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads compressed data, with limits for data from untrusted senders:
 *
 * <pre>{@code
 * try (InputStream plain = Decompression.of(Compression.GZIP).limit(1_000_000_000).ratio(200).open(upload)) {
 *     parse(plain);
 * }
 * }</pre>
 *
 * <p>The stream returns -1 only if the compressed data was complete and nothing followed it; but in formats that allow
 * it the data may consist of several parts one after the other (members of gzip, streams of bzip2 and xz, frames of
 * Zstandard and LZ4), which are read as one, as the programs for these formats do. Everything else is an
 * {@code IOException}: data that is damaged, truncated, empty or followed by anything else (even zeros, except for the
 * padding of xz), a limit that is exceeded, a library that is missing or can't detect truncated data (an older
 * zstd-jni), a failure of the input. It is never a {@code RuntimeException}, and every later read throws again.
 * {@link Compression} says what some formats can't detect.
 *
 * <p>Immutable; may be used any number of times, by any thread. There are no limits unless they are set.
 */
public final class Decompression {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final @Nullable Compression format;
    private final long limit;
    private final long ratio;

    private Decompression(@Nullable Compression format, long limit, long ratio) {
        this.format = format;
        this.limit = limit;
        this.ratio = ratio;
    }

    /** Reads the given format. */
    public static Decompression of(Compression format) {
        return new Decompression(Objects.requireNonNull(format, "format"), NO_LIMIT, NO_LIMIT);
    }

    /**
     * Reads the format that the first bytes indicate: gzip, bzip2, xz, zstd, lz4 or snappy; zlib and deflate have no
     * signature. An input that begins with none of the signatures fails at the first read. Skippable frames at the
     * beginning, as pzstd writes them, are looked past within the first 16 KiB.
     */
    public static Decompression detected() {
        return new Decompression(null, NO_LIMIT, NO_LIMIT);
    }

    /**
     * The same, with a limit for the decompressed size: the stream delivers that many bytes and then fails instead of
     * delivering another.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public Decompression limit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("limit is " + bytes + " bytes, must not be negative");
        }
        return new Decompression(format, bytes, ratio);
    }

    /**
     * The same, with a limit for how many times as long the data may be as the compressed bytes read so far. Honest
     * text seldom exceeds 50; deflate can reach 1032, the others far more. Input is read some kilobytes ahead, so the
     * ratio is exact only at the end.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public Decompression ratio(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("ratio is " + most + ", must be at least 1");
        }
        return new Decompression(format, limit, most);
    }

    /**
     * Opens a stream of the decompressed bytes. Nothing is read from the input before its first read. For one thread at
     * a time; closing it closes the input. If the input reports an interrupt, that ends the stream like any other
     * failure.
     */
    public InputStream open(InputStream in) {
        return new DecompressedInputStream(Objects.requireNonNull(in, "in"), format, limit, ratio);
    }
}
