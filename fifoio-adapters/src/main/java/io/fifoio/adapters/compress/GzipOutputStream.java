package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes one gzip member. The deflater sees direct buffers only: arrays it would pin against the collector. */
final class GzipOutputStream extends OutputStream {

    private static final int BUFFER = 16 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final short MAGIC = (short) 0x8b1f;
    private static final byte DEFLATE = 8;
    private static final byte SMALLEST = 2;
    private static final byte FASTEST = 4;
    private static final byte UNKNOWN_SYSTEM = (byte) 255;

    private final OutputStream out;
    private final Deflater deflater;
    private final CRC32 checksum = new CRC32();
    private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer deflated = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] passing = new byte[BUFFER];
    private boolean broken;
    private boolean closed;

    GzipOutputStream(OutputStream out, int level) throws IOException {
        this.out = out;
        this.deflater = new Deflater(level, true);
        ByteBuffer header = ByteBuffer.wrap(passing, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(MAGIC)
                .put(DEFLATE)
                .put((byte) 0)
                .putInt(0)
                .put(hint(level))
                .put(UNKNOWN_SYSTEM);
        try {
            out.write(passing, 0, HEADER);
        } catch (IOException e) {
            deflater.end();
            throw e;
        }
    }

    /** RFC 1952, XFL. */
    private static byte hint(int level) {
        return switch (level) {
            case Deflater.BEST_COMPRESSION -> SMALLEST;
            case Deflater.BEST_SPEED -> FASTEST;
            default -> 0;
        };
    }

    @Override
    public void write(int b) throws IOException {
        ensureOpen();
        if (!plain.hasRemaining()) {
            deflate();
        }
        plain.put((byte) b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        ensureOpen();
        int taken = 0;
        while (taken < len) {
            if (!plain.hasRemaining()) {
                deflate();
            }
            int count = Math.min(len - taken, plain.remaining());
            plain.put(b, off + taken, count);
            taken += count;
        }
    }

    /** Deflates and empties the plain buffer. */
    private void deflate() throws IOException {
        plain.flip();
        checksum.update(plain);
        plain.flip();
        deflater.setInput(plain);
        while (!deflater.needsInput()) {
            passOn();
        }
        // The deflater looks at its input's limit at every call, so it must let go before the buffer is filled again.
        deflater.setInput(NOTHING);
        plain.clear();
    }

    private void passOn() throws IOException {
        deflated.clear();
        int count = deflater.deflate(deflated);
        deflated.flip().get(passing, 0, count);
        broken = true; // until the write returns: after a hole, nothing that follows makes sense
        out.write(passing, 0, count);
        broken = false;
    }

    /** Passes on what is compressed; what is still in the making stays until more comes or the stream is closed. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (broken) {
                return;
            }
            deflate();
            deflater.finish();
            while (!deflater.finished()) {
                passOn();
            }
            ByteBuffer trailer = ByteBuffer.wrap(passing, 0, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
            trailer.putInt((int) checksum.getValue()).putInt((int) deflater.getBytesRead());
            out.write(passing, 0, TRAILER);
        } finally {
            deflater.end();
        }
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new IOException("write to a closed gzip stream");
        }
        if (broken) {
            throw new IOException("an earlier write of this gzip stream failed, what follows can't be whole");
        }
    }
}
