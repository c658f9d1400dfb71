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
}
