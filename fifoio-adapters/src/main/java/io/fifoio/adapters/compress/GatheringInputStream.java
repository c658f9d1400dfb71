package io.fifoio.adapters.compress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the output of a decoder that delivers only a few bytes at a time, as long as there is something to decode, so
 * that one read costs less for many pieces. It may wait for the rest of the last piece.
 */
final class GatheringInputStream extends FilterInputStream {

    private final InputStream encoded;

    /** The failure of a piece that was preceded by others in the same read; those are delivered first. */
    private @Nullable Exception failure;

    /** @param encoded what {@code decoder} reads */
    GatheringInputStream(InputStream decoder, InputStream encoded) {
        super(decoder);
        this.encoded = encoded;
    }

    @Override
    public int read() throws IOException {
        ensureWhole();
        return in.read();
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        ensureWhole();
        int count = in.read(b, off, len);
        try {
            int piece = count;
            while (piece > 0 && count < len && encoded.available() > 0) {
                piece = in.read(b, off + count, len - count);
                count += Math.max(piece, 0);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        return count;
    }

    private void ensureWhole() throws IOException {
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }
}
