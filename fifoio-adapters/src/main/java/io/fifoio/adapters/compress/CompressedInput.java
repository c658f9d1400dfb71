package io.fifoio.adapters.compress;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The compressed bytes on their way to a decoder. It counts them, and remembers a failure, so that no decoder can
 * swallow it.
 */
final class CompressedInput extends InputByBlocks {

    private final InputStream in;
    private long count;
    private boolean ended;
    private @Nullable IOException failure;

    CompressedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        try {
            int read = readSome(in, b, off, len);
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

    /** Returns how many bytes were read. */
    long count() {
        return count;
    }

    /** Whether the last read found the end: a decoder that fails then wanted more than there was. */
    boolean hasEnded() {
        return ended;
    }

    /** Returns what reading has thrown. */
    @Nullable
    IOException failure() {
        return failure;
    }
}
