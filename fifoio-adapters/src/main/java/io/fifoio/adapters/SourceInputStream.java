package io.fifoio.adapters;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An opened {@link PushSource}: what it writes is read here while it is written.
 *
 * <p>The source starts at the first read. A read blocks until there is a byte, never returns 0 for a request that is not
 * empty, and gives end of data only after the source returned normally. If the source failed in any way, every read
 * after the bytes before throws an {@link IncompleteStreamException} with that failure as its cause, and never a {@code
 * RuntimeException}. The last byte is held back until the source has returned normally: whatever a reader makes of the
 * bytes it got, it can't have had all of a thing that failed.
 *
 * <p>For one reading thread at a time; {@code close()} may come from any. Two that read at once fail the stream, as far as they
 * are seen. A reading thread that is interrupted while it waits, or between steps of the source that write nothing, gets an {@code
 * InterruptedIOException}, its flag stays set, and it may read on: {@code bytesTransferred} tells how many bytes were read
 * (none, but by the calls that read in several parts). They are lost where {@link #readNBytes(int)} or {@link #readAllBytes}
 * was given up, though {@link #result()} counts them as read. Bytes may be lost, too, where an {@code Error} leaves a read, as that of a
 * full stack or heap: so every read after that fails, and {@code result()}. {@code mark} is not supported.
 */
public final class SourceInputStream extends InputStream {

    /** What {@link #transferTo} passes on at once. */
    private static final int CHUNK = 16 * 1024;

    /** A call that may read in several parts. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private final Engine engine;
    private final Digests digests = new Digests();

    /** An Error that has left a read, and may have taken bytes along. Set in place: a full stack has no room for a call. */
    private @Nullable Throwable left;

    /** What is over when this is closed. */
    private @Nullable OneUse use;

    SourceInputStream(Engine engine) {
        this.engine = engine;
    }

    /** Before it is handed out. */
    void endWith(OneUse one) {
        use = one;
    }

    /**
     * Reads one byte; blocks until there is one.
     *
     * @return the byte, 0 to 255, or -1 when the source has returned normally and all was read
     * @throws IOException as the class says; {@link ClosedChannelException} after {@link #close()}
     */
    @Override
    public int read() throws IOException {
        ensureWhole();
        try {
            int value = engine.read();
            if (value >= 0 && digests.areWanted()) {
                digests.update((byte) value);
            }
            return value;
        } catch (RuntimeException | Error e) {
            left = e;
            throw e;
        }
    }

    /**
     * Reads up to {@code len} bytes; blocks until there is one. A {@code len} of 0 returns 0 at once and starts nothing.
     *
     * @return how many, or -1 when the source has returned normally and all was read
     * @throws IOException as the class says; {@link ClosedChannelException} after {@link #close()}
     */
    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        ensureWhole();
        try {
            int count = engine.read(b, off, len);
            if (count > 0 && digests.areWanted()) {
                digests.update(b, off, count);
            }
            return count;
        } catch (RuntimeException | Error e) {
            left = e;
            throw e;
        }
    }

    private void ensureWhole() throws IOException {
        if (left != null) {
            Throwable reason = Objects.requireNonNull(sourceFailure());
            throw new IncompleteStreamException(
                    "an earlier read failed with an Error, what follows can't be whole: " + Failures.describe(reason),
                    reason);
        }
    }

    /**
     * Reads until {@code len} bytes are there or the data ends.
     *
     * @return how many were read: fewer than {@code len} only at the end of data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} tells how many bytes
     *     stand in the array, so that it can be gone on with
     */
    @Override
    public int readNBytes(byte[] b, int off, int len) throws IOException {
        return counted(engine.consumed(), () -> super.readNBytes(b, off, len));
    }

    /**
     * Reads until there are {@code len} bytes or the data ends. Where it throws, the bytes read so far are lost; {@link
     * #readNBytes(byte[], int, int)} keeps them.
     *
     * @return fewer than {@code len} bytes only at the end of data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} tells how many bytes
     *     were lost
     */
    @Override
    public byte[] readNBytes(int len) throws IOException {
        return counted(engine.consumed(), () -> super.readNBytes(len));
    }

    /** As {@link #readNBytes(int)}, up to the end of data. */
    @Override
    public byte[] readAllBytes() throws IOException {
        return readNBytes(Integer.MAX_VALUE);
    }

    /**
     * Reads bytes and drops them, until {@code n} are dropped or the data ends.
     *
     * @return how many were dropped: fewer than {@code n} only at the end of data
     * @throws IOException as the class says; for an interrupt and a time limit, as in {@code skipNBytes}, {@code
     *     bytesTransferred} tells how many bytes were dropped
     */
    @Override
    public long skip(long n) throws IOException {
        return counted(engine.consumed(), () -> super.skip(n));
    }

    /**
     * Reads to the end of data and writes all to {@code target}, which it neither flushes nor closes. Where the target throws,
     * up to 16 KiB that were read are lost.
     *
     * @return how many bytes were passed on
     * @throws IOException as the class says, or what the target throws; for an interrupt and a time limit here {@code
     *     bytesTransferred} tells how many bytes were passed on: called again, it goes on with the next
     */
    @Override
    public long transferTo(OutputStream target) throws IOException {
        Objects.requireNonNull(target, "target");
        byte[] chunk = new byte[CHUNK];
        long start = engine.consumed();
        int count;
        // Apart from what the target throws, which is told as it is.
        while ((count = counted(start, () -> read(chunk, 0, CHUNK))) >= 0) {
            target.write(chunk, 0, count);
        }
        return engine.consumed() - start;
    }

    /** Has a call that gives up waiting for its next part tell what is gone already. */
    private <T> T counted(long start, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (InterruptedIOException gaveUp) {
            gaveUp.bytesTransferred = (int) Math.min(Integer.MAX_VALUE, engine.consumed() - start);
            throw gaveUp;
        } catch (Error e) {
            left = e;
            throw e;
        }
    }

    /**
     * How many bytes can be read without waiting; 0 before it has started. Where the source is written in steps, these are what
     * is left of the last step: only a read runs the next one, so it may be 0 for ever to who waits for it to be more.
     *
     * @throws ClosedChannelException after {@link #close()}
     */
    @Override
    public int available() throws IOException {
        return engine.available();
    }

    /**
     * Starts the source now, instead of at the first read: on its own thread, a bounded amount ahead, or where it is written
     * in steps with the first of them. Does nothing where it has started or the stream is closed.
     *
     * @throws java.nio.channels.AsynchronousCloseException if another thread closes this stream meanwhile
     */
    public void start() throws IOException {
        try {
            engine.start();
        } catch (RuntimeException | Error e) {
            left = e;
            throw e;
        }
    }

    /**
     * Limits the time that one read may wait for the source's thread; a read that is waiting notices. Calls that read in
     * several parts ({@code readNBytes}, {@code readAllBytes}, {@code skip}, {@code transferTo}) may wait so long for each
     * part. When it passes, the read throws {@link io.fifoio.FifoTimeoutException}, whose cause tells where the source stands,
     * and the stream stays usable, as after an interrupt. There is no limit at first. A source that is written in steps runs on
     * the thread that reads, which then waits for nobody.
     *
     * @param limit zero means none
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public void setTimeout(Duration limit) {
        engine.setTimeout(limit);
    }

    /**
     * Has somebody look whenever a read has waited for a source that stands still: whose thread was found at the same place by two
     * looks or more, one {@linkplain SourceWatch#interval interval} apart. So too for the sources that this one reads in its turn, on
     * whatever thread, as far as this library has opened them. Call it before reading begins. Sources that are started from then on,
     * without an executor of the caller's, get daemon threads, not virtual ones: of these the JVM does not tell for whom they wait. The
     * watch must not refer to this stream, which would never be found abandoned.
     *
     * @param watch called by the thread that waits; an {@code IOException} that it throws the read throws, a {@code
     *     RuntimeException} comes as the cause of one, and that source, where it is one that is read by another, is no longer waited for
     *     when it is closed
     * @throws IllegalArgumentException if the interval of the watch is not more than zero
     */
    public void watch(SourceWatch watch) {
        engine.watch(CheckedWatch.of(watch));
    }

    /**
     * Asks for a digest of all that is read here, found in the {@link #result()}: {@code open().digest("SHA-256")}.
     *
     * @param algorithm a name that {@link java.security.MessageDigest} knows; asking twice changes nothing
     * @return this stream
     * @throws IllegalArgumentException if it knows no such algorithm
     * @throws IllegalStateException if reading has begun
     */
    public SourceInputStream digest(String algorithm) {
        if (engine.consumed() > 0) {
            throw new IllegalStateException(
                    "a digest must be asked for before reading begins, " + engine.consumed() + " bytes were read");
        }
        digests.add(algorithm);
        return this;
    }

    /**
     * What was carried, once the source has returned normally and all its bytes were read, be it to the end of data or to
     * the last byte. The check to make before a commit. Never waits; may be called after {@link #close()} as well.
     *
     * @throws IncompleteStreamException if the source failed (with its failure as the cause), or was not read to its end
     */
    public Summary result() throws IOException {
        ensureWhole();
        long consumed = engine.consumed();
        if (engine.returnedAfter(consumed)) {
            return new Summary(consumed, engine.duration(), digests.values());
        }
        Throwable failure = sourceFailure();
        if (failure != null) {
            throw new IncompleteStreamException(
                    "the source failed, " + consumed + " bytes of it were read: " + Failures.describe(failure),
                    failure);
        }
        throw new IncompleteStreamException(
                engine.isStarted()
                        ? "reading stopped after " + consumed + " bytes, before the source's end"
                        : "the source was never read");
    }

    /**
     * Ends reading. A source that has not ended is cancelled: its next or waiting write throws. Waits until it has
     * stopped, up to 10 s, also when the calling thread is interrupted. The source is not interrupted, because that would
     * close a socket or database file that it uses; see {@link #closeNow()}. Closing again waits again, if the source still runs.
     *
     * @throws IOException if the source has not stopped by then; its cause tells where the source stands
     */
    @Override
    public void close() throws IOException {
        close(false);
    }

    /**
     * As {@link #close()}, but interrupts the source too: for sources that wait for something else than the reader. Also
     * while or after a {@link #close()} that waits or has given up.
     *
     * @throws IOException if the source has not stopped after 10 s; its cause tells where the source stands
     */
    public void closeNow() throws IOException {
        close(true);
    }

    private void close(boolean interrupt) throws IOException {
        if (use == null) {
            engine.close(interrupt);
        } else {
            use.endWith(() -> engine.close(interrupt));
        }
    }

    /** Where the source stands now: a throwable whose stack trace is that of the thread that runs it, empty where none does. */
    Throwable whereItStands() {
        return engine.whereItStands();
    }

    /** Why the source failed, or a read of it, other than by this stream being closed. */
    @Nullable
    Throwable sourceFailure() {
        Throwable sources = engine.failure();
        return sources == null ? left : sources;
    }
}
