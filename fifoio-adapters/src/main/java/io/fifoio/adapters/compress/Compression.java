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
 * The compression formats, each of which is a codec with the format's usual level:
 * {@code source.through(Compression.ZSTD)}. {@link Decompression} reads them.
 *
 * <p>{@link #GZIP}, {@link #ZLIB} and {@link #DEFLATE} need only the JDK; {@link #LZ4} needs
 * {@code at.yawk.lz4:lz4-java}; the others need {@code org.apache.commons:commons-compress}, and some of them one more
 * library, as is said there. If a library is missing, {@link #encode} and the first read throw an {@code IOException}
 * that names the artifact to add.
 *
 * <p>{@code flush()} passes on what has been compressed so far, but does not end a block in any format: the output is
 * the same with and without it, and what was written before a flush may become readable only when more is written or
 * the stream is closed.
 *
 * <p>What a format can't tell: raw deflate has no checksum, so damage may pass for data; Zstandard and LZ4 have one
 * where the writer has put one, as it is done here, and as many libraries don't unless they are told to; framed Snappy
 * has no end, so a stream that is cut between two of its chunks passes for a whole one, and so may what a failed source
 * has written to a file. A source that is opened tells of its failure all the same.
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
     * Levels 0 to 9; 3 by default, which takes 32 MiB of heap, whereas the program xz uses 6, which takes 94 MiB.
     * Reading takes at most half of the heap, and no more than 96 MiB: a stream that needs more is refused. Also needs
     * {@code org.tukaani:xz}.
     */
    XZ(
            "fd377a585a00",
            new Levels(0, 9, 3),
            (out, level) -> CommonsCodecs.xz(out, level),
            in -> CommonsCodecs.xz(in),
            Library.COMMONS_COMPRESS,
            Library.XZ),

    /**
     * RFC 8878, with a checksum; levels 1 to 22, 3 by default. Reading takes up to 128 MiB outside the heap if a stream
     * needs it. Also needs {@code com.github.luben:zstd-jni}; for reading 1.5.7-28 or newer, because versions up to
     * 1.5.7-9 take data of several frames for complete although a later frame is truncated, and such a version is
     * refused. Writing works with any version.
     */
    ZSTD(
            "28b52ffd",
            new Levels(1, 22, 3),
            (out, level) -> CommonsCodecs.zstd(out, level),
            in -> CommonsCodecs.zstd(in),
            Library.COMMONS_COMPRESS,
            Library.ZSTD),

    /**
     * The frame format of LZ4, with a checksum; no levels. Needs only {@code at.yawk.lz4:lz4-java}, which writes with
     * native code if it can load it. Data that was compressed with a dictionary can't be read.
     */
    LZ4("04224d18", Levels.NONE, (out, level) -> Lz4Codec.encode(out), in -> Lz4Codec.decode(in), Library.LZ4),

    /** The framing format of Snappy; no levels. */
    SNAPPY(
            "ff060000734e61507059",
            Levels.NONE,
            (out, level) -> CommonsCodecs.snappy(out),
            in -> CommonsCodecs.snappy(in),
            Library.COMMONS_COMPRESS);

    /** How many bytes {@link #detect} needs. */
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

    /** Returns the formats that can be recognised by their first bytes. */
    static List<Compression> detectable() {
        return Arrays.stream(values()).filter(format -> format.magic.length > 0).toList();
    }

    static String list(List<Compression> formats) {
        return formats.stream().map(Compression::toString).collect(Collectors.joining(", "));
    }

    /**
     * Returns a codec of this format with the given compression level: a higher level gives smaller output and takes
     * longer. Each format lists its levels.
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

    /** @throws LinkageError here or from the stream, if a library is missing; {@link #missing} explains it */
    InputStream decode(InputStream in) throws IOException {
        return decoder.decode(in);
    }

    IOException missing(LinkageError error) {
        return Library.failure(this, needed, error);
    }

    /** Returns the name in lower case. */
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
