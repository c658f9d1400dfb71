package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.zip.Deflater;

/**
 * Gzip (RFC 1952) by the JDK's {@link Deflater}: one member, without name and time unless they are given, so that equal
 * input makes equal output. Immutable; may be used any number of times, by any thread.
 *
 * <p>{@code GZIPOutputStream::new} is a codec of the same format. This one also lets you choose the level, the name and
 * the time, and it works in memory outside the heap: the JDK's stream pins arrays in the heap while it compresses, and
 * before Java 22 that can make the G1 collector throw an {@code OutOfMemoryError} in a small heap that is far from
 * full. {@link ParallelGzip} does the same work on several threads.
 *
 * <p>{@code flush()} passes on what has been compressed so far, but does not make the compressor give up what it still
 * holds: the output is the same with and without it.
 */
public final class Gzip implements Codec {

    private final GzipHeader header;

    private Gzip(GzipHeader header) {
        this.header = header;
    }

    /**
     * Returns a codec with the given compression level.
     *
     * @param level 0 (no compression), or 1 (fastest) to 9 (smallest); gzip's own default is 6
     * @throws IllegalArgumentException if the level is not one of these
     */
    public static Gzip level(int level) {
        return new Gzip(GzipHeader.ofLevel(level));
    }

    /**
     * The same with the name of the file that is compressed in its header; {@code gunzip -N} restores it.
     *
     * @param name 1 to 65,535 characters of ISO 8859-1 without NUL, as the standard says
     * @throws IllegalArgumentException if the name is not of this form
     */
    public Gzip named(String name) {
        return new Gzip(header.named(name));
    }

    /**
     * The same with the modification time of the compressed file in its header, in whole seconds; a fraction is
     * dropped.
     *
     * @param time from 1970-01-01T00:00:01Z to 2106-02-07T06:28:15Z: the standard has 32 bits for it, and zero says
     *     that there is none
     * @throws IllegalArgumentException if the time is not in this range
     */
    public Gzip modified(Instant time) {
        return new Gzip(header.modified(time));
    }

    @Override
    public OutputStream encode(OutputStream out) throws IOException {
        return DeflatedOutputStream.gzip(out, header);
    }
}
