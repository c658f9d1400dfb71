package io.fifoio;

/**
 * A pair of streams over one bounded ring of bytes: what is written to {@link #output()} is read from {@link
 * #input()}, in order. Writing blocks while the ring is full, reading blocks while it is empty; memory stays at the
 * capacity, however much passes.
 *
 * <pre>{@code
 * Fifo fifo = Fifo.create();
 * executor.execute(() -> {
 *     FifoOutputStream out = fifo.output();
 *     try {
 *         report.writeTo(out);
 *         out.complete();    // without this the reader gets an IncompleteStreamException, not end of data
 *     } catch (Throwable t) {
 *         out.fail(t);       // the reader gets the cause
 *     } finally {
 *         out.close();       // ends the data, unless it has failed
 *     }
 * });
 * try (FifoInputStream in = fifo.input()) {
 *     upload(in);
 * }
 * }</pre>
 *
 * <p>The two ends are meant for two threads: one thread that writes more than the capacity and then reads blocks for
 * ever on its own full ring. Each end is for one thread at a time, which may change from call to call if the calls are
 * ordered by the callers (happens-before), as pools and hand-overs do. {@code close}, {@code fail}, {@code complete},
 * {@code setTimeout} and the counters may be called by any thread at any time.
 *
 * <p>A wait ends when the other end acts, leaves or fails, when the waiting end is closed by another thread, when the
 * thread is interrupted ({@link java.io.InterruptedIOException}, the flag stays set, the pair stays usable), or by
 * the end's time limit.
 */
public final class Fifo {

    /** The capacity of {@link #create()}, in bytes. */
    private static final int DEFAULT_CAPACITY = 64 * 1024;

    private final FifoOutputStream output;
    private final FifoInputStream input;

    private Fifo(Link link) {
        this.output = new FifoOutputStream(link);
        this.input = new FifoInputStream(link);
    }

    /** A strict pair (see {@link #ofCapacity}) with a capacity of 64 KiB. */
    public static Fifo create() {
        return ofCapacity(DEFAULT_CAPACITY);
    }

    /**
     * A strict pair: the output's {@code close()} is end of data only after {@link FifoOutputStream#complete()},
     * otherwise the reader gets an {@link IncompleteStreamException} once it has read the bytes written.
     *
     * @param bytes the capacity, 1 or more; allocated at once
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     */
    public static Fifo ofCapacity(int bytes) {
        return new Fifo(Link.strict(bytes));
    }

    /**
     * A pair with the habits of {@code java.io}: the output's {@code close()} alone is end of data. An exception that
     * leaves a try-with-resources over the output then looks like a clean end, and so does a close by another thread during
     * a write; use it only where the writing code can't be changed to call {@link FifoOutputStream#complete()}.
     *
     * @param bytes the capacity, 1 or more; allocated at once
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     */
    public static Fifo plain(int bytes) {
        return new Fifo(Link.plain(bytes));
    }

    /** The end that is written to; the same one at every call. */
    public FifoOutputStream output() {
        return output;
    }

    /** The end that is read from; the same one at every call. */
    public FifoInputStream input() {
        return input;
    }

    @Override
    public String toString() {
        return "Fifo[" + output + " -> " + input + "]";
    }
}
