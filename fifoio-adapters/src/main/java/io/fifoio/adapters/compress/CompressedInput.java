package io.fifoio.adapters.compress;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The compressed bytes on their way to a decoder: counted, and with a failure that no decoder can swallow. */
final class CompressedInput extends InputStream {

    private final InputStream in;
    private final byte[] one = new byte[1];
    private long count;
    private boolean ended;
    private @Nullable IOException failure;

    CompressedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        try {
            int read = in.read(b, off, len);
            if (read == 0 && len > 0) {
                int single = in.read(); // no stream may give nothing, some do
                if (single >= 0) {
                    b[off] = (byte) single;
                }
                read = single < 0 ? -1 : 1;
            }
            count += Math.max(read, 0);
            ended = read < 0;
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        } catch (RuntimeException e) {
            failure = new IOException("the input failed: " + e, e);
            throw failure;
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** How many were read. */
    long count() {
        return count;
    }

    /** Whether the last read found the end: who fails then wanted more than there was. */
    boolean hasEnded() {
        return ended;
    }

    /** What reading threw. */
    @Nullable
    IOException failure() {
        return failure;
    }
}
