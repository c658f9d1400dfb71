package io.fifoio.integration.large;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;

/**
 * A given number of bytes, the same ones each time: blocks that begin with their number, go on with noise and end with
 * zeros, so that slow compressors can handle gigabytes of them in minutes.
 */
final class Filling extends InputStream {

    static final long SEED = 20261126;

    private static final int BLOCK = 64 * 1024;
    private static final int NOISE = 2 * 1024;

    private final long size;
    private final byte[] block = new byte[BLOCK];
    private long position;

    Filling(long size) {
        this.size = size;
        byte[] noise = new byte[NOISE];
        new Random(SEED).nextBytes(noise);
        System.arraycopy(noise, 0, block, 0, NOISE);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** To the end of a block at most. */
    @Override
    public int read(byte[] b, int off, int len) {
        Objects.checkFromIndexSize(off, len, b.length);
        if (position == size) {
            return -1;
        }
        int from = (int) (position % BLOCK);
        if (from == 0) {
            ByteBuffer.wrap(block).putLong(position / BLOCK);
        }
        int count = (int) Math.min(size - position, Math.min(len, BLOCK - from));
        System.arraycopy(block, from, b, off, count);
        position += count;
        return count;
    }
}
