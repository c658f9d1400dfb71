package io.fifoio.integration.jdbc;

import java.util.Random;

/** Values that nothing can compress, the same for the same size. */
final class Bytes {

    static final long SEED = 20261125;

    private Bytes() {}

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    /** Bytes that are ASCII as well. */
    static byte[] text(int size) {
        byte[] bytes = random(size);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('0' + (bytes[i] & 0x3f));
        }
        return bytes;
    }
}
