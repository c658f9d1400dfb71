package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Text that is read, with what it needs: the counterpart of {@link OwningInputStream}. */
final class OwningReader extends Reader {

    private final Reader in;
    private final List<AutoCloseable> owned;
    private @Nullable IOException failure;
    private boolean closed;

    /** Left by an Error, behind which nobody knows where the text is read on. */
    private boolean underWay;

    OwningReader(Reader in, List<AutoCloseable> owned) {
        this.in = in;
        this.owned = owned;
    }

    @Override
    public int read(char[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (closed) {
            throw new ClosedChannelException();
        }
        if (failure != null) {
            throw new IOException("reading the text failed before: " + failure.getMessage(), failure);
        }
        if (underWay) {
            throw new IOException(
                    "an earlier read of the text failed with an Error, so what follows can't be complete");
        }
        if (len == 0) {
            return 0;
        }
        underWay = true;
        try {
            int count = readSome(b, off, len);
            underWay = false;
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        } catch (RuntimeException e) {
            failure = new IOException("the driver failed while the text was read: " + e, e);
            throw failure;
        }
    }

    private int readSome(char[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        if (count != 0) {
            return count;
        }
        // The driver had nothing: reading a single character waits for one.
        int single = in.read();
        if (single < 0) {
            return -1;
        }
        b[off] = (char) single;
        return 1;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Owned.close(in, owned);
    }
}
