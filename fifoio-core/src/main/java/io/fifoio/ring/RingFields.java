package io.fifoio.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The mutable fields of a {@link Ring}, those of each side on cache lines of their own, and every access mode that is
 * used on them. This relies on the JVM laying out the fields of a superclass before those of its subclasses; a test
 * checks the distances.
 *
 * <table>
 * <caption>Who writes what, and how</caption>
 * <tr><th>field</th><th>written by</th><th>read by</th></tr>
 * <tr><td>{@code writeWord}</td><td>the writer by compare-and-set to publish, anyone by bitwise-or to seal</td>
 *     <td>the writer opaque, to look for the seal, with a fence if seen; anyone with acquire, the reader among them;
 *     volatile by whoever is about to wait</td></tr>
 * <tr><td>{@code readPosition}</td><td>the reader, volatile, after it copied out</td>
 *     <td>the reader plain, and opaque to detect a second reader; anyone with acquire, the writer before it copies in; volatile by
 *     whoever is about to wait</td></tr>
 * <tr><td>{@code resumeAt}</td><td>the writer, volatile, before it waits; whoever offers it less room, volatile</td>
 *     <td>the writer volatile, the reader volatile, after it saw that the writer waits</td></tr>
 * <tr><td>{@code nextPosition, writeRound, knownReadPosition, claimedPosition}</td><td>the writer</td><td>the writer, plain</td></tr>
 * <tr><td>{@code readRound, knownWritePosition}</td><td>the reader</td><td>the reader, plain</td></tr>
 * </table>
 */
abstract class RingFields extends PaddingBehindReader {

    private static final VarHandle WRITE_WORD;
    private static final VarHandle RESUME_AT;
    private static final VarHandle READ_POSITION;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITE_WORD = lookup.findVarHandle(WriterFields.class, "writeWord", long.class);
            RESUME_AT = lookup.findVarHandle(WriterFields.class, "resumeAt", long.class);
            READ_POSITION = lookup.findVarHandle(ReaderFields.class, "readPosition", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** For the writer, to look for the seal; everything else in the word it already knows. */
    final long writeWordOpaque() {
        return (long) WRITE_WORD.getOpaque(this);
    }

    /**
     * The reason for a seal is set before the seal. A thread that has seen the seal by an opaque read and asks for the
     * reason next must find it.
     */
    static void acquireAfterOpaque() {
        VarHandle.acquireFence();
    }

    final long writeWordAcquire() {
        return (long) WRITE_WORD.getAcquire(this);
    }

    final long writeWordVolatile() {
        return (long) WRITE_WORD.getVolatile(this);
    }

    /**
     * Publishes everything that was copied in before; fails only if the ring was sealed, or if another thread has
     * published too.
     */
    final boolean compareAndSetWriteWord(long expected, long next) {
        return WRITE_WORD.compareAndSet(this, expected, next);
    }

    final void orWriteWord(long mask) {
        WRITE_WORD.getAndBitwiseOr(this, mask);
    }

    final long resumeAtVolatile() {
        return (long) RESUME_AT.getVolatile(this);
    }

    final void setResumeAtVolatile(long position) {
        RESUME_AT.setVolatile(this, position);
    }

    final long readPositionPlain() {
        return (long) READ_POSITION.get(this);
    }

    final long readPositionAcquire() {
        return (long) READ_POSITION.getAcquire(this);
    }

    final long readPositionVolatile() {
        return (long) READ_POSITION.getVolatile(this);
    }

    /** Gives the room before this position back to the writer, when all copies out of it are done. */
    final void setReadPositionVolatile(long position) {
        READ_POSITION.setVolatile(this, position);
    }

    /** For the reader, which must see what another reader has released by mistake. */
    final long readPositionOpaque() {
        return (long) READ_POSITION.getOpaque(this);
    }
}

/** Padding of 128 bytes, two cache lines, because processors fetch neighbouring lines in pairs. */
@SuppressWarnings("unused")
abstract class PaddingBeforeWriter {
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
}

abstract class WriterFields extends PaddingBeforeWriter {
    /** The position of the next unit to be written; the sign bit is the seal, after which nothing is published. */
    long writeWord;

    /** The same position, without the seal, as the writer knows it. */
    long nextPosition;

    /** A read position seen earlier; the true one is this or later. */
    long knownReadPosition;

    /**
     * The position of index 0 in the writer's present round. The index of a unit is its distance from this, because a
     * division would cost more than the copy.
     */
    long writeRound;

    /** The position up to which there is room that the writer has touched. */
    long claimedPosition;

    /** While the writer waits: the read position at which there is as much room as it waits for. */
    long resumeAt;
}

@SuppressWarnings("unused")
abstract class PaddingBeforeReader extends WriterFields {
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
}

abstract class ReaderFields extends PaddingBeforeReader {
    /** The position of the next unit to be read. */
    long readPosition;

    /** A write position seen earlier; the true one is this or later. */
    long knownWritePosition;

    /** The position of index 0 in the reader's present round. */
    long readRound;
}

@SuppressWarnings("unused")
abstract class PaddingBehindReader extends ReaderFields {
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
}
