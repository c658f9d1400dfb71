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
 * What the two ends share. The ends refer to this and not to each other, so that one can become unreachable while the
 * other is in use.
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

    /** What to run when both ends have ended. */
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
     * Sets what to run when both ends have ended. To be called before the ends are handed out.
     *
     * @param action must not refer to the arrays that the ends copy from and into: those have to be collectable
     *     together with the ends, even if the cleaner's thread, which holds this action, comes late
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

    /**
     * Ends the end first and only then asks the cause to describe itself: that is foreign code, which may wait for a
     * lock that the blocked thread holds, so that thread has to be woken before.
     */
    private void failed(Outcome end, boolean now) {
        ended(now);
        if (now) {
            end.describe();
        }
    }

    /**
     * Seals the ring, whichever end has ended, so that nothing more gets in, and makes both sides look again. The seal
     * comes after the outcome, so that whoever sees the seal finds the reason. This is done even if the call of another
     * thread was the one that counted: that thread may not have reached the seal yet, and a caller of {@code close()}
     * must find the end closed when it returns.
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
     * Whether an end has not ended. A caller that learns that it has, from this or from an exception, must find the
     * ring sealed; otherwise what is written next could be accepted after something that was refused.
     */
    boolean isOpen(Outcome end) {
        boolean open = end.isOpen();
        if (!open) {
            ring.seal();
        }
        return open;
    }

    /** Makes the exception that an end throws when it is used again after it was failed. */
    IOException failedItself(long position, Outcome end) {
        return new IOException(
                "this end failed after " + position + " " + units.plural + ": " + end.reason(), end.cause());
    }

    /** Makes the exception that tells the writer how the reader left. */
    BrokenPipeException readerLeft() {
        Throwable cause = input.cause();
        String what = cause != null
                ? "failed: " + input.reason()
                : input.state() == Outcome.State.ABANDONED ? abandoned(units.input) : "closed its end";
        return new BrokenPipeException(
                "the reader " + what + " (" + ring.writePosition() + " " + units.plural + " had been accepted)", cause);
    }

    /** Makes the exception that tells the reader how the writer left without completing. */
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

    /** Makes the message that says why a wait for a peer that never came was given up, and what to look for. */
    String noPeer(String other, Duration limit) {
        return "within " + limit + " no other thread has used the " + other
                + ". One thread can't use both ends of a pair "
                + "beyond its capacity of " + ring.capacity() + " " + units.plural
                + "; and a task that is to use the other end must not wait in the queue of a full thread pool";
    }

    /** Limits the waits at both ends as long as their peers have not come. */
    void expectPeerWithin(Duration limit) {
        data.peerLimit(limit);
        room.peerLimit(limit);
    }

    /** Returns what an end says about itself, for messages. */
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
