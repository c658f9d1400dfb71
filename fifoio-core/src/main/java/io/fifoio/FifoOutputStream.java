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
 *   <li>{@link BrokenPipeException} when the reader has closed, failed or abandoned its end (with the reader's cause):
 *       no write that starts or waits after that returns normally;
 *   <li>{@link ClosedChannelException} after this end's own {@code close()}, {@link AsynchronousCloseException} when
 *       another thread closes this end during the write, an {@code IOException} with the cause after {@link #fail};
 *   <li>{@link InterruptedIOException} when the thread is interrupted and the write would have to wait: the flag stays
 *       set, {@code bytesTransferred} is the number of bytes accepted, and the pair stays usable;
 *   <li>{@link FifoTimeoutException} when the time limit passes; for {@code bytesTransferred} and the pair the same
 *       applies.
 * </ul>
 *
 * <p>A write that has to wait is woken when room has become free for all that it still has to write, or for half the
 * capacity, whichever is less; {@link #writeSome} is woken when there is room for one byte.
 *
 * <p>One thread at a time may write; see {@link Fifo} for the thread rules, and {@link #shared()} for several writers.
 * The caller's array is free for reuse when a call returns or throws.
 */
public final class FifoOutputStream extends OutputStream {

    private final WritingEnd end;
    private final Ring ring;
    private final RingBytes bytes;
    private final Cleaner.Cleanable abandonment;

    /**
     * The turns of those who share this end or use it through a channel. Not private, so that a test can lose a turn,
     * as a stack overflow would.
     */
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
     * @return how many bytes were accepted: at least 1, or 0 if {@code len} is 0
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
     * @return how many bytes were accepted, 0 if there is no room
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

    /** Checks the range of a write, before anything else and even before waiting for a turn. */
    void checkRange(int off, int len, int length) {
        end.checkRange(off, len, length);
    }

    /**
     * Writes all of the buffer for the channel; the position of the buffer moves on by what was accepted, even if this
     * throws.
     */
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
     * Promises that the data is whole once this end is closed: everything written so far, and what is still written
     * before {@link #close()} (wrappers flush in between). The promise takes effect at {@code close()}. Calling it
     * again changes nothing. Never waits.
     *
     * <p>It is revoked by
     *
     * <ul>
     *   <li>{@link #fail};
     *   <li>a close during a write that waits or is accepted in parts (a close at the same time as a shorter write
     *       counts as coming before or after it);
     *   <li>every write that throws before the close, even an empty one, whatever it throws: any {@code IOException},
     *       also one that ended a wait for its turn (see {@link #shared()} and {@link #asChannel()}), a range outside
     *       of the array, a full heap, a buffer whose memory has been freed.
     * </ul>
     *
     * <p>It is not revoked by a {@code null} array or buffer, nor reliably by a stack overflow: a
     * {@link StackOverflowError} may occur before this end is reached, or after the bytes were accepted but before the
     * reader was woken. Code that catches one should call {@link #fail}.
     *
     * <p>The promise is the caller's word: if a write has failed and its exception was swallowed on the way (as a
     * {@code PrintStream} does), the data has a gap, and a promise made after that hides it.
     *
     * @throws ClosedChannelException if this end was closed without a promise: the reader has got or will get the
     *     exception for incomplete data
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
     * write in progress in another thread throws. Does nothing if this end is closed or has failed already. Never
     * waits. The cause's {@code toString()} is called once, for messages, after all waiting threads have been woken.
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
     * Ends the data: after the bytes written so far the reader gets end of data if {@link #complete()} was called (or
     * the pair is {@linkplain Fifo#plain plain}), otherwise an {@link IncompleteStreamException}. A write in progress
     * in another thread throws. Does nothing if this end is closed or has failed already. Does not wait for the reader.
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
     * Returns this end as a channel; closing the channel is {@link #close()}. Its {@code write} returns when all bytes
     * are accepted; meanwhile other callers of a channel of this end wait for their turn (an interrupt ends that wait;
     * the time limit does not apply to it). After an exception the buffer's position shows what was accepted. With an
     * empty buffer it never blocks. The exceptions are those of this class: an interrupt does not close the channel. As
     * with any channel, a closed one throws {@link ClosedChannelException} for an empty buffer too.
     *
     * <p>{@link java.nio.channels.FileChannel#transferTo} drops an exception once it has transferred something, and its
     * next call writes the same bytes again. So if a time limit is set, pass this end itself to {@link
     * java.nio.file.Files#copy(java.nio.file.Path, OutputStream) Files.copy}, or use a loop of your own. A stream over
     * this channel ({@link java.nio.channels.Channels#newOutputStream}) does not help: in newer JDKs
     * {@code Files.copy}, and {@code transferTo} of a file's stream, write to it by {@code FileChannel.transferTo} as
     * well.
     */
    public WritableByteChannel asChannel() {
        return new OutputChannel(this, turns);
    }

    /**
     * Returns this end for several writing threads. What one {@code write} writes reaches the reader in one piece; the
     * next writer waits until all of it has been accepted (an interrupt ends that wait; the time limit does not apply
     * to it). A write that was accepted in part and then gives up (interrupt, time limit, full heap) fails this end,
     * because whatever the others write next would follow half a message. An empty {@code write} waits for nobody. A
     * free turn goes to the thread that comes first; once a thread has been passed over for a millisecond, the next
     * turn goes to the one that has waited longest. Closing this stream is {@link #close()} for all writers;
     * {@link #complete()} is to be called by the thread that knows that all have written.
     */
    public OutputStream shared() {
        return new SharedOutputStream(this, turns);
    }

    /**
     * Limits how long one call may take, copying included, from the moment when it first has to wait for room; the call
     * fails at the first wait that goes beyond the limit. A call that is already waiting notices the new limit, which
     * counts from that moment too. When the limit passes, the call throws {@link FifoTimeoutException} and the pair
     * stays usable (but see {@link #shared()}, and {@link #asChannel()} if you copy files). A wrapper with a buffer of
     * its own ({@link java.io.BufferedOutputStream}, an encoder) repeats bytes or loses some if it is used again after
     * the limit has passed in the middle of a write, so {@link #fail} this end then. A {@link java.io.PrintStream} or
     * {@link java.io.PrintWriter} takes the exception for an interrupt: it sets the thread's interrupt flag, and its
     * {@code checkError()} stays false. By default there is no limit.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        end.limit(d);
    }

    /** Returns how many bytes this end has accepted so far. May be called by any thread. */
    public long position() {
        return end.position();
    }

    /**
     * Returns how long this end has been parked waiting for room so far, including a wait in progress. May be called by
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
