package io.fifoio;

import io.fifoio.events.Events;
import io.fifoio.gate.Gate;
import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import io.fifoio.ring.RingBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * What the two ends share. The ends know this and not each other, so that one can become unreachable while the other
 * is in use.
 */
final class Link {

    private static final AtomicIntegerFieldUpdater<Link> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Link.class, "ended");

    final Units units;
    final Ring ring;

    /** Where the writer waits; signalled by the reader after it consumed enough, and by whoever ends an end. */
    final Gate room = new Gate();

    /** Where the reader waits; signalled by the writer after it published, and by whoever ends an end. */
    final Gate data = new Gate();

    final Outcome output;
    final Outcome input = Outcome.strict();
    final Visitors writers = new Visitors();
    final Visitors readers = new Visitors();

    private final String place = Abandonment.placeOfCreation();
    private final long began = System.nanoTime();

    /** How many of the ends have ended. */
    private volatile int ended;

    /** What is to be done when both have. */
    private Runnable freeing = () -> {};

    Link(Units units, Ring ring, Outcome output) {
        this.units = units;
        this.ring = ring;
        this.output = output;
    }

    static Link strict(Units units, int capacity) {
        return new Link(units, ring(units, capacity), Outcome.strict());
    }

    static Link plain(Units units, int capacity) {
        return new Link(units, ring(units, capacity), Outcome.plain());
    }

    private static Ring ring(Units units, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is " + capacity + " " + units.plural + ", must be at least 1");
        }
        if (capacity > units.mostCapacity) {
            throw new IllegalArgumentException(
                    "capacity is " + capacity + " " + units.plural + ", must be at most " + units.mostCapacity);
        }
        return new Ring(capacity, units == Units.BYTES ? RingBytes.lengthFor(capacity) : capacity, 0);
    }

    /**
     * Sets what is to be done when both ends have ended. Before they are handed out.
     *
     * @param action must not refer to what the ends copy from and into: that is free once they are unreachable, though the thread that is
     *     told of it, and holds this, comes late
     */
    void freeing(Runnable action) {
        freeing = action;
    }

    void closeOutput() {
        ended(output.close());
    }

    void failOutput(Throwable cause) {
        failed(output, output.fail(cause));
    }

    void abandonOutput() {
        ended(output.abandon());
    }

    void closeInput() {
        ended(input.close());
    }

    void failInput(Throwable cause) {
        failed(input, input.fail(cause));
    }

    void abandonInput() {
        ended(input.abandon());
    }

    /** What the cause says is foreign code, which may wait for the very lock that a blocked end holds: so that one is woken first. */
    private void failed(Outcome end, boolean now) {
        ended(now);
        if (now) {
            end.describe();
        }
    }

    /**
     * Whichever end it was, nothing more gets in, and both sides look again. Seals after the outcome was set, so that who
     * sees the seal finds the reason. Also where another thread's call was the one that counted: it may not have come to the
     * seal yet, and who closes must find closed afterwards.
     */
    private void ended(boolean now) {
        ring.seal();
        data.wakeUp();
        room.wakeUp();
        if (now && ENDED.incrementAndGet(this) == 2) {
            freeing.run();
            Events.pairEnded(
                    units.pair,
                    ring.writePosition(),
                    ring.readPosition(),
                    System.nanoTime() - began,
                    output.state().name(),
                    input.state().name());
        }
    }

    /**
     * Whether an end has not ended. Who is told that it has, by this or by an exception, must find the ring sealed: else what is
     * written next would be accepted behind what was refused.
     */
    boolean isOpen(Outcome end) {
        boolean open = end.isOpen();
        if (!open) {
            ring.seal();
        }
        return open;
    }

    /** What an end throws that was failed, when it is used again. */
    IOException failedItself(long position, Outcome end) {
        return new IOException(
                "this end failed after " + position + " " + units.plural + ": " + end.reason(), end.cause());
    }

    /** What became of the reader that is no longer there. */
    BrokenPipeException readerLeft() {
        Throwable cause = input.cause();
        String what = cause != null
                ? "failed: " + input.reason()
                : input.state() == Outcome.State.ABANDONED ? abandoned(units.input) : "closed its end";
        return new BrokenPipeException(
                "the reader " + what + " (" + ring.writePosition() + " " + units.plural + " had been accepted)", cause);
    }

    /** What became of the writer that did not complete. */
    IncompleteStreamException writerLeft() {
        long position = ring.readPosition();
        Throwable cause = output.cause();
        if (cause != null) {
            return new IncompleteStreamException(
                    "the writer failed after " + position + " " + units.plural + ": " + output.reason(), cause);
        }
        if (output.state() == Outcome.State.ABANDONED) {
            return new IncompleteStreamException(
                    "the writer " + abandoned(units.output) + ", after " + position + " " + units.plural);
        }
        return new IncompleteStreamException("the writer closed after " + position + " " + units.plural
                + " without complete(): the data may be cut off. Call " + units.output
                + ".complete() after the last write, or use " + units.pair
                + ".plain(capacity) where close() alone is to mean end of data");
    }

    private String abandoned(String end) {
        return "was abandoned: its " + end + " became unreachable without close() or fail()" + place;
    }

    /** Why a wait for a peer that never came was given up, and what to look for. */
    String noPeer(String other, Duration limit) {
        return "within " + limit + " no other thread has used the " + other
                + ". One thread can't use both ends of a pair "
                + "beyond its capacity of " + ring.capacity() + " " + units.plural
                + "; and a task that is to use the other end must not wait in the queue of a full thread pool";
    }

    /** Bounds the waits at both ends while their peers have not come. */
    void expectPeerWithin(Duration limit) {
        data.peerLimit(limit);
        room.peerLimit(limit);
    }

    /** For messages: what an end says of itself. */
    String describe(String end, Outcome outcome, long position, Gate gate) {
        long waiting = gate.waitingNanos();
        return end + "[" + name(outcome) + ", position " + position + ", " + ring.available() + " of "
                + ring.capacity() + " " + units.plural + " buffered"
                + (waiting == 0 ? "" : ", waits for " + Duration.ofNanos(waiting)) + "]";
    }

    private static String name(Outcome outcome) {
        return outcome.state().name().toLowerCase(Locale.ROOT);
    }
}
