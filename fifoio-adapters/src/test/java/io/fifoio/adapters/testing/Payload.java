package io.fifoio.adapters.testing;

import io.fifoio.adapters.PushSource;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Bytes to carry. Random ones, so that no codec makes them fit into the ring. */
public final class Payload {

    /** Of all payloads; tests print it. */
    public static final long SEED = 20261123;

    private Payload() {}

    /** The same bytes for the same size. */
    public static byte[] ofSize(int size) {
        byte[] bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    /** Returns what a source writes without a pair in between. */
    public static byte[] writtenBy(PushSource source) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.writeTo(out);
        return out.toByteArray();
    }
}
