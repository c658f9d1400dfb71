package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * Gzip (RFC 1952) by the JDK's {@link Deflater}: one member, without name, comment and time, so that equal input makes
 * equal output.
 *
 * <p>The same format as {@code GZIPOutputStream::new}, which is a codec too; what this one has on top is the choice of
 * the level, and that it works in memory outside the heap. The JDK's stream pins arrays of the heap while it compresses,
 * and before Java 22 the G1 collector can run into an {@code OutOfMemoryError} over that in a small heap that is far from
 * full.
 */
public final class Gzip implements Codec {

    private final int level;

    private Gzip(int level) {
        this.level = level;
    }

    /**
     * A codec with a level of compression.
     *
     * @param level 0 (none) or 1 (fast) to 9 (small); 6 is what gzip does by default
     * @throws IllegalArgumentException if the level is another
     */
    public static Gzip level(int level) {
        if (level < Deflater.NO_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("gzip level is " + level + ", must be 0 to 9");
        }
        return new Gzip(level);
    }

    @Override
    public OutputStream encode(OutputStream out) throws IOException {
        return new GzipOutputStream(out, level);
    }
}
