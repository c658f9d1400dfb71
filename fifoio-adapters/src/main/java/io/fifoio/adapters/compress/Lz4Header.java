package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import net.jpountz.xxhash.StreamingXXHash32;

/**
 * What a frame without a dictionary says about itself before its first block.
 *
 * @param contentSize in bytes, or {@link #UNKNOWN}
 * @param largestBlock in bytes, compressed or not
 */
record Lz4Header(boolean hasBlockChecksums, boolean hasContentChecksum, long contentSize, int largestBlock) {

    static final long UNKNOWN = -1;

    private static final int MAGIC = 4;
    private static final int VERSION = 0b1100_0000;
    private static final int FIRST_VERSION = 0b0100_0000;
    private static final int BLOCK_CHECKSUMS = 1 << 4;
    private static final int CONTENT_SIZE = 1 << 3;
    private static final int CONTENT_CHECKSUM = 1 << 2;
    private static final int RESERVED = 1 << 1;

    /** The reserved bits of the byte after the flags; its other bits are the code of a size. */
    private static final int RESERVED_BEHIND = 0b1000_1111;

    /** The code of 64 KiB; each of the three codes above it stands for four times as much as the one before. */
    private static final int LEAST_CODE = 4;

    /** @param hash a new one, which is reset here */
    static Lz4Header read(InputStream in, StreamingXXHash32 hash) throws IOException {
        Lz4Frames.readFully(in, new byte[MAGIC], MAGIC);
        byte[] start = new byte[2];
        Lz4Frames.readFully(in, start, start.length);
        int flags = start[0];
        int code = start[1] >> 4;
        if ((flags & VERSION) != FIRST_VERSION
                || (flags & RESERVED) != 0
                || (start[1] & RESERVED_BEHIND) != 0
                || code < LEAST_CODE) {
            throw new IOException("a frame's header begins with "
                    + HexFormat.of().formatHex(start) + ", which the format does not have");
        }
        byte[] size = new byte[(flags & CONTENT_SIZE) != 0 ? Long.BYTES : 0];
        Lz4Frames.readFully(in, size, size.length);
        byte[] checksum = new byte[1];
        Lz4Frames.readFully(in, checksum, checksum.length);
        hash.update(start, 0, start.length);
        hash.update(size, 0, size.length);
        if ((byte) (hash.getValue() >> 8) != checksum[0]) {
            throw new IOException("a frame's header does not match its checksum");
        }
        return new Lz4Header(
                (flags & BLOCK_CHECKSUMS) != 0,
                (flags & CONTENT_CHECKSUM) != 0,
                size.length == 0 ? UNKNOWN : contentSize(size),
                1 << (16 + 2 * (code - LEAST_CODE)));
    }

    private static long contentSize(byte[] bytes) throws IOException {
        long size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (size < 0) {
            throw new IOException("a frame is said to hold " + Long.toUnsignedString(size) + " bytes");
        }
        return size;
    }
}
