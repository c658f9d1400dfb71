package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Where data ends: counted and dropped. */
final class Drain extends OutputStream {

    private static final int BUFFER = 64 * 1024;

    private long count;

    long count() {
        return count;
    }

    @Override
    public void write(int b) {
        count++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
        count += len;
    }

    /** Reads to the end, closes, and says how much there was. */
    static long of(InputStream opened) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = opened) {
            long bytes = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
            return bytes;
        }
    }

    /** Writes an array as a copying program does, 64 KiB at a time. */
    static void copy(byte[] bytes, OutputStream out) throws IOException {
        for (int done = 0; done < bytes.length; done += BUFFER) {
            out.write(bytes, done, Math.min(BUFFER, bytes.length - done));
        }
    }
}
