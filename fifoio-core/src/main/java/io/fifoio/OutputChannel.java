package io.fifoio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link FifoOutputStream} as a channel. The lock is held while waiting, never while foreign code runs. */
final class OutputChannel implements WritableByteChannel {

    private static final int CHUNK = 8 * 1024;

    private final FifoOutputStream output;
    private final ReentrantLock lock;

    OutputChannel(FifoOutputStream output, ReentrantLock lock) {
        this.output = output;
        this.lock = lock;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            int length = source.remaining();
            if (length == 0) {
                output.write(new byte[0], 0, 0);
            }
            byte[] chunk = source.hasArray() ? source.array() : new byte[Math.min(length, CHUNK)];
            while (source.hasRemaining()) {
                int offset = 0;
                int count = source.remaining();
                if (source.hasArray()) {
                    offset = source.arrayOffset() + source.position();
                } else {
                    count = Math.min(count, chunk.length);
                    source.get(source.position(), chunk, 0, count);
                }
                source.position(source.position() + output.writeSome(chunk, offset, count));
            }
            return length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return output.isOpen();
    }

    @Override
    public void close() {
        output.close();
    }
}
