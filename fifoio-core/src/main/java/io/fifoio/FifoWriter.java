package io.fifoio;

import io.fifoio.ring.Ring;
import io.fifoio.ring.RingChars;
import java.io.IOException;
import java.io.Writer;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/**
 * The writing end of a {@link CharFifo}. A char written can be read at once; no {@code flush()} is needed. What blocks,
 * what is thrown and when, and the thread rules are those of {@link FifoOutputStream}, with chars in place of bytes.
 */
public final class FifoWriter extends Writer {

    private final WritingEnd end;
    private final Ring ring;
    private final RingChars chars;
    private final Cleaner.Cleanable abandonment;

    /**
     * The turns of those who share this end. Not private, so that a test can lose a turn, as a stack overflow would.
     */
    final Turns turns;

    FifoWriter(Link link, RingChars chars) {
        this.end = new WritingEnd(link);
        this.ring = link.ring;
        this.chars = chars;
        this.turns = new Turns(end::takeBack);
        this.abandonment = Abandonment.watch(this, link::abandonOutput);
    }

    /**
     * Writes one char, the low 16 bits of {@code c}; blocks while the ring is full.
     *
     * @throws IOException as {@link FifoOutputStream} says
     */
    @Override
    public void write(int c) throws IOException {
        try {
            if (end.roomFor(1) > 0) {
                put((char) c);
            } else {
                end.beginWrite();
                end.awaitRoom(0, 1);
                put((char) c);
                end.endWrite();
            }
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void put(char c) throws IOException {
        long position = ring.nextPosition();
        int index = claim(position, 1);
        chars.put(index, c);
        end.publish(position, 1);
    }

    private void put(char[] source, int off, int count) throws IOException {
        long position = ring.nextPosition();
        int index = claim(position, count);
        chars.copyIn(index, source, off, count);
        end.publish(position, count);
    }

    private void put(String source, int off, int count) throws IOException {
        long position = ring.nextPosition();
        int index = claim(position, count);
        chars.copyIn(index, source, off, count);
        end.publish(position, count);
    }

    /** @return where to copy to */
    private int claim(long position, int count) throws IOException {
        int index = ring.writeIndex(position);
        int ahead = end.claim(position, count);
        if (ahead > 0) {
            chars.touch(index, count, ahead);
        }
        return index;
    }

    /**
     * Writes all of {@code c[off .. off+len)}; blocks until the last char is accepted. With a {@code len} of 0 it never
     * blocks: it does nothing on this end's own closed or failed end, and reports a reader that has left.
     *
     * @throws IOException as {@link FifoOutputStream} says; what was accepted before stays readable
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    @Override
    public void write(char[] c, int off, int len) throws IOException {
        checkRange(off, len, c.length);
        try {
            if (len == 0) {
                end.writeNothing();
            } else if (end.roomFor(len) == len && end.isOnePart(len)) {
                put(c, off, len);
            } else {
                end.beginWrite();
                int accepted = 0;
                do {
                    int count = end.awaitRoom(accepted, len);
                    put(c, off + accepted, count);
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
     * As {@link #write(char[], int, int)}, from a string, which is not copied in between.
     *
     * @throws IOException as {@link FifoOutputStream} says; what was accepted before stays readable
     * @throws IndexOutOfBoundsException if the range is not within the string
     */
    @Override
    public void write(String s, int off, int len) throws IOException {
        checkRange(off, len, s.length());
        try {
            if (len == 0) {
                end.writeNothing();
            } else if (end.roomFor(len) == len && end.isOnePart(len)) {
                put(s, off, len);
            } else {
                end.beginWrite();
                int accepted = 0;
                do {
                    int count = end.awaitRoom(accepted, len);
                    put(s, off + accepted, count);
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
     * Writes what fits: blocks until there is room for one char, then takes as much as there is room for.
     *
     * @return how many chars were accepted: at least 1, or 0 if {@code len} is 0
     * @throws IOException as {@link FifoOutputStream} says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int writeSome(char[] c, int off, int len) throws IOException {
        int count = tryWrite(c, off, len);
        if (count > 0 || len == 0) {
            return count;
        }
        try {
            end.beginWrite();
            count = end.awaitAnyRoom(len);
            put(c, off, count);
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
     * @return how many chars were accepted, 0 if there is no room
     * @throws IOException as {@link FifoOutputStream} says
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public int tryWrite(char[] c, int off, int len) throws IOException {
        checkRange(off, len, c.length);
        try {
            int count = 0;
            if (len == 0) {
                end.writeNothing();
            } else {
                count = end.roomFor(len);
            }
            if (count > 0) {
                put(c, off, count);
            }
            return count;
        } catch (RuntimeException | Error e) {
            end.revoke();
            throw e;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** As {@link Writer#append(CharSequence)}. If reading the text fails, that counts as a failed write. */
    @Override
    public Writer append(CharSequence text) throws IOException {
        try {
            return super.append(text);
        } catch (RuntimeException | Error e) {
            takeBack();
            throw e;
        }
    }

    /** As {@link Writer#append(CharSequence, int, int)}. A range outside of the text counts as a failed write. */
    @Override
    public Writer append(CharSequence text, int start, int end) throws IOException {
        try {
            return super.append(text, start, end);
        } catch (RuntimeException | Error e) {
            takeBack();
            throw e;
        }
    }

    /** Takes the promise back, because a write failed before it began. */
    void takeBack() {
        end.takeBack();
    }

    /** Checks the range of a write, before anything else and even before waiting for a turn. */
    void checkRange(int off, int len, int length) {
        end.checkRange(off, len, length);
    }

    /** Wakes the reader; publishes nothing, because every char written is readable already. Never waits or throws. */
    @Override
    public void flush() {
        try {
            end.flush();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Promises that the data is whole once this end is closed; see {@link FifoOutputStream#complete()}. Never waits.
     *
     * @throws ClosedChannelException if this end was closed without a promise
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
     * Gives up: after the chars written so far the reader gets an {@link IncompleteStreamException} with this cause.
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
     * Ends the data: the reader gets end of data if {@link #complete()} was called (or the pair is
     * {@linkplain CharFifo#plain plain}), otherwise an {@link IncompleteStreamException}. Does not wait for the reader.
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
     * Returns this end for several writing threads: what one call of {@code write} or {@code append} writes reaches the
     * reader in one piece. For everything else see {@link FifoOutputStream#shared()}.
     */
    public Writer shared() {
        return new SharedWriter(this, turns);
    }

    /**
     * Limits how long one call may wait for room; see {@link FifoOutputStream#setTimeout}. Here, too, a wrapper with a
     * buffer of its own ({@link java.io.BufferedWriter}) must not be used again after the limit has passed in the
     * middle of a write.
     *
     * @param d the limit; zero means none
     * @throws IllegalArgumentException if {@code d} is negative
     */
    public void setTimeout(Duration d) {
        end.limit(d);
    }

    /** Returns how many chars this end has accepted so far. May be called by any thread. */
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
