package io.fifoio.adapters.compress;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.xxhash.StreamingXXHash32;

/**
 * What the last block of a frame holds, and what later blocks may refer to: as far back as an offset reaches, and never
 * before the first byte.
 */
final class Lz4Window {

    private static final int REACH = (1 << 16) - 1;

    /** The value of the four bits of a length which says that more follows. */
    private static final int LONG = 15;

    private static final int SHORTEST_MATCH = 4;

    private byte[] bytes = {};
    private int largestBlock;
    private int end;

    /** The position in the last block up to which it was read. */
    private int taken;

    /** A frame begins, with nothing before it. */
    void begin(int largestOfFrame) {
        largestBlock = largestOfFrame;
        if (bytes.length < 2 * REACH + largestBlock) {
            bytes = new byte[2 * REACH + largestBlock];
        }
        end = 0;
        taken = 0;
    }

    /** Returns how much of the last block has not been read. */
    int available() {
        return end - taken;
    }

    int read(byte[] b, int off, int len) {
        int size = Math.min(len, available());
        System.arraycopy(bytes, taken, b, off, size);
        taken += size;
        return size;
    }

    /** Updates the hash with what has not been read. */
    void update(StreamingXXHash32 hash) {
        hash.update(bytes, taken, available());
    }

    /** Appends a block that is not compressed. */
    void append(ByteBuffer block) {
        makeRoom();
        int size = block.remaining();
        block.get(bytes, end, size);
        end += size;
    }

    /** Decodes a block according to the LZ4 Block Format. */
    void decode(ByteBuffer block) throws IOException {
        block.order(ByteOrder.LITTLE_ENDIAN);
        makeRoom();
        int most = end + largestBlock;
        try {
            while (true) {
                int token = block.get() & 0xff;
                int literals = length(token >> 4, block);
                ensureFits(literals, most);
                block.get(bytes, end, literals);
                end += literals;
                if (!block.hasRemaining()) {
                    return;
                }
                int offset = Short.toUnsignedInt(block.getShort());
                int match = SHORTEST_MATCH + length(token & LONG, block);
                ensureFits(match, most);
                repeat(offset, match);
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("a block ends where more must follow", e);
        }
    }

    private static int length(int bits, ByteBuffer block) {
        int length = bits;
        int more = bits == LONG ? 0xff : 0;
        while (more == 0xff) {
            more = block.get() & 0xff;
            length += more;
        }
        return length;
    }

    private void ensureFits(int length, int most) throws IOException {
        if (length > most - end) {
            throw new IOException("a block holds more than the " + largestBlock + " bytes that its frame allows");
        }
    }

    /** Repeats earlier bytes. If source and target overlap, copied bytes are copied again. */
    private void repeat(int offset, int length) throws IOException {
        if (offset == 0 || offset > end) {
            throw new IOException(
                    "a block refers to " + offset + " bytes back where there are " + end + ", perhaps to a dictionary");
        }
        int from = end - offset;
        int to = end + length;
        while (end < to) {
            int size = Math.min(to - end, end - from);
            System.arraycopy(bytes, from, bytes, end, size);
            end += size;
        }
    }

    /** Moves what is kept, at most once in 64 KiB, however small the blocks are. */
    private void makeRoom() {
        if (bytes.length - end < largestBlock) {
            System.arraycopy(bytes, end - REACH, bytes, 0, REACH);
            end = REACH;
        }
        taken = end;
    }
}
