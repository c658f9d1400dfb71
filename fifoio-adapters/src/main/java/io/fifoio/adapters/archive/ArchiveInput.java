package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes of an archive, counted, with a look ahead. */
final class ArchiveInput implements Closeable {

    private static final int PIECE = 64 * 1024;

    /** How many bytes that were taken are kept. */
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

    /** How many bytes were taken. */
    long position() {
        return readIn - (end - next);
    }

    /**
     * Looks for more to take, at least so many bytes if there are.
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

    /** @return -1 at the end, else at least 1 */
    private int readSome() throws IOException {
        try {
            return InputByBlocks.readSome(in, buffer, end, Math.min(PIECE, buffer.length - end));
        } catch (RuntimeException e) {
            // Not the archive's: what its parsers throw tells of damage.
            throw new IOException("the input failed: " + e, e);
        }
    }

    /** Where the bytes that can be looked at begin in {@link #array()}. */
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

    /** The bytes that were taken last: so many, at most 64, or fewer where there were no more. */
    byte[] behind(int count) {
        return Arrays.copyOfRange(buffer, Math.max(0, next - count), next);
    }

    /** Takes up to so many bytes, at least one; -1 at the end. */
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

    /** Takes exactly so many bytes. */
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

    /** Passes over exactly so many bytes. */
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
        return new EOFException("the archive is cut: it ends at byte " + position() + ", in " + what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
