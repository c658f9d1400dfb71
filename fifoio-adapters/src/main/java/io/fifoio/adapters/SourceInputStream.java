package io.fifoio.adapters;

import io.fifoio.Fifo;
import io.fifoio.FifoInputStream;
import io.fifoio.IncompleteStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
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
 * <p>For one reading thread at a time; {@code close()} may come from any. A reading thread that is interrupted while it
 * waits gets an {@code InterruptedIOException}, its flag stays set, and it may read on. {@code mark} is not supported.
 */
public final class SourceInputStream extends InputStream {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Producer producer;
    private final Executor executor;
    private final FifoInputStream input;
    private final Duration longestStop;
    private boolean started;

    SourceInputStream(PushSource source, Executor executor) {
        this(source, executor, LONGEST_STOP);
    }

    SourceInputStream(PushSource source, Executor executor, Duration longestStop) {
        Fifo fifo = Fifo.create();
        this.input = fifo.input();
        this.producer = new Producer(source, fifo.output());
        this.executor = executor;
        this.longestStop = longestStop;
    }

    /**
     * Reads one byte; blocks until there is one.
     *
     * @return the byte, 0 to 255, or -1 when the source has returned normally and all was read
     * @throws IOException as the class says; {@link ClosedChannelException} after {@link #close()}
     */
    @Override
    public int read() throws IOException {
        start();
        return input.read();
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
        start();
        return input.read(b, off, len);
    }

    /** How many bytes can be read without waiting; 0 before the first read. */
    @Override
    public int available() throws IOException {
        return input.available();
    }

    private void start() {
        if (!started) {
            started = true;
            producer.submitTo(executor);
        }
    }

    /**
     * What was carried, once the source has returned normally and all its bytes were read, be it to the end of data or to
     * the last byte. The check to make before a commit. Never waits; may be called after {@link #close()} as well.
     *
     * @throws IncompleteStreamException if the source failed (with its failure as the cause), or was not read to its end
     */
    public Summary result() throws IOException {
        long consumed = input.position();
        if (producer.returnedAfter(consumed)) {
            return new Summary(consumed, producer.duration());
        }
        Throwable failure = sourceFailure();
        if (failure != null) {
            throw new IncompleteStreamException(
                    "the source failed, " + consumed + " bytes of it were read: " + Failures.describe(failure),
                    failure);
        }
        throw new IncompleteStreamException(
                started
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
        input.close();
        producer.cancel();
        if (interrupt) {
            producer.interrupt();
        }
        if (!producer.awaitEnd(longestStop)) {
            throw new IOException(
                    "the source did not stop within " + longestStop.toSeconds() + " s of close()",
                    producer.whereItStands());
        }
    }

    /** Why the source failed, other than by this stream being closed. */
    @Nullable
    Throwable sourceFailure() {
        return producer.failure();
    }
}
