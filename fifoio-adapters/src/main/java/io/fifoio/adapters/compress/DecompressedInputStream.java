package io.fifoio.adapters.compress;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The output of a decoder, within limits. Whatever the decoder throws becomes one kind of failure, which every later
 * read repeats.
 */
final class DecompressedInputStream extends InputByBlocks {

    private static final int BUFFER = 16 * 1024;

    /**
     * What the library says about bytes that do not begin another part; it has looked at three bytes, and may have
     * found the end.
     */
    private static final String BEHIND_BZIP2 = "Unexpected data after a valid BZip2 stream";

    private final CompressedInput compressed;
    private final InputStream buffered;
    private final long limit;
    private final long ratio;
    private @Nullable Compression format;
    private @Nullable InputStream decoder;
    private @Nullable IOException failure;
    private long count;
    private boolean ended;
    private boolean closed;

    /** Stays set after an Error, because the decoder may not be usable any more. */
    private boolean decoding;

    DecompressedInputStream(InputStream in, @Nullable Compression format, long limit, long ratio) {
        this.compressed = new CompressedInput(in);
        this.buffered = new Buffered(compressed);
        this.format = format;
        this.limit = limit;
        this.ratio = ratio;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (closed) {
            throw new IOException("read of a closed decompressing stream");
        }
        if (len == 0) {
            return 0;
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (ended) {
            return -1;
        }
        if (decoding) {
            throw new IOException("an earlier read failed with an Error, so what follows can't be complete");
        }
        decoding = true;
        try {
            int read = decode(b, off, len);
            ended = read < 0;
            decoding = false;
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private int decode(byte[] b, int off, int len) throws IOException {
        if (count == limit) {
            if (decodeAny(new byte[1], 0, 1) >= 0) {
                throw new IOException(format + " data has more than the " + limit + " bytes that the limit allows");
            }
            return -1;
        }
        int read = decodeAny(b, off, (int) Math.min(len, limit - count));
        if (read > 0) {
            count += read;
            if (count / ratio > compressed.count() || (count / ratio == compressed.count() && count % ratio > 0)) {
                throw new IOException(format + " data has " + count + " bytes after " + compressed.count()
                        + " compressed ones, more than the ratio of " + ratio + " allows");
            }
        }
        return read;
    }

    /** Decodes at least one byte, or finds the end of everything. */
    private int decodeAny(byte[] b, int off, int len) throws IOException {
        try {
            int read = readSome(decoder(), b, off, len);
            if (read < 0) {
                checkEnd();
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw told(e);
        } catch (LinkageError e) {
            throw format == null ? new IOException(e) : format.missing(e);
        }
    }

    private InputStream decoder() throws IOException {
        if (decoder == null) {
            if (format == null) {
                format = detect();
            }
            decoder = format.decode(buffered);
        }
        return decoder;
    }

    private Compression detect() throws IOException {
        buffered.mark(BUFFER);
        byte[] start = buffered.readNBytes(Compression.LONGEST_MAGIC);
        byte[] behind = start;
        long skipped = 0;
        while (behind.length == Compression.LONGEST_MAGIC && FrameToSkip.isAt(behind)) {
            skipped += FrameToSkip.size(behind);
            if (skipped > BUFFER - Compression.LONGEST_MAGIC) {
                break;
            }
            buffered.reset();
            buffered.readNBytes((int) skipped);
            behind = buffered.readNBytes(Compression.LONGEST_MAGIC);
        }
        buffered.reset();
        return Compression.detect(behind)
                .orElseThrow(() -> new RefusedInput("the input begins with "
                        + (start.length == 0
                                ? "nothing"
                                : HexFormat.ofDelimiter(" ").formatHex(start))
                        + ", which is none of " + Compression.list(Compression.detectable())));
    }

    /** Checks what a decoder has left when it stops: it may have stopped too early, or left something unread. */
    private void checkEnd() throws IOException {
        if (compressed.failure() != null) {
            throw compressed.failure();
        }
        if (compressed.count() == 0) {
            throw new EOFException("the input is empty");
        }
        if (buffered.read() >= 0) {
            throw new IOException("something follows the end of the compressed data");
        }
    }

    /** Returns a failure of the input unchanged, and any other with an explanation. */
    private IOException told(Exception thrown) {
        IOException ofInput = compressed.failure();
        if (ofInput != null) {
            return ofInput;
        }
        if (thrown instanceof RefusedInput refused) {
            return refused;
        }
        String why = thrown.getMessage();
        boolean cut = thrown instanceof EOFException || (compressed.hasEnded() && !BEHIND_BZIP2.equals(why));
        if (why == null) {
            why = cut ? "its end is missing" : thrown.toString();
        }
        return new IOException(
                format + " data " + (cut ? "is cut off" : "could not be decoded") + " after " + compressed.count()
                        + " compressed bytes were read: " + why,
                thrown);
    }

    @Override
    public int available() throws IOException {
        return 0;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (buffered) {
            if (decoder != null) {
                decoder.close();
            }
        }
    }

    /**
     * Reports as available only what is in its own buffer, which is there without asking the input or waiting for it.
     */
    private static final class Buffered extends BufferedInputStream {

        Buffered(InputStream in) {
            super(in, BUFFER);
        }

        @Override
        public synchronized int available() {
            return count - pos;
        }
    }
}
