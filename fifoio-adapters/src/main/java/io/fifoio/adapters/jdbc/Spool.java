package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Closing;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A temporary file that holds one value while its length becomes known; gone when it is closed, and on POSIX systems without a
 * name from the moment it is opened. By streams, because a channel is closed when its thread is interrupted.
 */
final class Spool implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final InputStream stored;
    private final long length;

    private Spool(InputStream stored, long length) {
        this.stored = stored;
        this.length = length;
    }

    /** Reads a stream to its end. */
    static Spool of(InputStream in) throws IOException {
        Path file = Files.createTempFile("fifoio-", ".spool");
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
            opened.add(out);
            InputStream stored =
                    Files.newInputStream(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
            opened.add(stored);
            long length = copy(in, out);
            out.close();
            return new Spool(stored, length);
        } catch (Throwable failure) {
            opened.add(() -> Files.deleteIfExists(file));
            Closing.closeAll(opened, failure);
            throw failure;
        }
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int count; (count = in.read(buffer)) >= 0; ) {
            out.write(buffer, 0, count);
            total += count;
        }
        return total;
    }

    long length() {
        return length;
    }

    /** The value, to be read once. It may be left open; the spool is what has to be closed. */
    InputStream stored() {
        return stored;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
