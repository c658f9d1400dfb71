package io.fifoio.adapters.inner;

import java.io.IOException;
import java.io.InputStream;

/** A stream that reads a single byte as a block of one, so that reading is implemented only once. */
public abstract class InputByBlocks extends InputStream {

    private final byte[] one = new byte[1];

    @Override
    public final int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] b, int off, int len) throws IOException;

    /**
     * Reads at least one byte if at least one is wanted. No stream may return 0 then, but some do; reading a single
     * byte makes those wait for one.
     *
     * @return how many, -1 at the end
     */
    public static int readSome(InputStream in, byte[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        if (count != 0 || len == 0) {
            return count;
        }
        int single = in.read();
        if (single < 0) {
            return -1;
        }
        b[off] = (byte) single;
        return 1;
    }
}
