package io.fifoio.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The loops of a writer and of a reader that move a fixed amount. */
final class Traffic {

    private Traffic() {}

    /** @param size the length of each write; 1 stands for {@code write(int)} */
    static Job writing(OutputStream output, int size, long amount) {
        if (size == 1) {
            return () -> writeSingly(output, amount);
        }
        byte[] chunk = new byte[size];
        return () -> write(output, chunk, amount);
    }

    /** @param size the length of the array of each read; 1 stands for {@code read()} */
    static Job reading(InputStream input, int size, long amount) {
        if (size == 1) {
            return () -> readSingly(input, amount);
        }
        byte[] target = new byte[size];
        return () -> read(input, target, amount);
    }

    private static void writeSingly(OutputStream output, long amount) throws IOException {
        for (long written = 0; written < amount; written++) {
            output.write((int) written);
        }
        output.flush();
    }

    private static void write(OutputStream output, byte[] chunk, long amount) throws IOException {
        for (long written = 0; written < amount; written += chunk.length) {
            output.write(chunk, 0, chunk.length);
        }
        output.flush();
    }

    private static void readSingly(InputStream input, long amount) throws IOException {
        for (long read = 0; read < amount; read++) {
            if (input.read() < 0) {
                throw new EOFException("end of data after " + read + " of " + amount + " bytes");
            }
        }
    }

    private static void read(InputStream input, byte[] target, long amount) throws IOException {
        long read = 0;
        while (read < amount) {
            int count = input.read(target, 0, (int) Math.min(target.length, amount - read));
            if (count < 0) {
                throw new EOFException("end of data after " + read + " of " + amount + " bytes");
            }
            read += count;
        }
    }
}
