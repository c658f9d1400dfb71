package io.fifoio;

import io.fifoio.ring.Ring;
import io.fifoio.ring.RingBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;

/**
 * The writing end of a {@link Fifo}.
 *
 * <p>A byte written can be read at once; no {@code flush()} is needed. A write blocks while the ring is full. It throws
 *
 * <ul>
 *   <li>{@link BrokenPipeException} when the reader has closed, failed or abandoned its end (with the reader's cause): no
 *       write that starts or waits after that returns normally;
 *   <li>{@link ClosedChannelException} after this end's own {@code close()}, {@link AsynchronousCloseException} when
 *       another thread closes this end during the write, an {@code IOException} with the cause after {@link #fail};
 *   <li>{@link InterruptedIOException} when the thread is interrupted and the write would have to wait: the flag stays
 *       set, {@code bytesTransferred} tells how many bytes were accepted, the pair stays usable;
 *   <li>{@link FifoTimeoutException} when the time limit passes, likewise.
 * </ul>
 *
 * <p>A write that has to wait is woken when room has become free for all that it still has to write, or for half the
 * capacity, whichever is less; {@link #writeSome} is woken when there is room for one byte.
 *
 * <p>One thread at a time may write; see {@link Fifo} for the thread rules, and {@link #shared()} for several writers. The
 * caller's array is free for reuse when a call returns or throws.
 */
public final class FifoOutputStream extends OutputStream {

    private final WritingEnd end;
    private final Ring ring;
    private final RingBytes bytes;
    private final Cleaner.Cleanable abandonment;

    /** For those who use this end one after the other. Not private, so that a test can lose a turn as a full stack does. */
    final Turns turns;

    FifoOutputStream(Link link, RingBytes bytes) {
        this.end = new WritingEnd(link);
        this.ring = link.ring;
        this.bytes = bytes;
        this.turns = new Turns(end::takeBack);
        this.abandonment = Abandonment.watch(this, link::abandonOutput);
    }

