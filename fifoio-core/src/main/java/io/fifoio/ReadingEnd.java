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
 * What an input does, whatever its unit is: it asks for data, waits for it, gives back the room of what was copied out,
 * and says how the data ended. The copying is left to the streams, which know their units: they ask {@link #dataFor} or
 * {@link #awaitData}, copy and call {@link #release}.
 */
final class ReadingEnd {

    static final int END = -1;

    private final Link link;

    /** A copy of the link's field, for the fast path. */
    private final Ring ring;

    private final Outcome input;
    private final Gate room;
    private final BooleanSupplier mayGoOn;
    private final BooleanSupplier alone;

    /** Room is given back in parts, so that the writer copies in while this end still copies out. */
    private final int slice;

    /** How long to pause between two looks while waiting. */
    private final ReadingPauses pauses;

    /**
     * The read position when {@link #available()} was called last. Any thread writes it; if several do at once, it does
     * not matter whose value stays.
     */
    private long askedAt = -1;

    private boolean waiting;
    private boolean watched;

    /** Whether this end waits or is watched: the one field that a quick read looks at. */
    private boolean unusual;

    ReadingEnd(Link link) {
        this.link = link;
        this.ring = link.ring;
        this.input = link.input;
        this.room = link.room;
        this.slice = Math.max(1, ring.capacity() / WritingEnd.SLICES);
        this.pauses = new ReadingPauses(ring.capacity());
        this.mayGoOn = ring::readable;
        this.alone = () -> !link.writers.anyBesidesThisThread();
    }

    /**
     * Returns how much of what is wanted is there now.
     *
     * @param wanted more than 0
     * @return 0 if there is nothing now, {@link #END} at the end of complete data
     */
    int dataFor(int wanted) throws IOException {
        if (unusual) {
            lookCloser();
        }
        if (!input.isOpen()) {
            throw ownEnd(false);
        }
        int count = ring.dataFor(wanted);
        return count == Ring.SEALED ? endOfData() : count;
    }

    /**
     * As {@link #dataFor}, but waits until there is something.
     *
     * @return at least 1, or {@link #END} at the end of complete data
     */
    int awaitData(int wanted) throws IOException {
        int count = dataFor(wanted);
        return count == 0 ? awaitMore(wanted) : count;
    }

    private int awaitMore(int wanted) throws IOException {
        long since = System.nanoTime();
        int count;
        do {
            await(since);
            if (!input.isOpen()) {
                throw ownEnd(true);
            }
            count = ring.dataFor(wanted);
        } while (count == 0);
        pauses.learn(ring.available());
        return count == Ring.SEALED ? endOfData() : count;
    }

    private void await(long since) throws IOException {
        Gate.Wait wait;
        Events.Stall stall = Events.stallBegins();
        waiting = true;
        unusual = true;
        try {
            wait = link.data.await(mayGoOn, alone, since, pauses.current());
        } finally {
            waiting = false;
            unusual = watched;
            if (stall != null) {
                stall.over(link.units.input, position());
            }
        }
        switch (wait) {
            case READY -> {}
            case INTERRUPTED -> throw new InterruptedIOException("interrupted while waiting for data");
            case TIMED_OUT -> throw new FifoTimeoutException("no data within " + link.data.passedLimit());
            case ALONE -> throw new FifoTimeoutException(link.noPeer(link.units.output, link.data.passedLimit()));
            case OCCUPIED -> throw misused();
        }
    }

    /** Returns how much to copy out before its room is given back. */
    int part(int rest) {
        return Math.min(slice, rest);
    }

    /** Gives back the room of what was copied out, and wakes the writer if that is what it waits for. */
    void release(int index, int count) throws IOException {
        if (!ring.release(index, count)) {
            throw misused();
        }
        if (room.isOccupied() && ring.suffices()) {
            room.signal();
        }
    }

    /**
     * Drops what comes. @return how much: less than {@code n} only at the end of complete data, 0 where that is not
     * positive
     */
    long skip(long n) throws IOException {
        long start = position();
        long left = n;
        try {
            while (left > 0) {
                int count = awaitData((int) Math.min(left, ring.capacity()));
                if (count == END) {
                    break;
                }
                release(ring.readIndex(), count);
                left -= count;
            }
        } catch (InterruptedIOException e) {
            throw since(start, e);
        }
        return n - left;
    }

    /**
     * Records in the exception how much a call that reads in parts had consumed before it gave up waiting for the next
     * part.
     */
    InterruptedIOException since(long start, InterruptedIOException gaveUp) {
        gaveUp.bytesTransferred = (int) Math.min(Integer.MAX_VALUE, position() - start);
        return gaveUp;
    }

    /** May be called by any thread, even while another one reads. */
    int available() throws IOException {
        if (watched) {
            link.readers.note();
        }
        ensureOpen();
        int available = ring.available();
        if (available < ring.capacity() && room.isOccupied()) {
            askMore();
        }
        return available;
    }

    /**
     * Wakes the writer when a caller asks again without having read in between: that caller is polling for more than
     * there is, for the whole of a message, say. A writer that waits for more room than there is would otherwise wait
     * for ever.
     */
    private void askMore() {
        long position = position();
        if (position == askedAt) {
            ring.offerRoom();
            room.signal();
        }
        askedAt = position;
    }

    private void lookCloser() throws IOException {
        if (waiting) {
            throw misused();
        }
        if (watched) {
            link.readers.note();
        }
    }

    void watch() {
        watched = true;
        unusual = true;
    }

    /** Fails the end because two threads use it: each has bytes that the other misses, so neither may go on. */
    private IOException misused() {
        fail(new IllegalStateException(
                "two threads read at one " + link.units.input + " at the same time; one thread at a time may read"));
        return ownEnd(true);
    }

    /**
     * Explains an index or a segment that can't be: two threads have used one of the ends at the same time. It is
     * caught rather than checked for beforehand, so that a read does not pay for it.
     */
    IOException mixedUp() {
        return link.output.state() == Outcome.State.FAILED ? link.writerLeft() : misused();
    }

    void fail(Throwable cause) {
        link.failInput(Objects.requireNonNull(cause, "cause"));
    }

    void close() {
        link.closeInput();
    }

    boolean isOpen() {
        return link.isOpen(input);
    }

    void ensureOpen() throws IOException {
        if (!isOpen()) {
            throw ownEnd(false);
        }
    }

    void limit(Duration limit) {
        link.data.limit(limit);
    }

    long position() {
        return ring.readPosition();
    }

    Duration blocked() {
        return Duration.ofNanos(link.data.blockedNanos());
    }

    @Override
    public String toString() {
        return link.describe(link.units.input, link.input, position(), link.data);
    }

    /** Reports what comes after the last unit: the outcome, which was set before the ring was sealed. */
    private int endOfData() throws IOException {
        if (!input.isOpen()) {
            throw ownEnd(true);
        }
        if (link.output.state() == Outcome.State.COMPLETED) {
            return END;
        }
        throw link.writerLeft();
    }

    private IOException ownEnd(boolean underWay) {
        ring.seal(); // in place of a closer that has not come to it yet, see Link
        if (input.cause() != null) {
            return link.failedItself(position(), link.input);
        }
        return underWay ? new AsynchronousCloseException() : new ClosedChannelException();
    }
}
