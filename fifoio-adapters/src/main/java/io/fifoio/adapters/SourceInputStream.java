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
 * <p>The source starts at the first read. A read blocks until there is a byte, never returns 0 for a request that is
 * not empty, and returns -1 only after the source has returned normally. If the source fails in any way, every read
 * after the bytes written before that throws an {@link IncompleteStreamException} with that failure as its cause, and
 * never a {@code RuntimeException}. The last byte is held back until the source has returned normally: whatever a
 * reader makes of the bytes it gets, it never gets all the bytes of a source that fails.
 *
 * <p>One thread at a time may read; {@code close()} may be called by any thread. If two threads read at once, the
 * stream fails, as far as that is detected. A reading thread that is interrupted while it waits, or between steps of
 * the source that write nothing, gets an {@code InterruptedIOException}; its flag stays set, and it may read on.
 * {@code bytesTransferred} is the number of bytes that the call had read (0, except for calls that read in several
 * parts). When {@link #readNBytes(int)} or {@link #readAllBytes} gives up, these bytes are lost, although
 * {@link #result()} counts them as read. {@code mark} is not supported.
 */
public final class SourceInputStream extends InputStream {

    /** How many bytes {@link #transferTo} passes on at once. */
    private static final int CHUNK = 16 * 1024;

    /** A call that may read in several parts. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private final Engine engine;
    private final Digests digests = new Digests();

    /**
     * An Error that has left a read, and may have taken bytes along. Set in place: a full stack has no room for a call.
     */
    private @Nullable Throwable left;

    /** The use of a source that is over when this stream is closed. */
    private @Nullable OneUse use;

    SourceInputStream(Engine engine) {
        this.engine = engine;
    }

    /** Sets the use that ends with this stream. To be called before the stream is handed out. */
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
     * Reads up to {@code len} bytes; blocks until there is one. A {@code len} of 0 returns 0 at once and starts
     * nothing.
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
                    "an earlier read failed with an Error, so what follows can't be complete: "
                            + Failures.describe(reason),
                    reason);
        }
    }

    /**
     * Reads until {@code len} bytes have been read or the data ends.
     *
     * @return how many were read: fewer than {@code len} only at the end of data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} is the number
     *     of bytes that are in the array, from where reading can go on
     */
    @Override
    public int readNBytes(byte[] b, int off, int len) throws IOException {
        return counted(engine.consumed(), () -> super.readNBytes(b, off, len));
    }

    /**
     * Reads until there are {@code len} bytes or the data ends. If this throws, the bytes read so far are lost;
     * {@link #readNBytes(byte[], int, int)} keeps them.
     *
     * @return fewer than {@code len} bytes only at the end of data
     * @throws IOException as the class says; for an interrupt and a time limit {@code bytesTransferred} is the number
     *     of bytes that were lost
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
     * @throws IOException as the class says; for an interrupt and a time limit, as in {@code skipNBytes},
     *     {@code bytesTransferred} is the number of bytes that were dropped
     */
    @Override
    public long skip(long n) throws IOException {
        return counted(engine.consumed(), () -> super.skip(n));
    }

    /**
     * Reads to the end of data and writes everything to {@code target}, which it neither flushes nor closes. If the
     * target throws, up to 16 KiB that were already read are lost.
     *
     * @return how many bytes were passed on
     * @throws IOException as the class says, or what the target throws; for an interrupt and a time limit here,
     *     {@code bytesTransferred} is the number of bytes that were passed on; if it is called again, it goes on with
     *     the next byte
     */
    @Override
    public long transferTo(OutputStream target) throws IOException {
        Objects.requireNonNull(target, "target");
        byte[] chunk = new byte[CHUNK];
        long start = engine.consumed();
        int count;
        // Only the read is counted, so that an exception of the target is passed on unchanged.
        while ((count = counted(start, () -> read(chunk, 0, CHUNK))) >= 0) {
            target.write(chunk, 0, count);
        }
        return engine.consumed() - start;
    }

    /**
     * Records in the exception how much a call that reads in parts had read before it gave up waiting for the next
     * part.
     */
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
     * Returns how many bytes can be read without waiting; 0 before the source has started. If the source is written in
     * steps, this is what is left of the last step. Only a read runs the next step, so polling this method may give 0
     * for ever.
     *
     * @throws ClosedChannelException after {@link #close()}
     */
    @Override
    public int available() throws IOException {
        return engine.available();
    }

    /**
     * Starts the source now instead of at the first read: on its own thread, which then runs ahead as far as it may,
     * or, if it is written in steps, with the first step. Does nothing if the source has started or the stream is
     * closed.
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
     * Limits how long one read may wait for the source's thread; a read that is already waiting notices. Calls that
     * read in several parts ({@code readNBytes}, {@code readAllBytes}, {@code skip}, {@code transferTo}) may wait that
     * long for each part. When the limit passes, the read throws {@link io.fifoio.FifoTimeoutException}, whose cause
     * shows where the source is, and the stream stays usable, as after an interrupt. By default there is no limit. A
     * limit does not affect a source that is written in steps: it runs on the reading thread, which waits for nobody.
     *
     * @param limit zero means none
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public void setTimeout(Duration limit) {
        engine.setTimeout(limit);
    }

    /**
     * Sets a watch that is called whenever a read has been waiting for a source that stands still: one whose thread was
     * found at the same place at two or more looks in a row, one {@linkplain SourceWatch#interval interval} apart. The
     * watch also applies to the sources that this one reads in its turn, on whatever thread, if this library has opened
     * them. Call this before reading begins. From then on, sources that are started without an executor of the caller's
     * run on daemon threads, not on virtual ones, because the JVM does not say what a virtual thread is waiting for.
     * The watch must not refer to this stream; otherwise a stream that is abandoned would never be detected.
     *
     * @param watch called by the waiting thread. If it throws an {@code IOException}, so does the read; if it throws a
     *     {@code RuntimeException}, the read throws an {@code IOException} with that cause. If the source is one that
     *     is read by another, closing it then no longer waits for it
     * @throws IllegalArgumentException if the interval of the watch is not more than zero
     */
    public void watch(SourceWatch watch) {
        engine.watch(CheckedWatch.of(watch));
    }

    /**
     * Requests a digest of all that is read from this stream; {@link #result()} will have it:
     * {@code open().digest("SHA-256")}.
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
     * Returns a summary, once the source has returned normally and all its bytes were read, whether up to the end of
     * data or only to the last byte. Make this check before a commit. Never waits; may also be called after
     * {@link #close()}.
     *
     * @throws IncompleteStreamException if the source failed (with its failure as the cause), or was not read to its
     *     end
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
     * Ends reading. A source that has not ended is cancelled: its current or next write throws. Waits until the source
     * has stopped, up to 10 s, even if the calling thread is interrupted. The source is not interrupted, because that
     * would close a socket or database file that it uses; see {@link #closeNow()}. Closing again waits again, if the
     * source still runs.
     *
     * @throws IOException if the source has not stopped by then; its cause shows where the source is
     */
    @Override
    public void close() throws IOException {
        close(false);
    }

    /**
     * As {@link #close()}, but also interrupts the source: for sources that wait for something other than the reader.
     * May be called while {@link #close()} is waiting in another thread, and after it has given up.
     *
     * @throws IOException if the source has not stopped after 10 s; its cause shows where the source is
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

    /**
     * Returns where the source is now: a throwable with the stack trace of the thread that runs it, empty if there is
     * none.
     */
    Throwable whereItStands() {
        return engine.whereItStands();
    }

    /** Why the source, or a read of it, failed, other than because this stream was closed. */
    @Nullable
    Throwable sourceFailure() {
        Throwable sources = engine.failure();
        return sources == null ? left : sources;
    }
}
