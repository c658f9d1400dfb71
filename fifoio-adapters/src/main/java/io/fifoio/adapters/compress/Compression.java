package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The formats of compression, each of them a codec at its usual level: {@code source.through(Compression.ZSTD)}. {@link
 * Decompression} reads them.
 *
 * <p>The first three need the JDK alone, the others {@code org.apache.commons:commons-compress} and what is said there.
 * Where a library is missing, {@link #encode} and the first read throw an {@code IOException} that names the artifact to
 * add.
 *
 * <p>{@code flush()} passes on what is compressed so far, and makes no format end a block: the output is the same with and without
 * it, and what was written before is readable only once more has come or the stream is closed.
 *
 * <p>What a format can't tell: raw deflate has no checksum, so damage may pass for data; Zstandard and LZ4 have one where the writer has
 * put one, as it is done here, and as many libraries don't unless they are told to; framed Snappy has no end, so a stream that is cut
 * between two of its chunks passes for a whole one, and so may what a failed source has written to a file. A source that is opened tells
 * of its failure all the same.
 */
@SuppressWarnings("ImmutableEnumChecker") // nothing in it is changed or handed out
public enum Compression implements Codec {

    /** RFC 1952; levels 0 to 9, 6 by default. {@link Gzip} adds name and time, {@link ParallelGzip} threads. */
    GZIP(
            "1f8b",
            new Levels(0, 9, 6),
            (out, level) -> DeflatedOutputStream.gzip(out, GzipHeader.ofLevel(level)),
            InflatedInputStream::gzip),

    /** RFC 1950, which is what HTTP calls deflate; levels 0 to 9, 6 by default. */
    ZLIB("", new Levels(0, 9, 6), DeflatedOutputStream::zlib, InflatedInputStream::zlib),

    /** RFC 1951, without header and checksum; levels 0 to 9, 6 by default. For HTTP's deflate see {@link #ZLIB}. */
    DEFLATE("", new Levels(0, 9, 6), DeflatedOutputStream::raw, InflatedInputStream::raw),

    /** Levels 1 to 9, which are the size of a block in 100,000 bytes; 9 by default. */
    BZIP2(
            "425a68",
            new Levels(1, 9, 9),
            (out, level) -> CommonsCodecs.bzip2(out, level),
            in -> CommonsCodecs.bzip2(in),
            Library.COMMONS_COMPRESS),

    /**
     * Levels 0 to 9; 3 by default, which takes 32 MiB of heap, while the 6 of the program xz takes 94 MiB. Reading takes half
     * of the heap at most, and no more than 96 MiB: a stream that wants more is refused. Needs {@code org.tukaani:xz} too.
     */
    XZ(
            "fd377a585a00",
            new Levels(0, 9, 3),
            (out, level) -> CommonsCodecs.xz(out, level),
            in -> CommonsCodecs.xz(in),
            Library.COMMONS_COMPRESS,
            Library.XZ),

    /**
     * RFC 8878, with a checksum; levels 1 to 22, 3 by default. Reading takes up to 128 MiB outside the heap where a stream
     * wants that. Needs {@code com.github.luben:zstd-jni} too, to read 1.5.7-28 or newer: one that takes data of several frames
     * for whole where a later one is cut, as 1.5.7-9 and older do, is refused there. Writing does not ask for that.
     */
    ZSTD(
            "28b52ffd",
            new Levels(1, 22, 3),
            (out, level) -> CommonsCodecs.zstd(out, level),
            in -> CommonsCodecs.zstd(in),
            Library.COMMONS_COMPRESS,
            Library.ZSTD),

    /**
     * The frame format of LZ4, with a checksum; without levels. Needs {@code at.yawk.lz4:lz4-java} alone, which writes by native code
     * where it can load that. What was compressed with a dictionary can't be read.
     */
    LZ4("04224d18", Levels.NONE, (out, level) -> Lz4Codec.encode(out), in -> Lz4Codec.decode(in), Library.LZ4),

    /** The framing format of Snappy; without levels. */
    SNAPPY(
            "ff060000734e61507059",
            Levels.NONE,
            (out, level) -> CommonsCodecs.snappy(out),
            in -> CommonsCodecs.snappy(in),
            Library.COMMONS_COMPRESS);

    /** How many bytes {@link #detect} wants to see. */
    static final int LONGEST_MAGIC = 10;

    private final byte[] magic;
    private final Levels levels;
    private final Encoder encoder;
    private final Decoder decoder;
    private final List<Library> needed;

    Compression(String magic, Levels levels, Encoder encoder, Decoder decoder, Library... needed) {
        this.magic = HexFormat.of().parseHex(magic);
        this.levels = levels;
        this.encoder = encoder;
        this.decoder = decoder;
        this.needed = List.of(needed);
    }

    /** @return the format that begins with these bytes, if any does */
    static Optional<Compression> detect(byte[] start) {
        return detectable().stream()
                .filter(format -> start.length >= format.magic.length
                        && Arrays.equals(format.magic, Arrays.copyOf(start, format.magic.length)))
                .findFirst();
    }

    /** Those whose first bytes tell what they are. */
    static List<Compression> detectable() {
        return Arrays.stream(values()).filter(format -> format.magic.length > 0).toList();
    }

    static String list(List<Compression> formats) {
        return formats.stream().map(Compression::toString).collect(Collectors.joining(", "));
    }

    /**
     * A codec of this format with a level of compression: more is smaller and slower. The levels are told at each format.
     *
     * @throws IllegalArgumentException if the format has no such level
     */
    public Codec level(int level) {
        levels.check(this, level);
        return out -> encode(out, level);
    }

    @Override
    public OutputStream encode(OutputStream out) throws IOException {
        return encode(out, levels.usual());
    }

    private OutputStream encode(OutputStream out, int level) throws IOException {
        Objects.requireNonNull(out, "out");
        try {
            return encoder.encode(out, level);
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    /** @throws LinkageError here or from the stream, where a library is missing; {@link #missing} makes sense of it */
    InputStream decode(InputStream in) throws IOException {
        return decoder.decode(in);
    }

    IOException missing(LinkageError error) {
        return Library.failure(this, needed, error);
    }

    /** The name, in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private record Levels(int least, int most, int usual) {

        static final Levels NONE = new Levels(0, -1, 0);

        void check(Compression format, int level) {
            if (most < least) {
                throw new IllegalArgumentException(format + " has no levels, and got " + level);
            }
            if (level < least || level > most) {
                throw new IllegalArgumentException(
                        format + " level is " + level + ", must be " + least + " to " + most);
            }
        }
    }

    @FunctionalInterface
    private interface Encoder {
        OutputStream encode(OutputStream out, int level) throws IOException;
    }

    @FunctionalInterface
    interface Decoder {
        InputStream decode(InputStream in) throws IOException;
    }
}
