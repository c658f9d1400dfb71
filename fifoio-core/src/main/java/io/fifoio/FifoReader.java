package io.fifoio;

import io.fifoio.ring.Ring;
import io.fifoio.ring.RingChars;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.CharBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.Objects;

/**
 * The reading end of a {@link CharFifo}. A read returns as soon as one char is there. What blocks, what is thrown and
 * when, and the thread rules are those of {@link FifoInputStream}, with chars in place of bytes. {@code mark} is not
 * supported.
 *
 * <p>{@code readAllAsString} and {@code readAllLines}, which a {@link Reader} has from Java 25 on, read in many parts.
 * If an interrupt or a time limit ends one of them, what it has read is lost; {@code bytesTransferred} does not say how
 * much that was, but {@link #position} does.
 */
public final class FifoReader extends Reader {

    private static final int CHUNK = 8 * 1024;

    private final ReadingEnd end;
    private final Ring ring;
    private final RingChars chars;
    private final Cleaner.Cleanable abandonment;

    FifoReader(Link link, RingChars chars) {
        this.end = new ReadingEnd(link);
        this.ring = link.ring;
        this.chars = chars;
        this.abandonment = Abandonment.watch(this, link::abandonInput);
    }

    /**
     * Reads one char; blocks while the ring is empty.
     *
     * @return the char, 0 to 65535, or -1 at the end of complete data
     * @throws IOException as {@link FifoInputStream} says
     */
    @Override
    public int read() throws IOException {
        try {
            if (end.awaitData(1) == ReadingEnd.END) {
                return ReadingEnd.END;
            }
            int index = ring.readIndex();
            char value = chars.get(index);
            end.release(index, 1);
            return value;
        } catch (IndexOutOfBoundsException | NullPointerException e) {
            throw end.mixedUp();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Reads up to {@code len} chars; blocks while the ring is empty. A {@code len} of 0 returns 0 at once, in every
     * state.
     *
     * @return how many chars were read, or -1 at the end of complete data
     * @throws IOException as {@link FifoInputStream} says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    @Override
    public int read(char[] c, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, c.length);
        try {
            return len == 0 ? 0 : take(c, off, end.awaitData(len));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Reads what is there now; never waits.
     *
     * @return how many chars were read, 0 if none are there now, or -1 at the end of complete data
     * @throws IOException as {@link FifoInputStream} says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int tryRead(char[] c, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, c.length);
        try {
            return len == 0 ? 0 : take(c, off, end.dataFor(len));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** @param count how much is there, or the end of data; returned unchanged */
    private int take(char[] c, int off, int count) throws IOException {
        try {
            for (int taken = 0; taken < count; ) {
                int part = end.part(count - taken);
                int index = ring.readIndex();
                chars.copyOut(index, c, off + taken, part);
                end.release(index, part);
                taken += part;
            }
            return count;
        } catch (IndexOutOfBoundsException | NullPointerException e) {
            throw end.mixedUp();
        }
    }

    /**
     * As {@link #read(char[], int, int)}, into a buffer.
     *
     * @throws ReadOnlyBufferException if the buffer is read-only; nothing is consumed
     */
    @Override
    public int read(CharBuffer target) throws IOException {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        try {
            int count = target.hasRemaining() ? end.awaitData(target.remaining()) : 0;
            if (count > 0) {
                int index = ring.readIndex();
                chars.copyOut(index, target, count);
                end.release(index, count);
            }
            return count;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns whether a char can be read now without waiting; it is false as well if the next read would report the
     * end.
     */
    @Override
    public boolean ready() throws IOException {
        try {
            return end.available() > 0;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Drops chars; blocks until {@code n} are dropped or the data ends.
     *
     * @return how many were dropped: fewer than {@code n} only at the end of complete data
     * @throws IllegalArgumentException if {@code n} is negative
     * @throws IOException as {@link FifoInputStream} says; for an interrupt and a time limit {@code bytesTransferred}
     *     is the number of chars that were dropped
     */
    @Override
    public long skip(long n) throws IOException {
        if (n < 0) {
            throw new IllegalArgumentException("can't skip " + n + " chars, must not be negative");
        }
        try {
            return end.skip(n);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Reads to the end of complete data and writes everything to {@code target}, which it neither flushes nor closes.
     * If the target throws, up to 8,192 chars that were already read are lost.
     *
     * @return how many chars were passed on
     * @throws IOException as {@link FifoInputStream} says, or what the target throws; for an interrupt and a time limit
     *     here, {@code bytesTransferred} is the number of chars that were passed on
     */
    @Override
    public long transferTo(Writer target) throws IOException {
        Objects.requireNonNull(target, "target");
        char[] chunk = new char[Math.min(ring.capacity(), CHUNK)];
        long start = position();
        int count;
        while ((count = readPart(chunk, start)) != ReadingEnd.END) {
            target.write(chunk, 0, count);
        }
        return position() - start;
    }

    /** A method of its own, so that an exception of the target is passed on unchanged. */
    private int readPart(char[] chunk, long start) throws IOException {
        try {
            return read(chunk, 0, chunk.length);
        } catch (InterruptedIOException e) {
            throw end.since(start, e);
        }
    }

    /**
     * Gives up: the writer's current or next write throws a {@link BrokenPipeException} with this cause. Never waits.
     */
    public void fail(Throwable cause) {
        try {
            end.fail(cause);
            abandonment.clean();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Leaves: the writer's current or next write throws a {@link BrokenPipeException}. Never waits. */
    @Override
    public void close() {
        try {
            end.close();
            abandonment.clean();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Limits how long one call may wait for data; see {@link FifoInputStream#setTimeout}.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        end.limit(d);
    }

    /** Returns how many chars this end has consumed so far. May be called by any thread. */
    public long position() {
        return end.position();
    }

    /**
     * Returns how long this end has been parked waiting for data so far, including a wait in progress. May be called by
     * any thread.
     */
    public Duration blocked() {
        return end.blocked();
    }

    /**
     * Returns the state, the position, the number of chars buffered, and how long a wait in progress has lasted. May be
     * called by any thread.
     */
    @Override
    public String toString() {
        return end.toString();
    }

    void watch() {
        end.watch();
    }
}
