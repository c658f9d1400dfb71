package io.fifoio.adapters.compress;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads frames one after another, each with the decoder that can read it; skippable frames are skipped. */
final class Lz4Frames extends InputByBlocks {

    private static final int MAGIC = 0x184d2204;

    private static final int INDEPENDENT_BLOCKS = 1 << 5;
    private static final int DICTIONARY = 1;

    /** The length of the magic and the first byte of the descriptor. */
    private static final int START = 5;

    private final InputStream in;
    private final Lz4LinkedBlocks linkedBlocks;
    private @Nullable InputStream frame;

    /** @param in supports {@code mark} */
    Lz4Frames(InputStream in) {
        this.in = in;
        this.linkedBlocks = new Lz4LinkedBlocks(in);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        while (true) {
            if (frame == null) {
                frame = next();
            }
            if (frame == null) {
                return -1;
            }
            int count = frame.read(b, off, len);
            if (count >= 0) {
                return count;
            }
            frame = null;
        }
    }

    /** @return null at the end */
    private @Nullable InputStream next() throws IOException {
        byte[] start = peek();
        while (FrameToSkip.isAt(start)) {
            byte[] header = in.readNBytes(FrameToSkip.HEADER);
            if (header.length < FrameToSkip.HEADER) {
                throw new EOFException("a frame to skip ends within its header");
            }
            in.skipNBytes(FrameToSkip.size(header) - FrameToSkip.HEADER);
            start = peek();
        }
        if (start.length == 0) {
            return null;
        }
        int flags = start[start.length - 1];
        boolean known = start.length == START && number(start) == MAGIC;
        if (known && (flags & DICTIONARY) != 0) {
            throw new RefusedInput("lz4 data that was compressed with a dictionary can't be read");
        }
        if (known && (flags & INDEPENDENT_BLOCKS) == 0) {
            linkedBlocks.begin();
            return linkedBlocks;
        }
        return Lz4Codec.decodeIndependentBlocks(in);
    }

    private byte[] peek() throws IOException {
        in.mark(START);
        byte[] start = in.readNBytes(START);
        in.reset();
        return start;
    }

    /** @throws EOFException if there are fewer */
    static void readFully(InputStream in, byte[] bytes, int length) throws IOException {
        if (in.readNBytes(bytes, 0, length) < length) {
            throw new EOFException("the end of a frame is missing");
        }
    }

    static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
