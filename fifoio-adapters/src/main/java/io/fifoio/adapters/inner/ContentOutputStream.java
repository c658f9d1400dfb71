package io.fifoio.adapters.inner;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The stream for one content among several, such as that of an entry of an archive or of a part of a form: it accepts
 * no more than the length, if that is known, and {@code close()} is a flush. The first failure is remembered, whatever
 * becomes of its exception: {@link java.io.PrintStream} swallows it. A thread that the content has left behind in the
 * middle of a write is remembered too, as far as a plain field can show it. For one thread at a time. Blocks when the
 * stream below does.
 *
 * <pre>{@code
 * ContentOutputStream content = new ContentOutputStream("part \"" + name + "\"", source.length(), out);
 * source.writeTo(content);
 * content.end();    // now it is whole, and the next one may follow
 * }</pre>
 */
public final class ContentOutputStream extends OutputStream {

    private static final long UNKNOWN = -1;

    private final String name;
    private final long length;
    private final OutputStream out;
    private long written;
    private boolean over;
    private @Nullable Throwable failure;

    /** The thread that is writing. It stays set after a write that failed, which makes the content fail anyway. */
    private @Nullable Thread writer;

    /**
     * Makes the stream for a content that begins here.
     *
     * @param name what the content is called in messages, such as {@code entry "a.txt"}
     * @param length how many bytes must be written, if that is known
     * @param out not closed, and to be left alone until {@link #end}
     * @throws IllegalArgumentException if the length is negative
     */
    public ContentOutputStream(String name, OptionalLong length, OutputStream out) {
        this.name = Objects.requireNonNull(name, "name");
        if (length.isPresent() && length.getAsLong() < 0) {
            throw new IllegalArgumentException(
                    "length of " + name + " is " + length.getAsLong() + ", must not be negative");
        }
        this.length = length.orElse(UNKNOWN);
        this.out = Objects.requireNonNull(out, "out");
    }

    @Override
    public void write(int b) throws IOException {
        try {
            beginWrite(1);
            out.write(b);
            endWrite(1);
        } catch (Throwable t) {
            failure = failure == null ? t : failure;
            throw t;
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        try {
            Objects.checkFromIndexSize(off, len, b.length);
            beginWrite(len);
            out.write(b, off, len);
            endWrite(len);
        } catch (Throwable t) {
            failure = failure == null ? t : failure;
            throw t;
        }
    }

    private void beginWrite(int len) throws IOException {
        if (over) {
            // It would end up in the content that is being written now.
            throw told("written to after its content had ended");
        }
        if (failure != null) {
            // A new exception each time, because try-with-resources adds one to the other.
            throw told("an earlier write of its content failed", failure);
        }
        ensureNobodyWrites();
        if (length >= 0 && len > length - written) {
            throw told("declared " + length + " bytes, its content has at least " + (written + len));
        }
        writer = Thread.currentThread();
    }

    private void endWrite(int len) throws IOException {
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
     * Ends the content; nothing more is accepted.
     *
     * @throws IOException if a write failed or is in progress, or if the content is shorter than its length
     */
    public void end() throws IOException {
        over = true;
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure != null) {
            throw told("a write of its content failed", failure);
        }
        ensureNobodyWrites();
        if (length >= 0 && written != length) {
            throw told("declared " + length + " bytes, its content ended after " + written);
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
        return new IOException(name + ": " + what);
    }

    private IOException told(String what, Throwable cause) {
        IOException told = told(what);
        told.initCause(cause);
        return told;
    }
}
