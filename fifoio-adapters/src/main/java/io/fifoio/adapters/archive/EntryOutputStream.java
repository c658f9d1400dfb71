package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry's content is written: no further than its size, if that is declared, and {@code close()} is a flush. The
 * first failure is remembered, whatever becomes of its exception: {@link java.io.PrintStream} swallows it. So is a thread that the
 * content has left behind in the middle of a write, as far as a plain field tells.
 */
final class EntryOutputStream extends OutputStream {

    private final Entry entry;
    private final long size;
    private final OutputStream out;
    private long written;
    private boolean over;
    private @Nullable Throwable failure;

    /** Who writes now. Stays after a write that failed, which is failure enough. */
    private @Nullable Thread writer;

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
        try {
            Objects.checkFromIndexSize(off, len, b.length);
            begin(len);
            out.write(b, off, len);
            end(len);
        } catch (Throwable t) {
            failure = failure == null ? t : failure;
            throw t;
        }
    }

    private void begin(int len) throws IOException {
        if (over) {
            // It would get into the entry whose turn it is now.
            throw told("written to after its content had ended");
        }
        if (failure != null) {
            // Anew: who closes by try-with-resources adds one to the other.
            throw told("an earlier write of its content failed", failure);
        }
        ensureNobodyWrites();
        if (size >= 0 && len > size - written) {
            throw told("declared " + size + " bytes, its content has at least " + (written + len));
        }
        writer = Thread.currentThread();
    }

    private void end(int len) throws IOException {
        if (writer != Thread.currentThread()) {
            throw twoWriters();
        }
        writer = null;
        written += len;
    }

    @Override
    public void flush() throws IOException {
        if (failure != null) {
            return; // told before; a second exception out of a close() would only cover the first
        }
        try {
            out.flush();
        } catch (Throwable t) {
            failure = t;
            throw t;
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /**
     * The content has ended; nothing more is taken.
     *
     * @throws IOException if a write failed or is under way, or the content ended before its size
     */
    void end() throws IOException {
        over = true;
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure != null) {
            throw told("a write of its content failed", failure);
        }
        ensureNobodyWrites();
        if (size >= 0 && written != size) {
            throw told("declared " + size + " bytes, its content ended after " + written);
        }
    }

    private void ensureNobodyWrites() throws IOException {
        if (writer != null) {
            throw twoWriters();
        }
    }

    private IOException twoWriters() {
        return told("another thread of its content is still writing");
    }

    private IOException told(String what) {
        return new IOException("entry \"" + entry.name() + "\": " + what);
    }

    private IOException told(String what, Throwable cause) {
        IOException told = told(what);
        told.initCause(cause);
        return told;
    }
}
