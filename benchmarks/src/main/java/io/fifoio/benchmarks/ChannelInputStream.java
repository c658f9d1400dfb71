package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The counterpart of {@link ChannelOutputStream}. */
final class ChannelInputStream extends InputStream {

    private final ReadableByteChannel channel;
    private final ByteBuffer single = ByteBuffer.allocateDirect(1);

    ChannelInputStream(ReadableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        single.clear();
        return channel.read(single) < 0 ? -1 : single.get(0) & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return channel.read(ByteBuffer.wrap(b, off, len));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
