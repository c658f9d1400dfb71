package io.fifoio.adapters.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file written through a channel, as no stream leaves holes, but as a stream would: an interrupt, which closes a channel that is
 * being written, is no affair of the file's. The flag is kept, and where it was too late the file is opened again.
 */
final class SparseFile implements Closeable {

    private final Path path;
    private SeekableByteChannel channel;
    private long position;
    private long written;

    /** @param created to write to the file, at its start */
    SparseFile(Path path, SeekableByteChannel created) {
        this.path = path;
        this.channel = created;
    }

    /** Leaves out so many bytes. */
    void skip(long count) {
        position += count;
    }

    void write(byte[] b, int count) throws IOException {
        boolean interrupted = false;
        boolean lost = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    if (lost) {
                        channel = Files.newByteChannel(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                        lost = false;
                    }
                    // All of it at each try: one that was interrupted may have written some.
                    channel.position(position);
                    for (ByteBuffer rest = ByteBuffer.wrap(b, 0, count); rest.hasRemaining(); ) {
                        channel.write(rest);
                    }
                    position += count;
                    written = position;
                    return;
                } catch (ClosedByInterruptException e) {
                    lost = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The file is so long: where it ends with a hole, only a byte written makes it longer. */
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
