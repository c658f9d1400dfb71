package io.fifoio;

import io.fifoio.ring.Ring;
import io.fifoio.ring.RingBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * The reading end of a {@link Fifo}.
 *
 * <p>A read blocks while the ring is empty and returns as soon as one byte is there; it never waits to fill the
 * request. After the last accepted byte it returns -1 only if the writer has completed. Otherwise every further read
 * throws
 *
 * <ul>
 *   <li>{@link IncompleteStreamException} when the writer failed (with its cause), closed without completing, or
 *       abandoned its end;
 *   <li>{@link ClosedChannelException} after this end's own {@code close()}, {@link AsynchronousCloseException} when
 *       another thread closes this end during the read, an {@code IOException} with the cause after {@link #fail};
 *   <li>{@link InterruptedIOException} when the thread is interrupted and the read would have to wait: the flag stays
 *       set, {@code bytesTransferred} is the number of bytes consumed (0, except for calls that read in several parts),
 *       and the pair stays usable;
 *   <li>{@link FifoTimeoutException} when the time limit passes; for {@code bytesTransferred} and the pair the same
 *       applies.
 * </ul>
 *
 * <p>The data is known to be whole only once a read has returned -1. Code that stops reading earlier never hears of a
 * failure: a parser that stops at its closing bracket, or a {@link java.util.zip.GZIPInputStream} that stops after a
 * member when nothing more is available. Other code drops the exception: a {@link java.util.Scanner} treats it as the
 * end; see also {@link #asChannel()}. So before trusting the data, read once more: the read returns -1 or throws again.
 *
 * <p>One thread at a time may read; see {@link Fifo} for the thread rules. {@code mark} is not supported.
 */
public final class FifoInputStream extends InputStream {

    /** How many bytes {@link #transferTo} passes on at once. */
    private static final int CHUNK = 64 * 1024;

    /** The length of the array that {@link #readNBytes(int)} begins with. */
    private static final int FIRST_GATHERED = 16 * 1024;

    /** Not every JVM can make longer arrays. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ReadingEnd end;
    private final Ring ring;
    private final RingBytes bytes;
    private final Cleaner.Cleanable abandonment;

    /**
     * The turns of those who use this end through a channel. Not private, so that a test can lose a turn, as a stack
     * overflow would.
     */
    final Turns turns = new Turns(() -> {});

    FifoInputStream(Link link, RingBytes bytes) {
        this.end = new ReadingEnd(link);
        this.ring = link.ring;
        this.bytes = bytes;
        this.abandonment = Abandonment.watch(this, link::abandonInput);
    }

    /**
     * Reads one byte; blocks while the ring is empty.
     *
     * @return the byte, 0 to 255, or -1 at the end of complete data
     * @throws IOException as the class says
     */
    @Override
    public int read() throws IOException {
        try {
            if (end.awaitData(1) == ReadingEnd.END) {
                return ReadingEnd.END;
            }
            int index = ring.readIndex();
            int value = bytes.get(index) & 0xff;
            end.release(index, 1);
            return value;
        } catch (IndexOutOfBoundsException | NullPointerException e) {
            throw end.mixedUp();
        } finally {
            Reference.reachabilityFence(this);
        }
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
        try {
            return len == 0 ? 0 : take(b, off, end.awaitData(len));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Reads what is there now; never waits.
     *
     * @return how many bytes were read, 0 if none are there now, or -1 at the end of complete data
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int tryRead(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        try {
            return len == 0 ? 0 : take(b, off, end.dataFor(len));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** @param count how much is there, or the end of data; returned unchanged */
    private int take(byte[] b, int off, int count) throws IOException {
        try {
            for (int taken = 0; taken < count; ) {
                int part = end.part(count - taken);
                int index = ring.readIndex();
                bytes.copyOut(index, b, off + taken, part);
                end.release(index, part);
                taken += part;
            }
            return count;
        } catch (IndexOutOfBoundsException | NullPointerException e) {
            throw end.mixedUp();
        }
    }

    /** Reads for the channel. */
    int read(ByteBuffer target) throws IOException {
        try {
            end.ensureOpen();
            int count = target.hasRemaining() ? end.awaitData(target.remaining()) : 0;
            if (count > 0) {
                int index = ring.readIndex();
                bytes.copyOut(index, target, count);
                end.release(index, count);
            }
            return count;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns how many bytes can be read now without waiting. The count is exact for the reading thread; it is 0 as
     * well if the next read would report the end. Calling this repeatedly without reading in between counts as waiting
     * for more data: a writer that is waiting for more room than there is (see {@link FifoOutputStream}) then goes on
     * with what room there is, so that one can wait until the ring is full.
     *
     * @throws IOException if this end is closed or has failed
     */
    @Override
    public int available() throws IOException {
        try {
            return end.available();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Drops bytes without copying them; blocks until {@code n} are dropped or the data ends.
     *
     * @return how many were dropped: 0 if {@code n} is not positive, fewer than {@code n} only at the end of complete
     *     data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} is the number
     *     of bytes that were dropped
     */
    @Override
    public long skip(long n) throws IOException {
        try {
            return end.skip(n);
        } finally {
            bytes.passedOver();
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Reads until {@code len} bytes have been read or the data ends; each byte is copied once.
     *
     * @return how many were read: fewer than {@code len} only at the end of complete data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} is the number
     *     of bytes that are in the array
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    @Override
    public int readNBytes(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        int total = 0;
        try {
            while (total < len) {
                int count = take(b, off + total, end.awaitData(len - total));
                if (count == ReadingEnd.END) {
                    break;
                }
                total += count;
            }
            return total;
        } catch (InterruptedIOException e) {
            e.bytesTransferred = total;
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Reads until there are {@code len} bytes or the data ends, into an array that grows with the data that arrives,
     * not with {@code len}. If this throws, the bytes read so far are lost; {@link #readNBytes(byte[], int, int)} keeps
     * them.
     *
     * @return fewer than {@code len} bytes only at the end of complete data
     * @throws IllegalArgumentException if {@code len} is negative
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} is the number
     *     of bytes that were lost
     * @throws OutOfMemoryError if they don't fit into an array, or the heap
     */
    @Override
    public byte[] readNBytes(int len) throws IOException {
        if (len < 0) {
            throw new IllegalArgumentException("can't read " + len + " bytes, must not be negative");
        }
        long start = position();
        try {
            return gather(len);
        } catch (InterruptedIOException e) {
            throw end.since(start, e);
        }
    }

    private byte[] gather(int len) throws IOException {
        byte[] gathered = new byte[Math.min(len, FIRST_GATHERED)];
        int total = 0;
        while (true) {
            total += readNBytes(gathered, total, gathered.length - total);
            if (total < gathered.length || total == len) {
                return total == gathered.length ? gathered : Arrays.copyOf(gathered, total);
            }
            // Reading one more byte shows whether the data ends here; otherwise a larger array might be made for
            // nothing.
            int next = read();
            if (next < 0) {
                return gathered;
            }
            gathered = Arrays.copyOf(gathered, longer(gathered.length, len));
            gathered[total++] = (byte) next;
        }
    }

    /**
     * Twice the length, but no more than {@code len}. It exceeds the longest array that every JVM can make only if the
     * data does.
     */
    static int longer(int length, int len) {
        long twice = 2L * length;
        return (int) Math.min(len, length < LONGEST_ARRAY ? Math.min(twice, LONGEST_ARRAY) : twice);
    }

    /** As {@link #readNBytes(int)}, up to the end of complete data. */
    @Override
    public byte[] readAllBytes() throws IOException {
        return readNBytes(Integer.MAX_VALUE);
    }

    /**
     * Reads to the end of complete data and writes everything to {@code target}, which it neither flushes nor closes.
     * The target is given a separate array, never the ring's own; if the target throws, up to 64 KiB that were already
     * read are lost.
     *
     * @return how many bytes were passed on
     * @throws IOException as the class says, or what the target throws; for an interrupt and a time limit here,
     *     {@code bytesTransferred} is the number of bytes that were passed on
     */
    @Override
    public long transferTo(OutputStream target) throws IOException {
        Objects.requireNonNull(target, "target");
        byte[] chunk = new byte[Math.min(ring.capacity(), CHUNK)];
        long start = position();
        int count;
        while ((count = readPart(chunk, start)) != ReadingEnd.END) {
            target.write(chunk, 0, count);
        }
        return position() - start;
    }

    /** A method of its own, so that an exception of the target is passed on unchanged. */
    private int readPart(byte[] chunk, long start) throws IOException {
        try {
            return read(chunk, 0, chunk.length);
        } catch (InterruptedIOException e) {
            throw end.since(start, e);
        }
    }

    /**
     * Gives up: the writer's current or next write throws a {@link BrokenPipeException} with this cause. A read in
     * progress in another thread throws. Does nothing if this end is closed or has failed already. Never waits. The
     * cause's {@code toString()} is called once, for messages, after all waiting threads have been woken.
     */
    public void fail(Throwable cause) {
        try {
            end.fail(cause);
            turns.end();
            abandonment.clean();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Leaves: the writer's current or next write throws a {@link BrokenPipeException}. A read in progress in another
     * thread throws. Bytes that have not been read are dropped. Does nothing if this end is closed or has failed
     * already. Never waits.
     */
    @Override
    public void close() {
        try {
            end.close();
            turns.end();
            abandonment.clean();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Returns this end as a channel; closing the channel is {@link #close()}. Its {@code read} blocks as
     * {@link #read(byte[], int, int)} does; meanwhile other callers of a channel of this end wait for their turn (an
     * interrupt ends that wait; the time limit does not apply to it). With an empty buffer it never blocks. The
     * exceptions are those of this class: an interrupt does not close the channel. As with any channel, a closed one
     * throws {@link ClosedChannelException} for an empty buffer too.
     *
     * <p>{@link java.nio.channels.FileChannel#transferFrom} drops an exception once it has transferred something, and
     * returns the count, so a single call for all of the data makes truncated data look whole. Call it until it returns
     * 0, or use {@link #transferTo} or {@link java.nio.file.Files#copy(InputStream, java.nio.file.Path,
     * java.nio.file.CopyOption...) Files.copy}.
     */
    public ReadableByteChannel asChannel() {
        return new InputChannel(this, turns);
    }

    /**
     * Limits how long one call may wait for data; calls that read in several parts ({@code readNBytes},
     * {@code readAllBytes}, {@code skip}, {@code transferTo}) may wait that long for each part. A call that is already
     * waiting notices the new limit, counted from the start of its wait. When the limit passes, the call throws
     * {@link FifoTimeoutException} and the pair stays usable; a wrapper that had collected something
     * ({@link java.io.BufferedReader#readLine}) may have lost it. By default there is no limit.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        end.limit(d);
    }

    /** Returns how many bytes this end has consumed so far. May be called by any thread. */
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
     * Returns the state, the position, the number of bytes buffered, and how long a wait in progress has lasted. May be
     * called by any thread.
     */
    @Override
    public String toString() {
        return end.toString();
    }

    boolean isOpen() {
        return end.isOpen();
    }

    void watch() {
        end.watch();
    }
}
