package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of an archive: counts them, and lets the caller look ahead. */
final class ArchiveInput implements Closeable {

    private static final int PIECE = 64 * 1024;

    /** How many of the bytes that were taken are kept. */
    private static final int MOST_BEHIND = 64;

    private final InputStream in;
    private final byte[] buffer = new byte[MOST_BEHIND + PIECE];
    private int next;
    private int end;
    private long readIn;
    private boolean atEnd;

    ArchiveInput(InputStream in) {
        this.in = in;
    }

    /** Returns how many bytes have been taken. */
    long position() {
        return readIn - (end - next);
    }

    /**
     * Makes more bytes available to look at, at least the wanted number if there are as many.
     *
     * @param wanted far less than the buffer holds
     * @return how many bytes can be looked at, 0 at the end
     */
    int look(int wanted) throws IOException {
        if (end - next < wanted && !atEnd) {
            int kept = Math.min(next, MOST_BEHIND);
            int gone = next - kept;
            System.arraycopy(buffer, gone, buffer, 0, end - gone);
            end -= gone;
            next = kept;
            while (end - next < wanted && !atEnd) {
                int count = readSome();
                if (count < 0) {
                    atEnd = true;
                } else {
                    end += count;
                    readIn += count;
                }
            }
        }
        return end - next;
    }

    /** @return -1 at the end, otherwise at least 1 */
    private int readSome() throws IOException {
        try {
            return InputByBlocks.readSome(in, buffer, end, Math.min(PIECE, buffer.length - end));
        } catch (RuntimeException e) {
            // Not a failure of the archive: what its parsers throw means damage.
            throw new IOException("the input failed: " + e, e);
        }
    }

    /** Returns where the bytes that can be looked at begin in {@link #array()}. */
    int offset() {
        return next;
    }

    byte[] array() {
        return buffer;
    }

    /** Takes bytes that were looked at. */
    void take(int count) {
        next += count;
    }

    /** Returns the bytes that were taken last: the given number (at most 64), or fewer if fewer were taken. */
    byte[] behind(int count) {
        return Arrays.copyOfRange(buffer, Math.max(0, next - count), next);
    }

    /** Takes up to {@code len} bytes, at least one; returns -1 at the end. */
    int read(byte[] b, int off, int len) throws IOException {
        int there = look(1);
        if (there == 0) {
            return -1;
        }
        int count = Math.min(there, len);
        System.arraycopy(buffer, next, b, off, count);
        next += count;
        return count;
    }

    /** Takes exactly the given number of bytes. */
    byte[] readFully(int count, String what) throws IOException {
        byte[] bytes = new byte[count];
        int filled = 0;
        while (filled < count) {
            int more = read(bytes, filled, count - filled);
            if (more < 0) {
                throw cut(what);
            }
            filled += more;
        }
        return bytes;
    }

    /** Skips exactly the given number of bytes. */
    void skipFully(long count, String what) throws IOException {
        long left = count;
        while (left > 0) {
            int there = look(1);
            if (there == 0) {
                throw cut(what);
            }
            int taken = (int) Math.min(left, there);
            next += taken;
            left -= taken;
        }
    }

    EOFException cut(String what) {
        return new EOFException("the archive is truncated: it ends at byte " + position() + ", in " + what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
