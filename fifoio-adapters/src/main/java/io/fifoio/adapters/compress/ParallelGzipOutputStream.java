package io.fifoio.adapters.compress;

import io.fifoio.adapters.Releasable;
import io.fifoio.adapters.inner.Closing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Writes one gzip member whose blocks are deflated by several threads; the writing thread waits if they lag behind. */
final class ParallelGzipOutputStream extends OutputStream implements Releasable {

    private static final int PASSING = 16 * 1024;

    /**
     * How many blocks a flush writes at most: it may be called in a step of a source, and all blocks would be more than
     * a step may write.
     */
    private static final int MOST_FLUSHED = 16;

    private final OutputStream out;
    private final GzipHeader header;
    private final GzipBlocks blocks;
    private final JoinedChecksum checksum = new JoinedChecksum();
    private final byte[] passing = new byte[PASSING];
    private GzipBlock current;
    private long length;

    /** Set while something is in progress; if that fails, nothing that follows makes sense. */
    private boolean broken;

    /** Whether the last block has been handed over. */
    private boolean ending;

    private boolean closed;

    ParallelGzipOutputStream(OutputStream out, GzipHeader header, int threads, int blockSize) throws IOException {
        this(out, header, new GzipBlocks(header.level(), threads, blockSize));
    }

    ParallelGzipOutputStream(OutputStream out, GzipHeader header, GzipBlocks blocks) throws IOException {
        this.out = Objects.requireNonNull(out, "out");
        this.header = header;
        this.blocks = blocks;
        this.current = blocks.current();
        header.writeTo(out);
    }

    @Override
    public void write(int b) throws IOException {
        ensureOpen();
        if (current.isFull()) {
            next();
        }
        current.put((byte) b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        ensureOpen();
        int taken = 0;
        while (taken < len) {
            if (current.isFull()) {
                next();
            }
            taken += current.put(b, off + taken, len - taken);
        }
    }

    /**
     * Hands the full block over and takes a free one. Nothing is written before all blocks are in use, even if some
     * have been deflated: so what has been written when a source fails does not depend on which thread was quicker.
     */
    private void next() throws IOException {
        broken = true;
        blocks.handOver();
        if (blocks.isFull()) {
            writeOldest(true);
        }
        blocks.advance();
        current = blocks.current();
        broken = false;
    }

    /** @return false if the oldest block is not deflated yet, and this is not to wait for it */
    private boolean writeOldest(boolean wait) throws IOException {
        GzipBlock oldest = blocks.oldest(wait);
        if (oldest == null) {
            return false;
        }
        write(oldest);
        blocks.giveBack();
        return true;
    }

    private void write(GzipBlock block) throws IOException {
        checksum.append(block.checksum(), block.length());
        length += block.length();
        block.writeTo(out, passing);
    }

    /** Writes the oldest blocks that are deflated, without waiting for others. */
    @Override
    public void flush() throws IOException {
        if (closed || broken) {
            return;
        }
        broken = true;
        int written = 0;
        while (written < MOST_FLUSHED && !blocks.isEmpty() && writeOldest(false)) {
            written++;
        }
        out.flush();
        broken = false;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Closing.closeAll(this::finish, out, blocks::end);
    }

    /**
     * Writes one block for each call: all of them would be more than some callers that write in steps can take at once.
     */
    @Override
    public boolean drain() throws IOException {
        if (closed || broken || !blocks.inUse()) {
            return false;
        }
        broken = true;
        handOverLast();
        writeOldest(true);
        broken = false;
        return !blocks.isEmpty();
    }

    private void handOverLast() {
        if (!ending) {
            ending = true;
            current.setLast();
            blocks.handOver();
        }
    }

    private void finish() throws IOException {
        if (broken) {
            return;
        }
        if (blocks.inUse()) {
            handOverLast();
            while (!blocks.isEmpty()) {
                writeOldest(true);
            }
        } else {
            // Everything fits into one block, which is no work for a second thread.
            current.setLast();
            current.deflate(header.level());
            write(current);
        }
        GzipHeader.writeTrailer(out, checksum.value(), length);
    }

    @Override
    public void release() {
        closed = true;
        blocks.end();
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new IOException("write to a closed gzip stream");
        }
        if (ending) {
            throw new IOException("write to a gzip stream that is about to be closed");
        }
        if (broken) {
            throw new IOException("an earlier write of this gzip stream failed, so what follows can't be complete");
        }
    }
}
