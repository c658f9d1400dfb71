package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A block of plain bytes, the window before it, and what it is deflated to; it is reused. One thread fills and writes
 * it, another one deflates it in between; {@link GzipBlocks} passes it from one to the other.
 */
final class GzipBlock {

    /** How far deflate looks back (RFC 1951). */
    static final int WINDOW = 32 * 1024;

    /**
     * Bytes that do not shrink are stored in parts of 16 KiB or more, five bytes more for each; then a flush marks the
     * end.
     */
    private static final int GROWTH = 64;

    private final ByteBuffer plain;
    private final ByteBuffer deflated;

    /** The plain bytes for the deflating thread, with a position of its own. */
    private final ByteBuffer input;

    private final CRC32 checksum = new CRC32();
    private int window;
    private boolean last;

    /** @param size how many bytes it holds, at least {@link #WINDOW} */
    GzipBlock(int size) {
        plain = ByteBuffer.allocateDirect(WINDOW + size);
        plain.limit(size);
        input = plain.duplicate();
        deflated = ByteBuffer.allocateDirect(size + size / 8 + GROWTH);
    }

    /** Empties this block, so that it can be filled with what follows another one. */
    void follow(GzipBlock before) {
        int end = before.plain.position();
        int size = plain.capacity() - WINDOW;
        window = WINDOW;
        plain.clear().limit(window + size);
        plain.put(0, before.plain, end - window, window).position(window);
    }

    boolean isFull() {
        return !plain.hasRemaining();
    }

    void put(byte b) {
        plain.put(b);
    }

    /** @return how many bytes it took; fewer than {@code len} if it is full then */
    int put(byte[] b, int off, int len) {
        int count = Math.min(len, plain.remaining());
        plain.put(b, off, count);
        return count;
    }

    int length() {
        return plain.position() - window;
    }

    /** Marks this block as the last one: its end is the end of the deflated stream. */
    void setLast() {
        last = true;
    }

    /** Returns the checksum of the bytes that it was filled with; known once it has been deflated. */
    int checksum() {
        return (int) checksum.getValue();
    }

    /** Deflates the whole block, up to a byte boundary. */
    void deflate(Deflater deflater) {
        int end = plain.position();
        checksum.reset();
        checksum.update(input.clear().limit(end).position(window));
        deflater.reset();
        if (window > 0) {
            deflater.setDictionary(input.clear().limit(window));
        }
        deflater.setInput(input.clear().limit(end).position(window));
        if (last) {
            deflater.finish();
        }
        deflater.deflate(deflated.clear(), last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (!deflated.hasRemaining()) {
            throw new IllegalStateException(
                    (end - window) + " bytes are more than " + deflated.capacity() + " deflated");
        }
        deflated.flip();
        deflater.reset(); // lets go of the input
    }

    /** Deflates the whole block with a deflater of its own. */
    void deflate(int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflate(deflater);
        } finally {
            deflater.end();
        }
    }

    /** Writes what it was deflated to, through an array. */
    void writeTo(OutputStream out, byte[] passing) throws IOException {
        while (deflated.hasRemaining()) {
            int count = Math.min(passing.length, deflated.remaining());
            deflated.get(passing, 0, count);
            out.write(passing, 0, count);
        }
    }
}
