package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is read, with what it needs: closing it also closes that, in order, and all of it even if one of them
 * fails. After a failure, which is never a {@code RuntimeException}, every read fails; {@code mark} is not supported,
 * and a request that is not empty never returns 0.
 */
final class OwningInputStream extends InputByBlocks {

    private final InputStream in;
    private final List<AutoCloseable> owned;
    private @Nullable IOException failure;
    private boolean closed;

    /** Left by an Error, behind which nobody knows where the value is read on. */
    private boolean underWay;

    OwningInputStream(InputStream in, List<AutoCloseable> owned) {
        this.in = in;
        this.owned = owned;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (closed) {
            throw new ClosedChannelException();
        }
        if (failure != null) {
            throw new IOException("reading the value failed before: " + failure.getMessage(), failure);
        }
        if (underWay) {
            throw new IOException(
                    "an earlier read of the value failed with an Error, so what follows can't be complete");
        }
        if (len == 0) {
            return 0;
        }
        underWay = true;
        try {
            int count = readSome(in, b, off, len);
            underWay = false;
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        } catch (RuntimeException e) {
            failure = driverFailed(e);
            throw failure;
        }
    }

    @Override
    public int available() throws IOException {
        if (closed || failure != null) {
            return 0;
        }
        try {
            return in.available();
        } catch (RuntimeException e) {
            throw driverFailed(e); // which does not stay: nothing was read, and nothing lost
        }
    }

    private static IOException driverFailed(RuntimeException e) {
        return new IOException("the driver failed while the value was read: " + e, e);
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
