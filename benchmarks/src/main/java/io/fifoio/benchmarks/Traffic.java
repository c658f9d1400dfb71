package io.fifoio.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The loops of a writer and of a reader that move a fixed amount. The inner loops are short and called often, so that
 * they are compiled as whole methods, and not while they run, as a loop that runs for seconds would be.
 */
final class Traffic {

    /** How many calls one inner loop makes at most. */
    private static final int BLOCK = 1024;

    private Traffic() {}

    /** @param size the length of each write, of which the amount is a multiple; 1 stands for {@code write(int)} */
    static Job writing(OutputStream output, int size, long amount) {
        byte[] chunk = new byte[size];
        long calls = amount / size;
        return () -> {
            for (long made = 0; made < calls; made += BLOCK) {
                int count = (int) Math.min(BLOCK, calls - made);
                if (size == 1) {
                    writeSingly(output, count);
                } else {
                    write(output, chunk, count);
                }
            }
            output.flush();
        };
    }

    /** @param size the length of the array of each read; 1 stands for {@code read()} */
    static Job reading(InputStream input, int size, long amount) {
        byte[] target = new byte[size];
        return () -> {
            long left = amount;
            while (left > 0) {
                left -= size == 1
                        ? readSingly(input, (int) Math.min(BLOCK, left))
                        : read(input, target, Math.min((long) BLOCK * size, left));
            }
        };
    }

    private static void writeSingly(OutputStream output, int count) throws IOException {
        for (int b = 0; b < count; b++) {
            output.write(b);
        }
    }

    private static void write(OutputStream output, byte[] chunk, int count) throws IOException {
        for (int made = 0; made < count; made++) {
            output.write(chunk, 0, chunk.length);
        }
    }

    private static int readSingly(InputStream input, int count) throws IOException {
        for (int made = 0; made < count; made++) {
            if (input.read() < 0) {
                throw new EOFException("end of data before the amount");
            }
        }
        return count;
    }

    private static long read(InputStream input, byte[] target, long amount) throws IOException {
        long left = amount;
        while (left > 0) {
            int count = input.read(target, 0, (int) Math.min(target.length, left));
            if (count < 0) {
                throw new EOFException("end of data before the amount");
            }
            left -= count;
        }
        return amount;
    }
}
