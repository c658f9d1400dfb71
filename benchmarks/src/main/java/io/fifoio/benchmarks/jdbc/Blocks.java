package io.fifoio.benchmarks.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;

/** Bytes that nothing compresses, pushed and pulled; making them costs a copy. */
final class Blocks {

    static final int PIECE = 64 * 1024;

    private static final long SEED = 20261126;
    private static final byte[] BASE = new byte[8 << 20];

    static {
        new Random(SEED).nextBytes(BASE);
    }

    private Blocks() {}

    static PushSource pushed(long length) {
        return out -> {
            for (long at = 0; at < length; at += PIECE) {
                out.write(BASE, (int) (at % BASE.length), (int) Math.min(PIECE, length - at));
            }
        };
    }

    static InputStream pulled(long length) {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return at < length ? BASE[(int) (at++ % BASE.length)] & 0xff : -1;
            }

            @Override
            public int read(byte[] b, int off, int len) {
                Objects.checkFromIndexSize(off, len, b.length);
                if (at >= length) {
                    return -1;
                }
                int from = (int) (at % BASE.length);
                int count = (int) Math.min(Math.min(len, BASE.length - from), length - at);
                System.arraycopy(BASE, from, b, off, count);
                at += count;
                return count;
            }
        };
    }
}
