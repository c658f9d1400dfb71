package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * Gzip (RFC 1952) on several threads, for much data: blocks of 256 KiB are deflated side by side, each with the 32 KiB
 * before it as its window, so that the output is one member like any other and hardly larger. The output depends only
 * on the input, not on the number of threads, on flushes or on the sizes of writes. Immutable; may be used any number
 * of times, by any thread.
 *
 * <p>One thread at a time may write to the stream. It copies what it is given, and writes its output on that thread. If
 * all blocks are in use, {@code write} waits until one has been deflated, and an interrupt does not shorten that wait.
 * After any failure the stream accepts no more, and {@code close()} writes no trailer. {@code flush()} passes on what
 * has already been deflated, at most 4 MiB of it, and does not wait for more.
 *
 * <p>Its threads start with the second block and end when the stream is closed. So always close it: its threads keep an
 * unclosed stream alive. It takes about 0.6 MiB of memory and 1.5 MiB more for each thread, all outside the heap; if
 * everything fits into one block, it takes 0.6 MiB and starts no thread.
 */
public final class ParallelGzip implements Codec {

    static final int BLOCK = 256 * 1024;

    private static final int MOST_THREADS = 1024;

    /**
     * The most threads unless more are asked for: the memory of each is outside the heap, and by default as much of
     * that is allowed as the heap may have.
     */
    private static final int MOST_USUAL_THREADS = 16;

    private final GzipHeader header;
    private final int threads;

    private ParallelGzip(GzipHeader header, int threads) {
        this.header = header;
        this.threads = threads;
    }

    /**
     * Returns a codec with the given compression level, and as many threads as there are processors, but no more than
     * 16, which take 25 MiB.
     *
     * @param level 0 (no compression), or 1 (fastest) to 9 (smallest); gzip's own default is 6
     * @throws IllegalArgumentException if the level is not one of these
     */
    public static ParallelGzip level(int level) {
        return new ParallelGzip(
                GzipHeader.ofLevel(level), usualThreads(Runtime.getRuntime().availableProcessors()));
    }

    static int usualThreads(int processors) {
        return Math.min(processors, MOST_USUAL_THREADS);
    }

    /**
     * The same with another number of threads, if you have a better use for the other processors.
     *
     * @param threads how many threads deflate, 1 to 1024
     * @throws IllegalArgumentException if the number is not in this range
     */
    public ParallelGzip threads(int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads are " + threads + ", must be 1 to " + MOST_THREADS);
        }
        return new ParallelGzip(header, threads);
    }

    /** The same with a name in its header, see {@link Gzip#named}. */
    public ParallelGzip named(String name) {
        return new ParallelGzip(header.named(name), threads);
    }

    /** The same with a time in its header, see {@link Gzip#modified}. */
    public ParallelGzip modified(Instant time) {
        return new ParallelGzip(header.modified(time), threads);
    }

    @Override
    public OutputStream encode(OutputStream out) throws IOException {
        return new ParallelGzipOutputStream(out, header, threads, BLOCK);
    }
}
