package io.fifoio.adapters.compress;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Reads frames whose blocks refer to earlier blocks (LZ4 Frame Format 1.6), one frame at a time and no byte beyond it.
 * This is an implementation of our own, because lz4-java does not read such frames, and commons-compress takes what is
 * before the first byte for zeros, so that data which needs a dictionary would be wrong without an error. The arrays
 * are reused for all frames and grow with the largest, because a frame of a few bytes may ask for the largest blocks.
 */
final class Lz4LinkedBlocks extends InputByBlocks {

    private static final int PLAIN = 1 << 31;

    private final InputStream in;
    private final byte[] field = new byte[Integer.BYTES];
    private final StreamingXXHash32 blockHash = XXHashFactory.safeInstance().newStreamingHash32(0);
    private final StreamingXXHash32 contentHash = XXHashFactory.safeInstance().newStreamingHash32(0);
    private final Lz4Window window = new Lz4Window();
    private byte[] block = {};
    private long count;
    private boolean ended = true;

    /** The header of the current frame. */
    private Lz4Header header = new Lz4Header(false, false, 0, 0);

    Lz4LinkedBlocks(InputStream in) {
        this.in = in;
    }

    /** Begins the next frame by reading its header. */
    void begin() throws IOException {
        blockHash.reset();
        contentHash.reset();
        header = Lz4Header.read(in, blockHash);
        window.begin(header.largestBlock());
        if (block.length < header.largestBlock()) {
            block = new byte[header.largestBlock()];
        }
        count = 0;
        ended = false;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        while (window.available() == 0 && !ended) {
            next();
        }
        return ended ? -1 : window.read(b, off, len);
    }

    /** Reads the next block, or the end. */
    private void next() throws IOException {
        int told = readInt();
        if (told == 0) {
            end();
            return;
        }
        int size = told & ~PLAIN;
        if (size > header.largestBlock()) {
            throw new IOException("a block is said to have " + size + " bytes, in a frame of up to "
                    + header.largestBlock() + " a block");
        }
        Lz4Frames.readFully(in, block, size);
        if (header.hasBlockChecksums()) {
            blockHash.reset();
            blockHash.update(block, 0, size);
            ensureSame(blockHash, "a block");
        }
        if ((told & PLAIN) != 0) {
            window.append(ByteBuffer.wrap(block, 0, size));
        } else {
            window.decode(ByteBuffer.wrap(block, 0, size));
        }
        count += window.available();
        if (header.hasContentChecksum()) {
            window.update(contentHash);
        }
    }

    private void end() throws IOException {
        if (header.contentSize() != Lz4Header.UNKNOWN && header.contentSize() != count) {
            throw new IOException("a frame that is said to hold " + header.contentSize() + " bytes holds " + count);
        }
        if (header.hasContentChecksum()) {
            ensureSame(contentHash, "the content of a frame");
        }
        ended = true;
    }

    private void ensureSame(StreamingXXHash32 hash, String what) throws IOException {
        if (readInt() != hash.getValue()) {
            throw new IOException(what + " does not match its checksum");
        }
    }

    private int readInt() throws IOException {
        Lz4Frames.readFully(in, field, field.length);
        return Lz4Frames.number(field);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
