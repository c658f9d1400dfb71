package io.fifoio;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes to send through a pair. */
final class Bytes {

    private Bytes() {}

    static byte[] of(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
