package io.fifoio.adapters.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file that holds one value while its length becomes known; gone when it is closed. */
final class Spool implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final FileChannel channel;

    private Spool(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Reads a stream to its end.
     *
     * @param limit in bytes; a longer value is refused
     */
    static Spool of(InputStream in, Limit limit) throws IOException {
        Path file = Files.createTempFile("fifoio-", ".spool");
        try {
            Spool spool = new Spool(
                    file,
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE));
            try {
                spool.fill(in, limit);
                return spool;
            } catch (Throwable failure) {
                closeAfter(failure, spool);
                throw failure;
            }
        } catch (Throwable failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private static void closeAfter(Throwable failure, Spool spool) {
        try {
            spool.close();
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    private void fill(InputStream in, Limit limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int count; (count = in.read(buffer)) >= 0; ) {
            total += count;
            limit.check(total);
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    long length() throws IOException {
        return channel.size();
    }

    /** From its start. The stream may be left open; the spool is what has to be closed. */
    InputStream open() throws IOException {
        channel.position(0);
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
