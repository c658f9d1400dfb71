package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;

/** Text that is read, with what it needs; as {@link OwningInputStream}. */
final class OwningReader extends Reader {

    private final Reader in;
    private final List<AutoCloseable> owned;
    private boolean closed;

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
        try {
            return in.read(b, off, len);
        } catch (RuntimeException e) {
            throw new IOException("the driver failed while the text was read: " + e, e);
        }
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
