package io.fifoio;

import io.fifoio.events.Events;
import io.fifoio.gate.Gate;
import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * What an output does, whatever its unit is: it asks for room, waits for it, publishes what was copied in, and says why
 * it accepts nothing more. The copying is left to the streams, which know their units.
 *
 * <p>A write that fits into one publication asks {@link #roomFor}, calls {@link #claim}, copies and calls {@link
 * #publish}. A longer one, and one that has to wait, calls {@link #beginWrite}, then {@link #awaitRoom}, claims, copies
 * and publishes until all is in, then {@link #endWrite}; between the two no promise counts.
 */
final class WritingEnd {

    /**
     * How many parts a whole ring is passed in, so that both ends can copy at the same time. More parts mean more
     * hand-overs.
     */
    static final int SLICES = 2;

    static {
        // Many of these calls allocate when they are linked for the first time, and an end must be able to fail even if
        // the heap is full: so they are made once beforehand.
        new WritingEnd(Link.strict(Units.BYTES, 1)).fail(new IOException("beforehand"));
    }

    private final Link link;

    /** A copy of the link's field, for the fast path. */
    private final Ring ring;

    private final Gate data;
    private final BooleanSupplier mayGoOn;
    private final BooleanSupplier alone;

    /** Large writes are published in parts, so that the reader copies out while this end still copies in. */
    private final int slice;

    /**
     * A full ring is left to the reader until this much is free: a hand-over for each byte would cost more than the
     * copy.
     */
    private final int resumeMark;

    /** How long to pause between two looks while waiting. */
    private final WritingPauses pauses;

    /** When the first wait of the present write began; 0 if it has not waited yet. */
    private long since;

    private boolean waiting;
    private boolean watched;

    /** Whether this end waits or is watched: the only field that a quick write looks at. */
    private boolean unusual;

    WritingEnd(Link link) {
        this.link = link;
        this.ring = link.ring;
        this.data = link.data;
        this.slice = Math.max(1, ring.capacity() / SLICES);
        this.resumeMark = Math.max(1, ring.capacity() / 2);
        this.pauses = new WritingPauses(ring.capacity());
        this.mayGoOn = ring::roomAsWanted;
        this.alone = () -> !link.readers.anyBesidesThisThread();
    }

    /**
     * Returns how much of what is wanted fits now.
     *
     * @param wanted more than 0
     * @return 0 if the ring is full
     */
    int roomFor(int wanted) throws IOException {
        if (unusual) {
            lookCloser();
        }
        int room = ring.roomFor(wanted);
        if (room == Ring.SEALED) {
            throw ended(false);
        }
        return room;
    }

    /** Whether a write of this length is one publication. */
    boolean isOnePart(int length) {
        return length <= slice;
    }

    /**
     * Makes an empty write: it does nothing if this end is closed or has failed, and reports a reader that has left. It
     * can't mix up any bytes, so any thread may make one, even while another thread writes.
     */
    void writeNothing() throws IOException {
        if (watched) {
            link.writers.note();
        }
        if (link.output.isOpen() && !link.input.isOpen()) {
            throw ended(false);
        }
    }

    /** Begins a write that may wait or be accepted in parts. Until {@link #endWrite} the data is not whole. */
    void beginWrite() throws IOException {
        since = 0;
        if (!link.output.beginWrite()) {
            // Another thread is writing; or this end was closed after the first look but may not be sealed yet, and not
            // even a part may get in.
            throw link.output.isOpen() ? misused() : ended(true);
        }
    }

    void endWrite() {
        link.output.endWrite();
    }

    /**
     * Waits until there is room for the next part of a write.
     *
     * @return how much of it fits, at least 1
     */
    int awaitRoom(int accepted, int length) throws IOException {
        int rest = length - accepted;
        return awaitRoom(Math.min(slice, rest), Math.min(resumeMark, rest), accepted, length);
    }

    /** Waits until there is any room. @return how much of the write fits, at least 1 */
    int awaitAnyRoom(int length) throws IOException {
        return awaitRoom(length, 1, 0, length);
    }

    private int awaitRoom(int wanted, int enough, int accepted, int length) throws IOException {
        int room;
        while ((room = ring.roomFor(wanted)) == 0) {
            await(enough, accepted, length);
            pauses.learn(ring.capacity() - ring.available());
        }
        if (room == Ring.SEALED) {
            throw ended(true);
        }
        return room;
    }

    private void await(int enough, int accepted, int length) throws IOException {
        ring.wantRoom(enough);
        if (since == 0) {
            // Odd, so that it is never the 0 that stands for "has not waited yet".
            since = System.nanoTime() | 1;
        }
        Gate.Wait wait;
        Events.Stall stall = Events.stallBegins();
        waiting = true;
        unusual = true;
        try {
            wait = link.room.await(mayGoOn, alone, since, pauses.current());
        } finally {
            waiting = false;
            unusual = watched;
            if (stall != null) {
                stall.over(link.units.output, position());
            }
        }
        if (wait != Gate.Wait.READY) {
            // Revoked before the exception is made, for which there may be no heap.
            link.output.revoke();
        }
        switch (wait) {
            case READY -> {}
            case INTERRUPTED ->
                throw counting(
                        accepted,
                        new InterruptedIOException("interrupted while waiting for room: " + soFar(accepted, length)));
            case TIMED_OUT ->
                throw counting(
                        accepted,
                        new FifoTimeoutException(
                                "no room within " + link.room.passedLimit() + ": " + soFar(accepted, length)));
            case ALONE ->
                throw counting(
                        accepted,
                        new FifoTimeoutException(link.noPeer(link.units.input, link.room.passedLimit()) + ": "
                                + soFar(accepted, length)));
            case OCCUPIED -> throw misused();
        }
    }

    private String soFar(int accepted, int length) {
        return accepted + " of " + length + " " + link.units.plural + " accepted";
    }

    private static InterruptedIOException counting(int accepted, InterruptedIOException failure) {
        failure.bytesTransferred = accepted;
        return failure;
    }

    /**
     * Checks the range of a write before anything else. A write that is refused for its range has failed, and its data
     * is missing, so the promise is taken back. May be called by any thread, even while another one writes.
     */
    void checkRange(int off, int len, int length) {
        try {
            Objects.checkFromIndexSize(off, len, length);
        } catch (RuntimeException | Error e) {
            takeBack();
            throw e;
        }
    }

    /**
     * Revokes the promise, because a write failed halfway: there was no heap for the bytes to be copied in, or the
     * memory of its source was gone.
     */
    void revoke() {
        link.output.revoke();
    }

    /** Takes the promise back, because a write failed before it began, perhaps while another one is in progress. */
    void takeBack() {
        link.output.takeBack();
    }

    /**
     * To be called before a copy.
     *
     * @return how much of the room behind it is to be touched, as {@link Ring#claim} says
     */
    int claim(long position, int count) throws IOException {
        int ahead = ring.claim(position, count);
        if (ahead == Ring.TAKEN) {
            throw misused();
        }
        return ahead;
    }

    /** Makes readable what was copied in, and wakes the reader. */
    void publish(long position, int count) throws IOException {
        if (!ring.publish(position, count)) {
            throw ring.isSealed() ? ended(true) : misused();
        }
        data.signal();
    }

    private void lookCloser() throws IOException {
        if (waiting) {
            throw misused();
        }
        if (watched) {
            link.writers.note();
        }
    }

    void watch() {
        watched = true;
        unusual = true;
    }

    /**
     * Fails the end because two threads use it: their bytes are mixed up already, so nobody may take them for whole.
     */
    private IOException misused() {
        fail(new IllegalStateException("two threads write at one " + link.units.output
                + " at the same time; one thread at a time may write, see shared() for several"));
        return ended(true);
    }

    /** May be called by any thread, even while another one writes. */
    void complete() throws IOException {
        if (watched) {
            link.writers.note();
        }
        if (!link.output.promise() && link.output.state() != Outcome.State.COMPLETED) {
            throw ownEnd(false);
        }
    }

    /** Wakes the reader; everything published is readable already. */
    void flush() {
        data.signal();
    }

    void fail(Throwable cause) {
        link.failOutput(Objects.requireNonNull(cause, "cause"));
    }

    void close() {
        link.closeOutput();
    }

    boolean isOpen() {
        return link.isOpen(link.output);
    }

    void ensureOpen() throws IOException {
        if (!isOpen()) {
            throw ownEnd(false);
        }
    }

    void limit(Duration limit) {
        link.room.limit(limit);
    }

    long position() {
        return ring.writePosition();
    }

    Duration blocked() {
        return Duration.ofNanos(link.room.blockedNanos());
    }

    @Override
    public String toString() {
        return link.describe(link.units.output, link.output, position(), link.room);
    }

    /** Makes the exception that says why the ring accepts nothing: this end has ended, or the reader's has. */
    private IOException ended(boolean underWay) {
        ring.seal(); // in place of a closer that has not come to it yet, see Link
        if (!link.output.isOpen()) {
            return ownEnd(underWay);
        }
        link.output.revoke();
        return link.readerLeft();
    }

    private IOException ownEnd(boolean underWay) {
        ring.seal();
        if (link.output.cause() != null) {
            return link.failedItself(position(), link.output);
        }
        return underWay ? new AsynchronousCloseException() : new ClosedChannelException();
    }
}
