package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * Gzip (RFC 1952) on several threads, for much data: blocks of 256 KiB are deflated side by side, each with the 32 KiB
 * before it as its window, so that the output is one member like any other and hardly larger. Which bytes come out depends on
 * the bytes that go in alone, not on the number of threads, flushes or sizes of writes. A value that may be used any
 * number of times, by any thread.
 *
 * <p>The stream is for one writing thread at a time. It copies what it is given, and writes to its output on the
 * thread that writes to it; {@code write} waits where all blocks are in use, for as long as one takes to be deflated, and
 * an interrupt does not shorten that. After any failure the stream takes no more, and {@code close()} writes no trailer. {@code flush()} passes on what is deflated, at
 * most 4 MiB of it, and waits for no more.
 *
 * <p>Its threads begin with the second block and end with the stream, so close it: they keep one alive that nobody
 * closes. Memory, all outside the heap: about 1.5 MiB for each thread, and 0.6 MiB more; where all of it fits into one
 * block, 0.6 MiB and no thread.
 */
public final class ParallelGzip implements Codec {

    static final int BLOCK = 256 * 1024;

    private static final int MOST_THREADS = 1024;

    /** Unless more are asked for: the memory of each is outside the heap, and limited by default to what the heap may be. */
    private static final int MOST_USUAL_THREADS = 16;

    private final GzipHeader header;
    private final int threads;

    private ParallelGzip(GzipHeader header, int threads) {
        this.header = header;
        this.threads = threads;
    }

    /**
     * A codec with a level of compression, and as many threads as there are processors, but no more than 16, which take 25 MiB.
     *
     * @param level 0 (none) or 1 (fast) to 9 (small); 6 is what gzip does by default
     * @throws IllegalArgumentException if the level is another
     */
    public static ParallelGzip level(int level) {
        return new ParallelGzip(
                GzipHeader.ofLevel(level), usualThreads(Runtime.getRuntime().availableProcessors()));
    }

    static int usualThreads(int processors) {
        return Math.min(processors, MOST_USUAL_THREADS);
    }

    /**
     * The same with another number of threads, for who has better use for the other processors.
     *
     * @param threads how many deflate, at least 1 and at most 1024
     * @throws IllegalArgumentException if it is another number
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
