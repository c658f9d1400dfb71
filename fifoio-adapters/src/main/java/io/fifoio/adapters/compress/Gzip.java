package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.zip.Deflater;

/**
 * Gzip (RFC 1952) by the JDK's {@link Deflater}: one member, without name and time unless they are given, so that equal
 * input makes equal output. A value that may be used any number of times, by any thread.
 *
 * <p>The same format as {@code GZIPOutputStream::new}, which is a codec too; what this one has on top is the choice of
 * the level, name and time, and that it works in memory outside the heap. The JDK's stream pins arrays of the heap while
 * it compresses, and before Java 22 the G1 collector can run into an {@code OutOfMemoryError} over that in a small heap
 * that is far from full. {@link ParallelGzip} does the same work on several threads.
 *
 * <p>{@code flush()} passes on what is compressed so far, and makes the compressor hold nothing back any earlier: the
 * output is the same with and without it.
 */
public final class Gzip implements Codec {

    private final GzipHeader header;

    private Gzip(GzipHeader header) {
        this.header = header;
    }

    /**
     * A codec with a level of compression.
     *
     * @param level 0 (none) or 1 (fast) to 9 (small); 6 is what gzip does by default
     * @throws IllegalArgumentException if the level is another
     */
    public static Gzip level(int level) {
        return new Gzip(GzipHeader.ofLevel(level));
    }

    /**
     * The same with the name of the file that is compressed in its header; {@code gunzip -N} restores it.
     *
     * @param name 1 to 65,535 characters of ISO 8859-1 without NUL, as the standard says
     * @throws IllegalArgumentException if the name is another
     */
    public Gzip named(String name) {
        return new Gzip(header.named(name));
    }

    /**
     * The same with the time of the last change of the file that is compressed in its header, in seconds: a fraction is
     * cut off.
     *
     * @param time from 1970-01-01T00:00:01Z to 2106-02-07T06:28:15Z: the standard has 32 bits for it, and zero says that
     *     there is none
     * @throws IllegalArgumentException if the time is another
     */
    public Gzip modified(Instant time) {
        return new Gzip(header.modified(time));
    }

    @Override
    public OutputStream encode(OutputStream out) throws IOException {
        return DeflatedOutputStream.gzip(out, header);
    }
}
