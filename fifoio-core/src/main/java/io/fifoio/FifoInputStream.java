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
 * request. After the last accepted byte it gives end of data only if the writer completed, and otherwise throws at
 * every further read
 *
 * <ul>
 *   <li>{@link IncompleteStreamException} when the writer failed (with its cause), closed without completing, or abandoned
 *       its end;
 *   <li>{@link ClosedChannelException} after this end's own {@code close()}, {@link AsynchronousCloseException} when
 *       another thread closes this end during the read, an {@code IOException} with the cause after {@link #fail};
 *   <li>{@link InterruptedIOException} when the thread is interrupted and the read would have to wait: the flag stays
 *       set, {@code bytesTransferred} tells how many bytes were consumed (none, but by the calls that read in several parts),
 *       the pair stays usable;
 *   <li>{@link FifoTimeoutException} when the time limit passes, likewise.
 * </ul>
 *
 * <p>Data is whole where a read has given the end of it. Who stops before that is told of no failure: a parser at its closing
 * bracket, a {@link java.util.zip.GZIPInputStream} after a member when nothing more is available. Others drop the exception: a {@link
 * java.util.Scanner} takes it for the end, and see {@link #asChannel()}. So read once more before the data is taken for whole: it gives -1, or
 * throws again.
 *
 * <p>One thread at a time may read; see {@link Fifo} for the thread rules. {@code mark} is not supported.
 */
public final class FifoInputStream extends InputStream {

    /** What {@link #transferTo} passes on at once. */
    private static final int CHUNK = 64 * 1024;

    /** The array that {@link #readNBytes(int)} begins with. */
    private static final int FIRST_GATHERED = 16 * 1024;

    /** Longer arrays are not to be had of every JVM. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ReadingEnd end;
    private final Ring ring;
    private final RingBytes bytes;
    private final Cleaner.Cleanable abandonment;

    /** For those who use this end one after the other. Not private, so that a test can lose a turn as a full stack does. */
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
     * @return how many bytes were read, 0 where none are there now, or -1 at the end of complete data
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

    /** @param count what is there, or the end of data; returned as it is */
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

    /** The channel's read. */
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
     * How many bytes can be read now without waiting: exact for the reading thread, 0 also where the next read would
     * report the end. Who asks again without having read in between is taken to wait for more: a writer that waits for more room
     * than there is (see {@link FifoOutputStream}) then goes on with what there is, so that all the capacity may be waited for.
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
     * @return how many were dropped: 0 where {@code n} is not positive, fewer than {@code n} only at the end of complete data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} tells how many bytes
     *     were dropped
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
     * Reads until {@code len} bytes are there or the data ends; each is copied once.
     *
     * @return how many were read: fewer than {@code len} only at the end of complete data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} tells how many
     *     bytes stand in the array
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
     * Reads until there are {@code len} bytes or the data ends, into arrays that grow with what comes, not with what is asked
     * for. Where it throws, the bytes read so far are lost; {@link #readNBytes(byte[], int, int)} keeps them.
     *
     * @return fewer than {@code len} bytes only at the end of complete data
     * @throws IllegalArgumentException if {@code len} is negative
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} tells how many bytes
     *     were lost
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
            // One byte more than is there tells whether the data ends here: else a larger array would be for nothing.
            int next = read();
            if (next < 0) {
                return gathered;
            }
            gathered = Arrays.copyOf(gathered, longer(gathered.length, len));
            gathered[total++] = (byte) next;
        }
    }

    /** Twice as long, at most what is asked for. Goes beyond the longest array that every JVM makes only where the data does. */
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
     * Reads to the end of complete data and writes all to {@code target}, which it neither flushes nor closes. The target
     * gets arrays of the reader's, never the ring's own; where it throws, up to 64 KiB that were read are lost.
     *
     * @return how many bytes were passed on
     * @throws IOException as the class says, or what the target throws; for an interrupt and a time limit here {@code
     *     bytesTransferred} tells how many bytes were passed on
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

    /** Apart from what the target throws, which is told as it is. */
    private int readPart(byte[] chunk, long start) throws IOException {
        try {
            return read(chunk, 0, chunk.length);
        } catch (InterruptedIOException e) {
            throw end.since(start, e);
        }
    }

    /**
     * Gives up: the writer's waiting or next write throws a {@link BrokenPipeException} with this cause. A read under way
     * in another thread throws. Does nothing where this end is closed or has failed already. Never waits; the cause is
     * asked once, for messages, what it says, after who waits has been woken.
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
     * Leaves: the writer's waiting or next write throws a {@link BrokenPipeException}. A read under way in another thread
     * throws. Bytes not yet read are dropped. Does nothing where this end is closed or has failed already. Never waits.
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
     * This end as a channel; closing it is {@link #close()}. Its {@code read} blocks as {@link #read(byte[], int, int)}
     * does, and makes other callers of a channel of this end wait meanwhile (an interrupt ends that wait, the time limit does
     * not count for it); with an empty buffer it never blocks. The exceptions are those of this class: an interrupt does not close
     * the channel. As with any channel a closed one throws {@link ClosedChannelException} for an empty buffer too.
     *
     * <p>{@link java.nio.channels.FileChannel#transferFrom} drops an exception once it has transferred something, and returns the count: one call
     * for all makes cut off data look whole. Call it until it returns 0, or use {@link #transferTo} or {@link java.nio.file.Files#copy(InputStream,
     * java.nio.file.Path, java.nio.file.CopyOption...) Files.copy}.
     */
    public ReadableByteChannel asChannel() {
        return new InputChannel(this, turns);
    }

    /**
     * Limits the time that one call may wait for data. Calls that read in several parts ({@code readNBytes}, {@code
     * readAllBytes}, {@code skip}, {@code transferTo}) may wait so long for each part. A call that is waiting notices the new
     * limit, which counts from the beginning of its wait. When the limit passes, the call throws {@link FifoTimeoutException} and
     * the pair stays usable; a wrapper that had gathered something ({@link java.io.BufferedReader#readLine}) may have lost it. There is no
     * limit at first.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        end.limit(d);
    }

    /** How many bytes this end has consumed so far. Any thread. */
    public long position() {
        return end.position();
    }

    /** How long this end has been parked waiting for data so far, a wait that is under way included. Any thread. */
    public Duration blocked() {
        return end.blocked();
    }

    /** State, position, bytes buffered, and for how long a wait that is under way has lasted. Any thread. */
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
