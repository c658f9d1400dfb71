package io.fifoio.adapters.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the content of a part is written: no further than its length, if that is known, and {@code close()} is a flush. The first
 * failure is remembered, whatever becomes of its exception: {@link java.io.PrintStream} swallows it.
 */
final class PartOutputStream extends OutputStream {

    /** What follows a content; it belongs to the delimiter. */
    static final byte[] END = {'\r', '\n'};

    private static final long UNKNOWN = -1;

    private final FormPart part;
    private final long length;
    private final OutputStream out;
    private long written;
    private boolean over;
    private @Nullable Throwable failure;

    PartOutputStream(FormPart part, OutputStream out) {
        this.part = part;
        this.length = part.content().length().orElse(UNKNOWN);
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        if (over) {
            // It would get into the part whose turn it is now.
            throw new IOException("part \"" + part.name() + "\": written to after its content had ended");
        }
        if (failure != null) {
            throw lost(failure);
        }
        try {
            Objects.checkFromIndexSize(off, len, b.length);
            if (length >= 0 && len > length - written) {
                throw new IOException("part \"" + part.name() + "\": declared " + length
                        + " bytes, its content has at least " + (written + len));
            }
            out.write(b, off, len);
        } catch (Throwable t) {
            failure = t;
            throw t;
        }
        written += len;
    }

    private IOException lost(Throwable cause) {
        return new IOException("an earlier write to part \"" + part.name() + "\" failed", cause);
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
     * @throws IOException if a write failed, or the content ended before its length
     */
    void end() throws IOException {
        over = true;
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure != null) {
            throw lost(failure);
        }
        if (length >= 0 && written != length) {
            throw new IOException(
                    "part \"" + part.name() + "\": declared " + length + " bytes, its content ended after " + written);
        }
        out.write(END);
    }
}
