package io.fifoio.adapters.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written through a {@link HeldChannel}, because streams can't leave holes. */
final class SparseFile implements Closeable {

    private final HeldChannel channel;
    private long position;
    private long written;

    /** @param created for writing to the file, positioned at its start */
    SparseFile(Path path, SeekableByteChannel created) {
        this.channel = new HeldChannel(
                created, () -> Files.newByteChannel(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Leaves out the given number of bytes. */
    void skip(long count) {
        position += count;
    }

    void write(byte[] b, int count) throws IOException {
        channel.use(position, file -> {
            for (ByteBuffer rest = ByteBuffer.wrap(b, 0, count); rest.hasRemaining(); ) {
                file.write(rest);
            }
            return count;
        });
        position += count;
        written = position;
    }

    /** Gives the file its length: if it ends with a hole, only writing a byte makes it longer. */
    void endAt(long size) throws IOException {
        if (written < size) {
            position = size - 1;
            write(new byte[1], 1);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
