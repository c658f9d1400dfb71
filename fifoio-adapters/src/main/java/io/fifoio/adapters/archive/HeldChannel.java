package io.fifoio.adapters.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file's channel, used as a stream of the file would be: an interrupt, which closes a channel that is in use, is no affair of the
 * file's. The flag is kept, and where it was too late the file is opened again.
 */
final class HeldChannel implements Closeable {

    private final Opening again;
    private SeekableByteChannel channel;

    /** Where the channel stands; -1 where that is not known. */
    private long at;

    /** @param opened at its start */
    HeldChannel(SeekableByteChannel opened, Opening again) {
        this.channel = opened;
        this.again = again;
    }

    @FunctionalInterface
    interface Opening {
        SeekableByteChannel open() throws IOException;
    }

    /** Reads or writes at the place where the channel stands, and returns how much. May be called again: one that was interrupted may have done some. */
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
