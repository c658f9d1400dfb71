package io.fifoio.adapters.compress;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to read what is compressed, with limits for what strangers send:
 *
 * <pre>{@code
 * try (InputStream plain = Decompression.of(Compression.GZIP).limit(1_000_000_000).ratio(200).open(upload)) {
 *     parse(plain);
 * }
 * }</pre>
 *
 * <p>The stream gives end of data only where the compressed data was whole and nothing followed it; but formats that allow
 * it may come in several parts one after the other (members of gzip, streams of bzip2 and xz, frames of Zstandard and
 * LZ4), which are read as one, as their programs do. Everything else is an {@code IOException}: data that is damaged, cut
 * off, empty or followed by anything else (zeros too, but for the padding of xz), a limit that is exceeded, a library that is
 * missing or can't tell a cut (an older zstd-jni), a failure of the input. It is never a {@code RuntimeException}, and every
 * later read throws again. {@link Compression} says what some formats can't tell.
 *
 * <p>A value that may be used any number of times, by any thread. Without limits unless they are set.
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

    /** Of one format. */
    public static Decompression of(Compression format) {
        return new Decompression(Objects.requireNonNull(format, "format"), NO_LIMIT, NO_LIMIT);
    }

    /**
     * Of the format that the first bytes tell: gzip, bzip2, xz, zstd, lz4 or snappy; zlib and deflate have no mark of their
     * own. An input that begins with none of them fails at the first read. Frames to skip, which pzstd begins with, are looked
     * behind for 16 KiB.
     */
    public static Decompression detected() {
        return new Decompression(null, NO_LIMIT, NO_LIMIT);
    }

    /**
     * The same, with an end put to data of more than so many bytes: the stream gives so many, and then fails instead of
     * giving another.
     *
     * @throws IllegalArgumentException if negative
     */
    public Decompression limit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("limit is " + bytes + " bytes, must not be negative");
        }
        return new Decompression(format, bytes, ratio);
    }

    /**
     * The same, with an end put to data that is more than so many times as long as the compressed bytes read so far. Honest
     * text seldom exceeds 50; deflate can reach 1032, the others far more. Input is read some kilobytes ahead, so it is only at the
     * end that the ratio is exact.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Decompression ratio(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("ratio is " + most + ", must be at least 1");
        }
        return new Decompression(format, limit, most);
    }

    /**
     * A stream of the plain bytes. Nothing is read before its first read. For one thread at a time; closing it closes the
     * input. An interrupt that the input tells of ends it as any failure does.
     */
    public InputStream open(InputStream in) {
        return new DecompressedInputStream(Objects.requireNonNull(in, "in"), format, limit, ratio);
    }
}
