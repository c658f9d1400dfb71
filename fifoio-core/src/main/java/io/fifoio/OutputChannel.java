package io.fifoio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
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
            output.ensureOpen();
            return writeAll(source, source.remaining());
        } finally {
            lock.unlock();
        }
    }

    private int writeAll(ByteBuffer source, int length) throws IOException {
        if (source.hasArray()) {
            write(source, source.array(), source.arrayOffset() + source.position(), length);
            return length;
        }
        byte[] chunk = new byte[Math.min(length, CHUNK)];
        try {
            do {
                int count = Math.min(source.remaining(), chunk.length);
                source.get(source.position(), chunk, 0, count);
                write(source, chunk, 0, count);
            } while (source.hasRemaining());
        } catch (InterruptedIOException e) {
            // So far it counts the last chunk alone.
            e.bytesTransferred = length - source.remaining();
            throw e;
        }
        return length;
    }

    /** Moves the buffer's position on by what was accepted, also where the write throws. */
    private void write(ByteBuffer source, byte[] bytes, int offset, int count) throws IOException {
        long before = output.position();
        try {
            output.write(bytes, offset, count);
        } finally {
            source.position(source.position() + (int) Math.min(count, output.position() - before));
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
