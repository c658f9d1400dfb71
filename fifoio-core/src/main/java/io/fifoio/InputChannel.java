package io.fifoio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link FifoInputStream} as a channel. The lock is held while waiting, never while foreign code runs. */
final class InputChannel implements ReadableByteChannel {

    private static final int CHUNK = 8 * 1024;

    private final FifoInputStream input;
    private final ReentrantLock lock;

    InputChannel(FifoInputStream input, ReentrantLock lock) {
        this.input = input;
        this.lock = lock;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only");
        }
        lock.lock();
        try {
            input.ensureOpen();
            int length = target.remaining();
            if (target.hasArray()) {
                int count = input.read(target.array(), target.arrayOffset() + target.position(), length);
                target.position(target.position() + Math.max(count, 0));
                return count;
            }
            byte[] chunk = new byte[Math.min(length, CHUNK)];
            int count = input.read(chunk, 0, chunk.length);
            target.put(chunk, 0, Math.max(count, 0));
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return input.isOpen();
    }

    @Override
    public void close() {
        input.close();
    }
}
