package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file read through a {@link HeldChannel}, as a directory's handle gives no stream. */
final class HeldFile extends InputByBlocks {

    private final HeldChannel channel;
    private long position;

    HeldFile(HeldChannel.Opening opening) throws IOException {
        this.channel = new HeldChannel(opening.open(), opening);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        // A buffer of its own for each try: one that was interrupted may have been filled all the same.
        int count = channel.use(position, file -> file.read(ByteBuffer.wrap(b, off, len)));
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
