package io.fifoio.adapters.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A frame that has no content for the reader. Zstandard (RFC 8878, 3.1.2) and LZ4 have the same kind; data of either
 * may begin with such frames.
 */
final class FrameToSkip {

    /** The magic and the size of what follows. */
    static final int HEADER = 8;

    /** The last four bits may have any value. */
    private static final int MAGIC = 0x184d2a50;

    private FrameToSkip() {}

    static boolean isAt(byte[] start) {
        return start.length >= Integer.BYTES && (littleEndian(start).getInt() & ~0xf) == MAGIC;
    }

    /** Returns the size including the header. */
    static long size(byte[] header) {
        return HEADER + Integer.toUnsignedLong(littleEndian(header).getInt(Integer.BYTES));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
