package io.fifoio;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A program that fills its heap up to the last large block, and then lets more pass through a pair than makes it
 * spread.
 */
final class SpreadInFullHeap {

    private static final int BLOCK = 16 * 1024;
    private static final int PASSED = 8 << 20;

    private SpreadInFullHeap() {}

    /** Prints how many bytes came through unchanged. */
    public static void main(String[] arguments) throws IOException {
        Fifo fifo = Fifo.ofCapacity(4 * BLOCK);
        byte[] written = new byte[BLOCK / 4];
        byte[] read = new byte[written.length];
        long right = pass(fifo, 5 * BLOCK, written, read);

        List<byte[]> rest = FullHeap.fill(BLOCK);
        right += pass(fifo, PASSED, written, read);
        rest.clear();

        System.out.println(right);
    }

    private static long pass(Fifo fifo, int count, byte[] written, byte[] read) throws IOException {
        long right = 0;
        for (int passed = 0; passed < count; passed += written.length) {
            Arrays.fill(written, (byte) (passed / written.length));
            fifo.output().write(written);
            fifo.input().readNBytes(read, 0, read.length);
            right += Arrays.equals(written, read) ? read.length : 0;
        }
        return right;
    }
}
