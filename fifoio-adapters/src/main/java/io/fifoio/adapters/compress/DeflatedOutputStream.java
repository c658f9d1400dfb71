package io.fifoio.adapters.compress;

import io.fifoio.adapters.Releasable;
import io.fifoio.adapters.inner.Closing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes one gzip member, zlib stream or raw deflate stream. The deflater is given only direct buffers, because it
 * would pin arrays against the garbage collector.
 */
final class DeflatedOutputStream extends OutputStream implements Releasable {

    private static final int BUFFER = 16 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private final OutputStream out;
    private final Deflater deflater;
    private final boolean inMember;
    private final CRC32 checksum = new CRC32();
    private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer deflated = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] passing = new byte[BUFFER];
    private boolean broken;
    private boolean closed;

    private DeflatedOutputStream(OutputStream out, Deflater deflater, @Nullable GzipHeader header) throws IOException {
        this.out = Objects.requireNonNull(out, "out");
        this.deflater = deflater;
        this.inMember = header != null;
        if (header != null) {
            try {
                header.writeTo(out);
            } catch (Throwable failure) {
                deflater.end();
                throw failure;
            }
        }
    }

    static DeflatedOutputStream gzip(OutputStream out, GzipHeader header) throws IOException {
        return new DeflatedOutputStream(out, new Deflater(header.level(), true), header);
    }

    /** RFC 1950; the deflater itself writes header and checksum. */
    static DeflatedOutputStream zlib(OutputStream out, int level) throws IOException {
        return new DeflatedOutputStream(out, new Deflater(level, false), null);
    }

    /** RFC 1951. */
    static DeflatedOutputStream raw(OutputStream out, int level) throws IOException {
        return new DeflatedOutputStream(out, new Deflater(level, true), null);
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
        if (inMember) {
            checksum.update(plain);
            plain.flip();
        }
        deflater.setInput(plain);
        while (!deflater.needsInput()) {
            passOn();
        }
        // The deflater looks at the limit of its input at every call, so the buffer is taken away from it before it is
        // filled again.
        deflater.setInput(NOTHING);
        plain.clear();
    }

    private void passOn() throws IOException {
        deflated.clear();
        int count = deflater.deflate(deflated);
        if (count == 0) {
            return; // an encoder that is handed an empty write may take it for something
        }
        deflated.flip().get(passing, 0, count);
        broken = true; // until the write returns: after a hole, nothing that follows makes sense
        out.write(passing, 0, count);
        broken = false;
    }

    /**
     * Passes on what has been compressed; what the deflater still holds stays there until more is written or the stream
     * is closed.
     */
    @Override
    public void flush() throws IOException {
        if (!closed && !broken) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Closing.closeAll(this::finish, out);
        } finally {
            deflater.end();
        }
    }

    private void finish() throws IOException {
        if (broken) {
            return;
        }
        deflate();
        deflater.finish();
        while (!deflater.finished()) {
            passOn();
        }
        if (inMember) {
            GzipHeader.writeTrailer(out, (int) checksum.getValue(), deflater.getBytesRead());
        }
    }

    @Override
    public void release() {
        closed = true;
        deflater.end();
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new IOException("write to a closed compressing stream");
        }
        if (broken) {
            throw new IOException(
                    "an earlier write of this compressing stream failed, so what follows can't be complete");
        }
    }
}
