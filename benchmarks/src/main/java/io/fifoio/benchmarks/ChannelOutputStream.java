package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** What a user of a channel writes: the array wrapped, and written until nothing remains. */
final class ChannelOutputStream extends OutputStream {

    private final WritableByteChannel channel;
    private final ByteBuffer single = ByteBuffer.allocateDirect(1);

    ChannelOutputStream(WritableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        single.clear();
        single.put((byte) b).flip();
        writeAll(single);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        writeAll(ByteBuffer.wrap(b, off, len));
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
