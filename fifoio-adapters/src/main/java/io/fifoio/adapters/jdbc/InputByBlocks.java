package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose single bytes are blocks of one: what such a read does is then written once. */
abstract class InputByBlocks extends InputStream {

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] b, int off, int len) throws IOException;
}
