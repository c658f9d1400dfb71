package io.fifoio;

import io.fifoio.gate.Gate;
import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The writing end of a {@link Fifo}.
 *
 * <p>A byte written can be read at once; no {@code flush()} is needed. A write blocks while the ring is full. It throws
 *
 * <ul>
 *   <li>{@link BrokenPipeException} when the reader has closed or failed its end (with the reader's cause): no write
 *       that starts or waits after that returns normally;
 *   <li>{@link ClosedChannelException} after this end's own {@code close()}, {@link AsynchronousCloseException} when
 *       another thread closes this end during the write, an {@code IOException} with the cause after {@link #fail};
 *   <li>{@link InterruptedIOException} when the thread is interrupted and the write would have to wait: the flag stays
 *       set, {@code bytesTransferred} tells how many bytes were accepted, the pair stays usable;
 *   <li>{@link FifoTimeoutException} when the time limit passes, likewise.
 * </ul>
 *
 * <p>One thread at a time may write; see {@link Fifo} for the thread rules. The caller's array is free for reuse when a
 * call returns or throws.
 */
public final class FifoOutputStream extends OutputStream {

    private static final String TWO_WRITERS =
            "two threads wait to write at one FifoOutputStream; one thread at a time may write";

    private final Link link;
    private final BooleanSupplier mayGoOn;
    private final ReentrantLock channelLock = new ReentrantLock();

    /** Large writes are published in parts, so that the reader copies out while this end still copies in. */
    private final int slice;

    FifoOutputStream(Link link) {
        this.link = link;
        this.slice = Math.max(1, link.ring().capacity() / 8);
        this.mayGoOn = () -> link.ring().writable() || !link.input().isOpen();
    }

    /**
     * Writes one byte, the low 8 bits of {@code b}; blocks while the ring is full.
     *
     * @throws IOException as the class says
     */
    @Override
    public void write(int b) throws IOException {
        ensureWritable(false);
        if (link.ring().put((byte) b) <= 0) {
            link.output().beginWrite();
            long since = 0;
            do {
                since = awaitRoom(since, 0, 1);
            } while (link.ring().put((byte) b) <= 0);
            link.output().endWrite();
        }
        link.data().signal();
    }

    /**
     * Writes all of {@code b[off .. off+len)}; blocks until the last byte is accepted. With a {@code len} of 0 it never
     * blocks: it does nothing on this end's own closed or failed end, and reports a reader that has left.
     *
     * @throws IOException as the class says; what was accepted before stays readable
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (!startsWriting(len)) {
            return;
        }
        if (len <= slice && link.ring().fits(len)) {
            if (link.ring().put(b, off, len) == Ring.SEALED) {
                throw ownEnd(true);
            }
            link.data().signal();
        } else {
            writeInParts(b, off, len);
        }
    }

    private void writeInParts(byte[] b, int off, int len) throws IOException {
        if (!link.output().beginWrite()) {
            // Closed since the first look, but perhaps not sealed yet: not even a part may get in.
            throw ownEnd(true);
        }
        long since = 0;
        int accepted = 0;
        while (accepted < len) {
            int count = link.ring().put(b, off + accepted, Math.min(slice, len - accepted));
            if (count > 0) {
                accepted += count;
                link.data().signal();
                if (accepted < len) {
                    ensureWritable(true);
                }
            } else {
                since = awaitRoom(since, accepted, len);
            }
        }
        link.output().endWrite();
    }

    /**
     * Writes what fits: blocks until there is room for one byte, then takes as much as there is room for.
     *
     * @return how many bytes were accepted: at least 1, or 0 where {@code len} is 0
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int writeSome(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (!startsWriting(len)) {
            return 0;
        }
        int count = link.ring().put(b, off, len);
        if (count <= 0) {
            link.output().beginWrite();
            long since = 0;
            do {
                since = awaitRoom(since, 0, len);
                count = link.ring().put(b, off, len);
            } while (count <= 0);
            link.output().endWrite();
        }
        link.data().signal();
        return count;
    }

    /**
     * Writes what fits now; never waits.
     *
     * @return how many bytes were accepted, 0 where there is no room
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int tryWrite(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (!startsWriting(len)) {
            return 0;
        }
        int count = link.ring().put(b, off, len);
        if (count == Ring.SEALED) {
            throw ownEnd(true);
        }
        link.data().signal();
        return count;
    }

    /** Wakes the reader; publishes nothing, because every byte written is readable already. Never waits or throws. */
    @Override
    public void flush() {
        link.data().signal();
    }

    /**
     * Promises that the data is whole once this end is closed: what was written, and what is still written until {@link
     * #close()} (wrappers flush in between). The promise takes effect at {@code close()}; a write that fails, and {@link
     * #fail}, revoke it; so does a close by another thread during a write. Calling it again changes nothing. Never waits.
     *
     * <p>It is the caller's word: after a write that failed and whose exception was swallowed on the way (a {@code
     * PrintStream} does that) the data has a hole, and a promise made then hides it.
     *
     * @throws ClosedChannelException if this end was closed without a promise: the reader has been or will be told that
     *     the data is incomplete
     * @throws IOException with the cause, if this end has failed
     */
    public void complete() throws IOException {
        if (!link.output().promise() && link.output().state() != Outcome.State.COMPLETED) {
            throw ownEnd(false);
        }
    }

    /**
     * Gives up: after the bytes written so far the reader gets an {@link IncompleteStreamException} with this cause. A
     * write under way in another thread throws. Does nothing where this end is closed or has failed already. Never
     * waits.
     */
    public void fail(Throwable cause) {
        link.failOutput(Objects.requireNonNull(cause, "cause"));
    }

    /**
     * Ends the data: after the bytes written so far the reader gets end of data if {@link #complete()} was called (or the
     * pair is {@linkplain Fifo#plain plain}), else an {@link IncompleteStreamException}. A write under way in another
     * thread throws. Does nothing where this end is closed or has failed already. Does not wait for the reader.
     */
    @Override
    public void close() {
        link.closeOutput();
    }

    /**
     * This end as a channel; closing it is {@link #close()}. Its {@code write} returns when all bytes are accepted, and
     * makes other callers of a channel of this end wait meanwhile; after an exception the buffer's position tells what
     * was accepted. The exceptions are those of this class: an interrupt does not close the channel.
     */
    public WritableByteChannel asChannel() {
        return new OutputChannel(this, channelLock);
    }

    /**
     * Limits the time that one call may wait for room, all its waits together; a call that is waiting notices the new
     * limit. When it passes, the call throws {@link FifoTimeoutException} and the pair stays usable. There is no limit
     * at first.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        link.room().limit(d);
    }

    /** How many bytes this end has accepted so far. */
    public long position() {
        return link.ring().writePosition();
    }

    /** How long this end has been parked waiting for room so far, without a wait that is under way. */
    public Duration blocked() {
        return Duration.ofNanos(link.room().blockedNanos());
    }

    @Override
    public String toString() {
        return link.describe("FifoOutputStream", link.output(), position());
    }

    boolean isOpen() {
        return link.output().isOpen();
    }

    void ensureOpen() throws IOException {
        if (!isOpen()) {
            throw ownEnd(false);
        }
    }

    /** Whether there is anything to do; looks at the states that an empty write has to look at. */
    private boolean startsWriting(int len) throws IOException {
        if (len == 0 && !link.output().isOpen()) {
            return false;
        }
        ensureWritable(false);
        return len > 0;
    }

    private void ensureWritable(boolean underWay) throws IOException {
        if (!link.output().isOpen()) {
            throw ownEnd(underWay);
        }
        if (!link.input().isOpen()) {
            link.output().revoke();
            throw new BrokenPipeException(position(), link.input().cause());
        }
    }

    /** @return the time at which the call's first wait began, for its next one */
    private long awaitRoom(long since, int accepted, int len) throws IOException {
        ensureWritable(true);
        // Odd, so that it is never the 0 that stands for "has not waited yet".
        long start = since == 0 ? System.nanoTime() | 1 : since;
        Gate.Wait wait = link.room().await(mayGoOn, start);
        switch (wait) {
            case READY -> ensureWritable(true);
            case INTERRUPTED ->
                throw revoking(
                        new InterruptedIOException(
                                "interrupted while waiting for room: " + accepted + " of " + len + " bytes accepted"),
                        accepted);
            case TIMED_OUT ->
                throw revoking(
                        new FifoTimeoutException("no room within " + link.room().limit() + ": " + accepted + " of "
                                + len + " bytes accepted"),
                        accepted);
            case OCCUPIED -> {
                fail(new IllegalStateException(TWO_WRITERS));
                throw ownEnd(true);
            }
        }
        return start;
    }

    private InterruptedIOException revoking(InterruptedIOException failure, int accepted) {
        link.output().revoke();
        failure.bytesTransferred = accepted;
        return failure;
    }

    /** Why this end, which is no longer open, takes nothing. */
    private IOException ownEnd(boolean underWay) {
        Throwable cause = link.output().cause();
        if (cause != null) {
            return new IOException("this end failed after " + position() + " bytes: " + Causes.describe(cause), cause);
        }
        return underWay ? new AsynchronousCloseException() : new ClosedChannelException();
    }
}
