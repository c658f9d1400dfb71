package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** What comes before and after the deflated bytes of a gzip member (RFC 1952). */
record GzipHeader(int level, @Nullable String name, long seconds) {

    private static final int FIXED = 10;
    private static final int TRAILER = 8;
    private static final short MAGIC = (short) 0x8b1f;
    private static final byte DEFLATE = 8;
    private static final byte HAS_NAME = 8;
    private static final byte SMALLEST = 2;
    private static final byte FASTEST = 4;
    private static final byte UNKNOWN_SYSTEM = (byte) 255;

    private static final int NO_TIME = 0;
    private static final long LATEST = 0xffff_ffffL;

    /** The limit for a name. The format has none, but a reader of names must hold them in memory. */
    private static final int LONGEST_NAME = 65_535;

    /** Without name and time. */
    static GzipHeader ofLevel(int level) {
        if (level < Deflater.NO_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("gzip level is " + level + ", must be 0 to 9");
        }
        return new GzipHeader(level, null, NO_TIME);
    }

    GzipHeader named(String newName) {
        if (newName.isEmpty() || newName.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "gzip name has " + newName.length() + " characters, must have 1 to " + LONGEST_NAME);
        }
        CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
        for (int i = 0; i < newName.length(); i++) {
            char c = newName.charAt(i);
            if (c == 0 || !latin1.canEncode(c)) {
                throw new IllegalArgumentException(String.format(
                        "gzip name \"%s\" has U+%04X at %d, must be ISO 8859-1 without NUL", newName, (int) c, i));
            }
        }
        return new GzipHeader(level, newName, seconds);
    }

    GzipHeader modified(Instant time) {
        long newSeconds = time.getEpochSecond();
        if (newSeconds <= NO_TIME || newSeconds > LATEST) {
            throw new IllegalArgumentException("gzip time is " + time + ", must be "
                    + Instant.ofEpochSecond(NO_TIME + 1) + " to " + Instant.ofEpochSecond(LATEST));
        }
        return new GzipHeader(level, name, newSeconds);
    }

    void writeTo(OutputStream out) throws IOException {
        byte[] nameBytes = name == null ? new byte[0] : (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer header = ByteBuffer.allocate(FIXED + nameBytes.length).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(MAGIC)
                .put(DEFLATE)
                .put(name == null ? 0 : HAS_NAME)
                .putInt((int) seconds)
                .put(hint())
                .put(UNKNOWN_SYSTEM)
                .put(nameBytes);
        out.write(header.array());
    }

    static void writeTrailer(OutputStream out, int checksum, long length) throws IOException {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt(checksum).putInt((int) length);
        out.write(trailer.array());
    }

    /** RFC 1952, XFL. */
    private byte hint() {
        return switch (level) {
            case Deflater.BEST_COMPRESSION -> SMALLEST;
            case Deflater.BEST_SPEED -> FASTEST;
            default -> 0;
        };
    }
}