    /**
     * Writes one byte, the low 8 bits of {@code b}; blocks while the ring is full.
     *
     * @throws IOException as the class says
     */
    @Override
    public void write(int b) throws IOException {
        try {
            if (end.roomFor(1) > 0) {
                put((byte) b);
            } else {
                end.beginWrite();
                end.awaitRoom(0, 1);
                put((byte) b);
                end.endWrite();
            }
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void put(byte b) throws IOException {
        long position = ring.nextPosition();
        int index = claim(position, 1);
        bytes.put(index, b);
        end.publish(position, 1);
    }

    private void put(byte[] b, int off, int count) throws IOException {
        long position = ring.nextPosition();
        int index = claim(position, count);
        bytes.copyIn(index, b, off, count);
        end.publish(position, count);
    }

    private void put(ByteBuffer source, int count) throws IOException {
        long position = ring.nextPosition();
        int index = claim(position, count);
        bytes.copyIn(index, source, count);
        end.publish(position, count);
    }

    /** @return where to copy to */
    private int claim(long position, int count) throws IOException {
        int index = ring.writeIndex(position);
        int ahead = end.claim(position, count);
        if (ahead > 0) {
            bytes.touch(index, count, ahead);
        }
        return index;
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
        checkRange(off, len, b.length);
        try {
            if (len == 0) {
                end.writeNothing();
            } else if (end.roomFor(len) == len && end.isOnePart(len)) {
                put(b, off, len);
            } else {
                end.beginWrite();
                int accepted = 0;
                do {
                    int count = end.awaitRoom(accepted, len);
                    put(b, off + accepted, count);
                    accepted += count;
                } while (accepted < len);
                end.endWrite();
            }
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes what fits: blocks until there is room for one byte, then takes as much as there is room for.
     *
     * @return how many bytes were accepted: at least 1, or 0 where {@code len} is 0
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int writeSome(byte[] b, int off, int len) throws IOException {
        int count = tryWrite(b, off, len);
        if (count > 0 || len == 0) {
            return count;
        }
        try {
            end.beginWrite();
            count = end.awaitAnyRoom(len);
            put(b, off, count);
            end.endWrite();
            return count;
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes what fits now; never waits.
     *
     * @return how many bytes were accepted, 0 where there is no room
     * @throws IOException as the class says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int tryWrite(byte[] b, int off, int len) throws IOException {
        checkRange(off, len, b.length);
        try {
            int count = 0;
            if (len == 0) {
                end.writeNothing();
            } else {
                count = end.roomFor(len);
            }
            if (count > 0) {
                put(b, off, count);
            }
            return count;
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Before anything else, also before a turn is waited for. */
    void checkRange(int off, int len, int length) {
        end.checkRange(off, len, length);
    }

    /** The channel's write: all of the buffer, whose position moves on by what was accepted, also where it throws. */
    int write(ByteBuffer source) throws IOException {
        try {
            end.ensureOpen();
            int length = source.remaining();
            if (length == 0) {
                end.writeNothing();
            } else {
                writeAll(source, length);
            }
            return length;
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void writeAll(ByteBuffer source, int length) throws IOException {
        end.roomFor(1);
        end.beginWrite();
        int accepted = 0;
        do {
            int count = end.awaitRoom(accepted, length);
            put(source, count);
            source.position(source.position() + count);
            accepted += count;
        } while (accepted < length);
        end.endWrite();
    }

    /** Wakes the reader; publishes nothing, because every byte written is readable already. Never waits or throws. */
    @Override
    public void flush() {
        try {
            end.flush();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Promises that the data is whole once this end is closed: what was written, and what is still written until {@link
     * #close()} (wrappers flush in between). The promise takes effect at {@code close()}. Calling it again changes nothing. Never
     * waits.
     *
     * <p>It is revoked by
     *
     * <ul>
     *   <li>{@link #fail};
     *   <li>a close during a write that waits or is accepted in parts (one that falls together with a shorter write comes before it or
     *       after it);
     *   <li>every write that throws before the close, also an empty one, whatever it throws: any {@code IOException}, also where only its turn
     *       did not come (see {@link #shared()} and {@link #asChannel()}), a range that is not within the array, a full heap, a buffer
     *       whose memory is gone.
     * </ul>
     *
     * <p>It is not revoked by a {@code null} array or buffer, nor for certain by a full stack: a {@link StackOverflowError} may come before this
     * end is reached, or after its bytes were accepted and before the reader was woken. So who catches one calls {@link #fail}.
     *
     * <p>It is the caller's word: after a write that failed and whose exception was swallowed on the way (a {@code
     * PrintStream} does that) the data has a hole, and a promise made then hides it.
     *
     * @throws ClosedChannelException if this end was closed without a promise: the reader has been or will be told that
     *     the data is incomplete
     * @throws IOException with the cause, if this end has failed
     */
    public void complete() throws IOException {
        try {
            end.complete();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Gives up: after the bytes written so far the reader gets an {@link IncompleteStreamException} with this cause. A
     * write under way in another thread throws. Does nothing where this end is closed or has failed already. Never
     * waits; the cause is asked once, for messages, what it says, after who waits has been woken.
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
     * Ends the data: after the bytes written so far the reader gets end of data if {@link #complete()} was called (or the
     * pair is {@linkplain Fifo#plain plain}), else an {@link IncompleteStreamException}. A write under way in another
     * thread throws. Does nothing where this end is closed or has failed already. Does not wait for the reader.
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
     * This end as a channel; closing it is {@link #close()}. Its {@code write} returns when all bytes are accepted, and
     * makes other callers of a channel of this end wait meanwhile (an interrupt ends that wait, the time limit does not count for
     * it); after an exception the buffer's position tells what was accepted. With an empty buffer it never blocks. The exceptions
     * are those of this class: an interrupt does not close the channel. As with any channel a closed one throws {@link
     * ClosedChannelException} for an empty buffer too.
     *
     * <p>{@link java.nio.channels.FileChannel#transferTo} drops an exception once it has transferred something, and its next call writes the same
     * bytes again: where a time limit is set, give this end itself to {@link java.nio.file.Files#copy(java.nio.file.Path, OutputStream)
     * Files.copy}, or use a loop of your own. Not a stream over this channel ({@link java.nio.channels.Channels#newOutputStream}): in newer JDKs
     * {@code Files.copy} and {@code transferTo} of a file's stream go to that by {@code FileChannel.transferTo} too.
     */
    public WritableByteChannel asChannel() {
        return new OutputChannel(this, turns);
    }

    /**
     * This end for several writing threads: each {@code write} is contiguous in what the reader gets, the next writer waits
     * until it is in (an interrupt ends that wait, the time limit does not count for it). A write that was accepted in part
     * and then gave up (interrupt, time limit, full heap) fails this end, because what the others write next would stand
     * behind half a message. An empty {@code write} waits for nobody. A free turn is for who comes first; once somebody has
     * been passed over for a millisecond, the next turn is for who waits longest. Closing it is {@link #close()}, for all of
     * them; {@link #complete()} is for the thread that knows that all have written.
     */
    public OutputStream shared() {
        return new SharedOutputStream(this, turns);
    }

    /**
     * Limits how long one call may take from the moment it first has to wait for room, copying included: it fails at the first wait that
     * lasts beyond that. A call that is waiting notices the new limit, which counts from there too. When it passes, the call throws {@link
     * FifoTimeoutException} and the pair stays usable (but see {@link #shared()}, and {@link #asChannel()} for who copies files). A
     * wrapper that keeps a buffer of its own ({@link java.io.BufferedOutputStream}, an encoder) writes bytes again or loses some where it is
     * tried again after a limit that passed in the middle of a write: {@link #fail} this end then. A {@link java.io.PrintStream} or {@link
     * java.io.PrintWriter} takes the exception for an interrupt: it sets the thread's flag, and its {@code checkError()} stays false. There is no
     * limit at first.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        end.limit(d);
    }

    /** How many bytes this end has accepted so far. Any thread. */
    public long position() {
        return end.position();
    }

    /** How long this end has been parked waiting for room so far, a wait that is under way included. Any thread. */
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
