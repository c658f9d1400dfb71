package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file read through a channel, as a directory's handle gives no stream, but as a stream would: an interrupt, which closes a
 * channel that is being read, is no affair of the file's. The flag is kept, and where it was too late the file is opened again.
 */
final class HeldFile extends InputStream {

    private final Opening opening;
    private SeekableByteChannel channel;
    private long position;

    HeldFile(Opening opening) throws IOException {
        this.opening = opening;
        this.channel = opening.open();
    }

    @FunctionalInterface
    interface Opening {
        SeekableByteChannel open() throws IOException;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        boolean interrupted = false;
        boolean lost = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    if (lost) {
                        channel = opening.open();
                        channel.position(position);
                        lost = false;
                    }
                    // A buffer of its own for each try: one that was interrupted may have been filled all the same.
                    int count = channel.read(ByteBuffer.wrap(b, off, len));
                    position += Math.max(count, 0);
                    return count;
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
