package io.fifoio.integration.jdbc;

import java.util.Random;

/** Values that nothing can compress, the same for the same size. */
final class Bytes {

    static final long SEED = 20261125;

    /** With its end. */
    static final int LINE = 1 << 10;

    private Bytes() {}

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    /** Lines of ASCII, which nothing has to quote. */
    static byte[] text(int size) {
        byte[] bytes = random(size);
        for (int i = 0; i < size; i++) {
            bytes[i] = i % LINE == LINE - 1 || i == size - 1 ? (byte) '\n' : (byte) ('0' + (bytes[i] & 0x3f));
        }
        return bytes;
    }
}
