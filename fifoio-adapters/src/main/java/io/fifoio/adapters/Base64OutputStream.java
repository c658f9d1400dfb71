package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** Writes bytes as Base64 (RFC 4648, padded, without line breaks) into a text, which it closes. */
final class Base64OutputStream extends OutputStream {

    /** Bytes encoded at once; a multiple of 3, so that only the last ones need padding. */
    private static final int BLOCK = 3 * 1024;

    private final Writer text;
    private final byte[] block = new byte[BLOCK];
    private final byte[] encoded = new byte[BLOCK / 3 * 4];
    private final char[] letters = new char[encoded.length];
    private int filled;
    private boolean closed;

    /** Whether a write has failed, so that the value is not whole. */
    private boolean failed;

    Base64OutputStream(Writer text) {
        this.text = text;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            write(new byte[] {(byte) b}, 0, 1);
        } catch (Throwable t) {
            failed = true;
            throw t;
        }
    }

    @Override
    public void write(byte[] b) throws IOException {
        try {
            write(b, 0, b == null ? 0 : b.length);
        } catch (Throwable t) {
            failed = true;
            throw t;
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        try {
            Objects.checkFromIndexSize(off, len, b.length);
            put(b, off, len);
        } catch (Throwable t) {
            failed = true;
            throw t;
        }
    }

    private void put(byte[] b, int off, int len) throws IOException {
        if (closed) {
            text.write(letters, 0, 0); // the value's own word, which it remembers
            throw new IOException("this value is closed");
        }
        int from = off;
        int left = len;
        while (left > 0) {
            int count = Math.min(left, BLOCK - filled);
            System.arraycopy(b, from, block, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == BLOCK) {
                encode(block);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            if (failed) {
                return; // the value stays open, which the row finds
            }
            encode(Arrays.copyOf(block, filled));
            text.close();
        }
    }

    private void encode(byte[] bytes) throws IOException {
        int count = Base64.getEncoder().encode(bytes, encoded);
        for (int i = 0; i < count; i++) {
            letters[i] = (char) encoded[i];
        }
        text.write(letters, 0, count);
        filled = 0;
    }
}
