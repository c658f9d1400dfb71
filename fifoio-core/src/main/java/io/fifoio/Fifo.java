package io.fifoio;

import io.fifoio.ring.RingBytes;
import java.time.Duration;

/**
 * A pair of streams over one bounded ring of bytes: what is written to {@link #output()} is read from {@link #input()},
 * in order. Writing blocks while the ring is full, reading blocks while it is empty; no more than the capacity waits in
 * it, however much passes through.
 *
 * <pre>{@code
 * FifoInputStream open(Report report) {
 *     Fifo fifo = Fifo.create();
 *     FifoOutputStream out = fifo.output();
 *     executor.execute(() -> {
 *         try {
 *             report.writeTo(out);
 *             out.complete();    // without this the reader gets an IncompleteStreamException, not end of data
 *         } catch (Throwable t) {
 *             out.fail(t);       // the reader gets the cause
 *         } finally {
 *             out.close();       // ends the data, unless it has failed
 *         }
 *     });
 *     return fifo.input();
 * }
 *
 * try (FifoInputStream in = open(report)) {
 *     upload(in);
 * }
 * }</pre>
 *
 * <p>The two ends are meant for two threads: one thread that writes more than the capacity and then reads blocks for
 * ever on its own full ring. Each end may be used by one thread at a time. It may be a different thread from call to
 * call if the callers order the calls (happens-before), as pools and hand-overs do. {@code close}, {@code fail},
 * {@code complete}, {@code setTimeout} and the counters may be called by any thread at any time. Two threads at one end
 * at the same time are a mistake that fails the pair as soon as it is noticed, which is likely but not certain.
 *
 * <p>A wait ends when the other end acts, leaves or fails, when the waiting end is closed by another thread, when the
 * thread is interrupted ({@link java.io.InterruptedIOException}, the flag stays set, the pair stays usable), or by
 * the end's time limit.
 *
 * <p>If an end becomes unreachable without having been closed, it fails for its peer once a garbage collection has
 * noticed. This is only a safety net: close both ends. As long as this object is reachable, so are both ends; so give
 * each task only its own end, as above, and keep neither the pair nor the other end in a variable while you wait. An
 * end also stays reachable if the exception that was given to the other end's {@code fail} refers to it, because the
 * pair keeps that exception.
 *
 * <p>Memory: the ring is allocated 16 KiB at a time, as the writer first reaches each part, so an unused pair costs
 * little. A pair with a capacity from 16 KiB to just below 2 MiB that moves much data grows to 2 MiB in all (a little
 * more if the capacity is not a power of two) and spreads its bytes over that, because processors then copy faster. At
 * most 16 pairs of a JVM do so at the same time, and fewer if that would take more than a sixteenth of the heap. All of
 * the memory is freed with the ends: whoever keeps a closed end keeps its memory.
 */
public final class Fifo {

    /** The capacity of {@link #create()}, in bytes. */
    private static final int DEFAULT_CAPACITY = 64 * 1024;

    private final Link link;
    private final FifoOutputStream output;
    private final FifoInputStream input;

    private Fifo(Link link) {
        RingBytes bytes = new RingBytes(link.ring.capacity(), link.ring.length());
        link.freeing(bytes.ending());
        this.link = link;
        this.output = new FifoOutputStream(link, bytes);
        this.input = new FifoInputStream(link, bytes);
    }

    /** A strict pair (see {@link #ofCapacity}) with a capacity of 64 KiB. */
    public static Fifo create() {
        return ofCapacity(DEFAULT_CAPACITY);
    }

    /**
     * A strict pair: the output's {@code close()} is end of data only after {@link FifoOutputStream#complete()},
     * otherwise the reader gets an {@link IncompleteStreamException} once it has read the bytes written.
     *
     * @param bytes the capacity, 1 or more: how many bytes may wait to be read
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     */
    public static Fifo ofCapacity(int bytes) {
        return new Fifo(Link.strict(Units.BYTES, bytes));
    }

    /**
     * A pair with the habits of {@code java.io}: the output's {@code close()} alone is end of data. An exception that
     * leaves a try-with-resources over the output then looks like a clean end, and so does a close by another thread
     * during a write; use it only if the writing code can't be changed to call {@link FifoOutputStream#complete()}.
     *
     * @param bytes the capacity, 1 or more: how many bytes may wait to be read
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     */
    public static Fifo plain(int bytes) {
        return new Fifo(Link.plain(Units.BYTES, bytes));
    }

    /** Returns the end that is written to; it is the same one at every call. */
    public FifoOutputStream output() {
        return output;
    }

    /** Returns the end that is read from; it is the same one at every call. */
    public FifoInputStream input() {
        return input;
    }

    /**
     * Limits how long a call may wait for a peer that never comes. If the limit passes and no other thread has used the
     * other end since this method was first called, the waiting call throws a {@link FifoTimeoutException} that
     * explains the likely causes: one thread that uses both ends, or a task that starves in a full pool (a
     * {@link java.util.concurrent.ForkJoinPool}, the common pool included, adds no thread for one that waits here).
     * Once another thread has used the other end, the limit no longer applies. By default there is no such limit. Call
     * this before the ends are handed to their threads.
     *
     * @param limit zero means none
     * @return this pair
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public Fifo expectPeerWithin(Duration limit) {
        link.expectPeerWithin(limit);
        output.watch();
        input.watch();
        return this;
    }

    @Override
    public String toString() {
        return "Fifo[" + output + " -> " + input + "]";
    }
}
