package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is read through a {@link HeldChannel}, because a directory's handle opens channels and not streams. */
final class HeldFile extends InputByBlocks {

    private final HeldChannel channel;
    private long position;

    HeldFile(HeldChannel.Opening opening) throws IOException {
        this.channel = new HeldChannel(opening.open(), opening);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        // A new buffer for each attempt: an attempt that was interrupted may have filled its buffer all the same.
        int count = channel.use(position, file -> file.read(ByteBuffer.wrap(b, off, len)));
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
