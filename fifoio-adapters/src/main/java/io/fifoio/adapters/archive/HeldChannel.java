package io.fifoio.adapters.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file's channel that can be used like a stream of the file: an interrupt, which would close a channel in use, does
 * not affect the file. The flag is kept, and if the interrupt has closed the channel already, the file is opened again.
 */
final class HeldChannel implements Closeable {

    private final Opening again;
    private SeekableByteChannel channel;

    /** The position of the channel; -1 if it is not known. */
    private long at;

    /** @param opened positioned at its start */
    HeldChannel(SeekableByteChannel opened, Opening again) {
        this.channel = opened;
        this.again = again;
    }

    @FunctionalInterface
    interface Opening {
        SeekableByteChannel open() throws IOException;
    }

    /**
     * Reads or writes at the position of the channel, and returns how much. May be called again for the same bytes: a
     * call that was interrupted may have done a part of it.
     */
    @FunctionalInterface
    interface Use {
        int of(SeekableByteChannel channel) throws IOException;
    }

    int use(long position, Use use) throws IOException {
        boolean interrupted = false;
        boolean lost = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    if (lost) {
                        channel = again.open();
                        at = 0;
                        lost = false;
                    }
                    if (at != position) {
                        channel.position(position);
                    }
                    at = -1;
                    int count = use.of(channel);
                    at = position + Math.max(count, 0);
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
