package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry's content is written: no further than its size, if that is declared, and {@code close()} is a flush. The
 * first failure is remembered, whatever becomes of its exception: {@link java.io.PrintStream} swallows it.
 */
final class EntryOutputStream extends OutputStream {

    private final Entry entry;
    private final long size;
    private final OutputStream out;
    private long written;
    private boolean over;
    private @Nullable IOException failure;

    /** @param size how many bytes must come, or {@link Entry#UNKNOWN} */
    EntryOutputStream(Entry entry, long size, OutputStream out) {
        this.entry = entry;
        this.size = size;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (over) {
            // It would get into the entry whose turn it is now.
            throw new IOException("entry \"" + entry.name() + "\": written to after its content had ended");
        }
        if (size >= 0 && len > size - written) {
            failure = new IOException("entry \"" + entry.name() + "\": declared " + size
                    + " bytes, its content has at least " + (written + len));
            throw failure;
        }
        try {
            out.write(b, off, len);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
        written += len;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /**
     * The content has ended; nothing more is taken.
     *
     * @throws IOException if a write failed, or the content ended before its size
     */
    void end() throws IOException {
        over = true;
        if (failure != null) {
            throw failure;
        }
        if (size >= 0 && written != size) {
            throw new IOException(
                    "entry \"" + entry.name() + "\": declared " + size + " bytes, its content ended after " + written);
        }
    }
}
