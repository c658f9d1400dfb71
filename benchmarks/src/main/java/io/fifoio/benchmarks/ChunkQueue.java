package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Two streams over a queue of chunks, as people write them by hand: what is written is gathered into arrays, which are
 * queued when they are full or flushed. The arrays queued hold about the capacity; one more is at each end. What is
 * written after the reader has left is dropped.
 */
final class ChunkQueue {

    // Large chunks, because each hand-over costs; but room for two, so that both ends can work at once.
    private static final int LEAST_CHUNK = 8 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks;
    private final int chunkSize;
    private volatile boolean readerLeft;

    ChunkQueue(int capacity) {
        chunkSize = Math.max(LEAST_CHUNK, Math.min(LARGEST_CHUNK, capacity / 2));
        chunks = new ArrayBlockingQueue<>(Math.max(1, capacity / chunkSize));
    }

    OutputStream output() {
        return new Output();
    }

    InputStream input() {
        return new Input();
    }

    private final class Output extends OutputStream {

        private byte[] chunk = new byte[chunkSize];
        private int filled;

        @Override
        public void write(int b) throws IOException {
            chunk[filled++] = (byte) b;
            if (filled == chunkSize) {
                flush();
            }
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            int done = 0;
            while (done < len) {
                if (filled == 0 && len - done >= chunkSize) {
                    put(Arrays.copyOfRange(b, off + done, off + done + chunkSize));
                    done += chunkSize;
                    continue;
                }
                int part = Math.min(len - done, chunkSize - filled);
                System.arraycopy(b, off + done, chunk, filled, part);
                done += part;
                filled += part;
                if (filled == chunkSize) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (filled == chunkSize) {
                put(chunk);
                chunk = new byte[chunkSize];
            } else if (filled > 0) {
                put(Arrays.copyOf(chunk, filled));
            }
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            flush();
            put(END);
        }

        private void put(byte[] full) throws IOException {
            if (readerLeft) {
                // Looked at before the wait only: the reader makes room when it leaves.
                return;
            }
            try {
                chunks.put(full);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for room");
            }
        }
    }

    private final class Input extends InputStream {

        private byte[] chunk = {};
        private int taken;
        private boolean ended;

        @Override
        public int read() throws IOException {
            return hasMore() ? chunk[taken++] & 0xff : -1;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (!hasMore()) {
                return -1;
            }
            int count = Math.min(len, chunk.length - taken);
            System.arraycopy(chunk, taken, b, off, count);
            taken += count;
            return count;
        }

        @Override
        public void close() {
            readerLeft = true;
            chunks.clear();
        }

        private boolean hasMore() throws IOException {
            if (taken == chunk.length && !ended) {
                try {
                    chunk = chunks.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while waiting for data");
                }
                taken = 0;
                ended = chunk == END;
            }
            return !ended;
        }
    }
}
