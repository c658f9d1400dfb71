package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file read through a {@link HeldChannel}, as a directory's handle gives no stream. */
final class HeldFile extends InputStream {

    private final HeldChannel channel;
    private long position;

    HeldFile(HeldChannel.Opening opening) throws IOException {
        this.channel = new HeldChannel(opening.open(), opening);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
