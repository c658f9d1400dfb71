package io.fifoio;

import io.fifoio.gate.Gate;
import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The reading end of a {@link Fifo}.
 *
 * <p>A read blocks while the ring is empty and returns as soon as one byte is there; it never waits to fill the
 * request. After the last accepted byte it gives end of data only if the writer completed, and otherwise throws at
 * every further read
 *
 * <ul>
 *   <li>{@link IncompleteStreamException} when the writer failed (with its cause) or closed without completing;
 *   <li>{@link ClosedChannelException} after this end's own {@code close()}, {@link AsynchronousCloseException} when
 *       another thread closes this end during the read, an {@code IOException} with the cause after {@link #fail};
 *   <li>{@link InterruptedIOException} when the thread is interrupted and the read would have to wait: the flag stays
 *       set, nothing is consumed, the pair stays usable;
 *   <li>{@link FifoTimeoutException} when the time limit passes, likewise.
 * </ul>
 *
 * <p>One thread at a time may read; see {@link Fifo} for the thread rules. {@code mark} is not supported.
 */
public final class FifoInputStream extends InputStream {

    private static final int END = -1;
    private static final String TWO_READERS =
            "two threads wait to read at one FifoInputStream; one thread at a time may read";

    private final Link link;
    private final BooleanSupplier mayGoOn;
    private final ReentrantLock channelLock = new ReentrantLock();

    FifoInputStream(Link link) {
        this.link = link;
        this.mayGoOn = () -> link.ring().readable() || !link.input().isOpen();
    }

    /**
     * Reads one byte; blocks while the ring is empty.
     *
     * @return the byte, 0 to 255, or -1 at the end of complete data
     * @throws IOException as the class says
     */
    @Override
    public int read() throws IOException {
        ensureReadable(false);
        long since = 0;
        int taken;
        while ((taken = link.ring().takeOne()) == 0) {
            since = awaitData(since);
        }
        if (taken == Ring.SEALED) {
            return endOfData();
        }
        link.room().signal();
        return taken - 1;
    }

    /**
     * Reads up to {@code len} bytes; blocks while the ring is empty. A {@code len} of 0 returns 0 at once, in every
     * state. Touches no more of the array than the bytes it returns.
     *
     * @return how many bytes were read, or -1 at the end of complete data
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        ensureReadable(false);
        long since = 0;
        int count;
        while ((count = link.ring().take(b, off, len)) == 0) {
            since = awaitData(since);
        }
        if (count == Ring.SEALED) {
            return endOfData();
        }
        link.room().signal();
        return count;
    }

    /**
     * Reads what is there now; never waits.
     *
     * @return how many bytes were read, 0 where none are there now, or -1 at the end of complete data
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int tryRead(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        ensureReadable(false);
        int count = link.ring().take(b, off, len);
        if (count == Ring.SEALED) {
            return endOfData();
        }
        if (count > 0) {
            link.room().signal();
        }
        return count;
    }

    /**
     * How many bytes can be read now without waiting: exact for the reading thread, 0 also where the next read would
     * report the end.
     *
     * @throws IOException if this end is closed or has failed
     */
    @Override
    public int available() throws IOException {
        ensureReadable(false);
        return link.ring().available();
    }

    /**
     * Gives up: the writer's waiting or next write throws a {@link BrokenPipeException} with this cause. A read under way
     * in another thread throws. Does nothing where this end is closed or has failed already. Never waits.
     */
    public void fail(Throwable cause) {
        link.failInput(Objects.requireNonNull(cause, "cause"));
    }

    /**
     * Leaves: the writer's waiting or next write throws a {@link BrokenPipeException}. A read under way in another thread
     * throws. Bytes not yet read are dropped. Does nothing where this end is closed or has failed already. Never waits.
     */
    @Override
    public void close() {
        link.closeInput();
    }

    /**
     * This end as a channel; closing it is {@link #close()}. Its {@code read} blocks as {@link #read(byte[], int, int)}
     * does, and makes other callers of a channel of this end wait meanwhile. The exceptions are those of this class: an
     * interrupt does not close the channel.
     */
    public ReadableByteChannel asChannel() {
        return new InputChannel(this, channelLock);
    }

    /**
     * Limits the time that one call may wait for data; a call that is waiting notices the new limit. When it passes, the
     * call throws {@link FifoTimeoutException} and the pair stays usable. There is no limit at first.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        link.data().limit(d);
    }

    /** How many bytes this end has consumed so far. */
    public long position() {
        return link.ring().readPosition();
    }

    /** How long this end has been parked waiting for data so far, without a wait that is under way. */
    public Duration blocked() {
        return Duration.ofNanos(link.data().blockedNanos());
    }

    @Override
    public String toString() {
        return link.describe("FifoInputStream", link.input(), position());
    }

    boolean isOpen() {
        return link.input().isOpen();
    }

    void ensureOpen() throws IOException {
        ensureReadable(false);
    }

    private void ensureReadable(boolean underWay) throws IOException {
        if (!link.input().isOpen()) {
            throw ownEnd(underWay);
        }
    }

    /** @return the time at which the call's first wait began, for its next one */
    private long awaitData(long since) throws IOException {
        ensureReadable(true);
        // Odd, so that it is never the 0 that stands for "has not waited yet".
        long start = since == 0 ? System.nanoTime() | 1 : since;
        Gate.Wait wait = link.data().await(mayGoOn, start);
        switch (wait) {
            case READY -> ensureReadable(true);
            case INTERRUPTED -> throw new InterruptedIOException("interrupted while waiting for data");
            case TIMED_OUT ->
                throw new FifoTimeoutException("no data within " + link.data().limit());
            case OCCUPIED -> {
                fail(new IllegalStateException(TWO_READERS));
                throw ownEnd(true);
            }
        }
        return start;
    }

    /** What comes after the last byte: the writer's outcome, which was set before the ring was sealed. */
    private int endOfData() throws IncompleteStreamException {
        Outcome output = link.output();
        if (output.state() == Outcome.State.COMPLETED) {
            return END;
        }
        Throwable cause = output.cause();
        throw cause == null
                ? IncompleteStreamException.closedWithoutCompleting(position())
                : IncompleteStreamException.failed(position(), cause);
    }

    /** Why this end, which is no longer open, gives nothing. */
    private IOException ownEnd(boolean underWay) {
        Throwable cause = link.input().cause();
        if (cause != null) {
            return new IOException("this end failed after " + position() + " bytes: " + Causes.describe(cause), cause);
        }
        return underWay ? new AsynchronousCloseException() : new ClosedChannelException();
    }
}
