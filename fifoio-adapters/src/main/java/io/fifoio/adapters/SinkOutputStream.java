package io.fifoio.adapters;

import io.fifoio.BrokenPipeException;
import io.fifoio.Fifo;
import io.fifoio.FifoOutputStream;
import io.fifoio.FifoTimeoutException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An output stream that feeds a {@link PullSink}: an API that reads an {@code InputStream}, used as an
 * {@code OutputStream}.
 *
 * <pre>{@code
 * try (var upload = SinkOutputStream.to(in -> store.put("report.gz", in));
 *         var gzip = new GZIPOutputStream(upload)) {
 *     report.writeTo(gzip);
 *     gzip.finish();
 *     upload.complete();
 *     return upload.result();
 * }
 * }</pre>
 *
 * <p>The sink starts at the first byte, or at {@link #complete}, on a thread of its own: a virtual one if the runtime
 * has them, otherwise a daemon. It reads while the caller writes, at most 64 KiB behind. It gets the last byte and the
 * end of data only after {@code complete()} and {@link #close} or {@link #result}; without {@code complete()} its read
 * throws an {@link IncompleteStreamException}. A write blocks while the sink is that far behind, and throws a
 * {@link BrokenPipeException} when the sink has returned or failed (then with its failure as the cause).
 *
 * <p>One thread at a time may write; {@link #fail} may be called by another thread, and ends a write that waits. A
 * thread that is interrupted while it waits gets an {@code InterruptedIOException}; its flag stays set, and the stream
 * stays usable: {@code bytesTransferred} says where to go on writing. After such a write the first call of
 * {@code complete()} throws and the second one makes the promise; if the promise had been made before that write, one
 * call is enough.
 *
 * @param <T> what the sink returns
 */
public final class SinkOutputStream<T> extends OutputStream {

    private final FifoOutputStream output;
    private final Consumption<T> consumption;
    private final HeldBackOutputStream held;
    private final Duration longestStop;
    private Duration limit = Duration.ZERO;
    private boolean promised;
    private boolean ended;

    /**
     * Whether the sink had left before everything was written: then it may have read all that was accepted, but that is
     * not everything.
     */
    private boolean refused;

    /** Whether the caller has already been told how this ended. */
    private boolean told;

    /**
     * The failure of a write that came while there was no promise to take back: the caller may not have heard of it.
     */
    private @Nullable Throwable untold;

    /**
     * The failure of a write until it has been noted; it stays here if a stack overflow left no room for the call that
     * notes it.
     */
    private @Nullable Throwable unnoted;

    /**
     * The failure that took back a promise. The pair may still hold the promise, because the failed write need not have
     * reached it.
     */
    private @Nullable Throwable takenBackBy;

    private SinkOutputStream(PullSink<T> sink, Executor consumer, Duration longestStop) {
        Fifo fifo = Fifo.create();
        this.output = fifo.output();
        this.consumption = new Consumption<>(sink, consumer, fifo.input());
        this.held = new HeldBackOutputStream(output);
        this.longestStop = longestStop;
    }

    /**
     * Makes a stream that feeds a sink. Nothing runs before the first byte is written. If a virtual thread writes, what
     * {@link PushSource#open()} says about virtual threads at both ends applies here too;
     * {@link #to(PullSink, Executor)} avoids that.
     */
    public static <T> SinkOutputStream<T> to(PullSink<T> sink) {
        return to(sink, Threads.CONSUMERS);
    }

    /**
     * As {@link #to(PullSink)}, with the reading done by a task of the given executor.
     *
     * @param consumer must run the task on a thread other than the writing one. If all its threads are busy, writing
     *     waits for one; {@link #setTimeout} limits that wait. If the executor drops the task, writing fails once a
     *     garbage collection has noticed
     */
    public static <T> SinkOutputStream<T> to(PullSink<T> sink, Executor consumer) {
        return to(sink, consumer, Pipe.LONGEST_STOP);
    }

    static <T> SinkOutputStream<T> to(PullSink<T> sink, Executor consumer, Duration longestStop) {
        return new SinkOutputStream<>(
                Objects.requireNonNull(sink, "sink"), Objects.requireNonNull(consumer, "consumer"), longestStop);
    }

    @Override
    public void write(int b) throws IOException {
        boolean over = ended;
        try {
            begin();
            held.write(b);
        } catch (Throwable t) {
            if (!over) {
                unnoted = t;
                note();
            }
            throw t;
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        boolean over = ended;
        try {
            Objects.checkFromIndexSize(off, len, b.length);
            if (len > 0) {
                begin();
            }
            held.write(b, off, len);
        } catch (Throwable t) {
            if (!over) {
                unnoted = t;
                note();
            }
            throw t;
        }
    }

    private void begin() throws IOException {
        if (ended) {
            // Not left to the pair, because a byte that is held back would not reach it.
            throw promised ? afterTheEnd() : new ClosedChannelException();
        }
        consumption.start();
    }

    private IOException afterTheEnd() {
        return new IOException("written to after result() or close(), which ended the data after " + held.total()
                + " bytes: finish what writes to this stream, such as a compressor, before");
    }

    /** Takes note of what a write threw: whatever it is, something that was promised may be missing now. */
    private void note() {
        Throwable failure = unnoted;
        unnoted = null;
        if (failure == null) {
            return;
        }
        if (failure instanceof BrokenPipeException) {
            refused = true;
            // Otherwise the outcome of the promise must still be reported, because the exception may be swallowed, as
            // PrintStream does.
            told = told || !promised;
            return;
        }
        if (promised) {
            promised = false;
            takenBackBy = failure;
        } else {
            untold = failure;
        }
        if (failure instanceof FifoTimeoutException late) {
            late.initCause(consumption.whereItStands());
        }
    }

    /**
     * Wakes the sink if it is waiting. Everything written, except for the last byte, can be read even without a flush.
     * Never waits.
     */
    @Override
    public void flush() {
        held.flush();
    }

    /**
     * Promises that the data is whole once this stream is closed: everything written so far, and what a wrapper still
     * writes when it is closed. A write that fails takes the promise back, unless it failed because the sink has left,
     * because {@code write(byte[])} was given {@code null}, or because the stack overflowed before this class was
     * reached: code that catches a {@link StackOverflowError} should call {@link #fail}. After that, a caller that has
     * written what is missing may call this again; then {@link #close} or {@link #result} tells what became of the
     * sink.
     *
     * <p>The exception of an earlier write may have been swallowed by a wrapper, as a {@code PrintStream} swallows an
     * interrupt. So the first call after a failed write promises nothing and throws; a caller that knows of the failure
     * and has written what was not accepted calls again.
     *
     * @throws IncompleteStreamException once after a write has failed without a promise to take back, with that failure
     *     as the cause
     * @throws IOException if this stream was closed without a promise, or has failed
     */
    public void complete() throws IOException {
        note();
        Throwable failure = untold;
        if (failure != null && !ended) {
            untold = null;
            takenBackBy = failure;
            throw new IncompleteStreamException(
                    "complete() after a write that failed, so that data may be missing: where it was made good, call"
                            + " complete() again",
                    failure);
        }
        output.complete();
        promised = true;
        takenBackBy = null;
        // A write may have reported that the sink had left, and a wrapper may have swallowed that exception.
        told = told && ended;
        consumption.start();
    }

    /**
     * Gives up: after the bytes written so far, except the last, the sink's read throws with this cause, and so does a
     * write that waits in another thread. Does nothing once {@link #result} or {@link #close} has ended the data. Never
     * waits.
     *
     * @throws NullPointerException if the cause is null; the stream has failed nevertheless, with this exception as its
     *     cause
     */
    public void fail(Throwable cause) {
        if (cause == null) {
            NullPointerException missing = new NullPointerException("cause");
            fail(missing);
            throw missing;
        }
        if (!ended) {
            ended = true;
            told = true;
            promised = false;
            output.fail(cause);
        }
    }

    /**
     * Ends the data, waits for the sink and returns what it returned. Call it after {@link #complete}, and only when
     * all wrappers have written what they hold: whatever they write later is refused, although the sink has already
     * been told that the data ended. May be called again.
     *
     * @throws IllegalStateException if {@code complete()} was not called
     * @throws IncompleteStreamException if the sink returned before the end of data and is not one that {@linkplain
     *     PullSink#stoppingEarly may}
     * @throws InterruptedIOException if the thread is interrupted while it waits; the flag stays set
     * @throws IOException if the sink failed, with that failure as the cause; if it has not ended within the time
     *     limit; or if the sink itself calls this
     */
    public T result() throws IOException {
        note();
        if (!promised) {
            throw new IllegalStateException("result() before complete(): the sink was not told that the data is whole");
        }
        awaitEnd();
        return consumption.result(held.total(), refused);
    }

    private void awaitEnd() throws IOException {
        consumption.ensureElsewhere();
        end();
        try {
            consumption.awaitEnd(limit);
        } catch (InterruptedException e) {
            throw Failures.interrupted("interrupted while waiting for the sink to end", e);
        }
        told = true;
    }

    /** As {@link #result}, but throws what the sink threw; and may be called after a {@link #fail}. */
    T outcome() throws Exception {
        try {
            awaitEnd();
        } catch (IOException notEnded) {
            // Counts as reported here, because a close() that waited once more would be interrupted once more.
            told = true;
            consumption.cut();
            throw notEnded;
        }
        return consumption.outcome(held.total(), refused);
    }

    private void end() throws IOException {
        if (ended) {
            return;
        }
        if (promised) {
            try {
                held.release();
                // Promised again, because a wait for room that was given up has taken the promise back.
                output.complete();
            } catch (BrokenPipeException e) {
                refused = true;
                // The sink has left before the last byte; it will say why.
            }
        }
        ended = true;
        output.close();
    }

    /**
     * Ends the data and waits for the sink: after {@link #complete} for as long as the sink works, or until the time
     * limit or an interrupt, which make its reads fail; otherwise up to 10 s. Afterwards nothing is still running,
     * unless an exception says so. Closing again does nothing, or waits again if the sink has not stopped.
     *
     * @throws IncompleteStreamException if {@code complete()} was not called, or its promise was taken back by a failed
     *     write (one that ended by a time limit or an interrupt, too); the sink's own failure is the cause. Not thrown
     *     after {@link #fail}, nor if a write without the promise has already reported that the sink had left
     * @throws IOException after {@code complete()}, as {@link #result} throws it, unless that was called; or if the
     *     sink does not stop
     */
    @Override
    public void close() throws IOException {
        note();
        if (promised && !told) {
            try {
                result();
            } catch (Throwable failure) {
                told = true;
                consumption.cut();
                try {
                    stop();
                } catch (IOException second) {
                    Failures.suppress(failure, second);
                }
                throw failure;
            }
        }
        stop();
        if (!told) {
            told = true;
            throw withoutPromise();
        }
    }

    private void stop() throws IOException {
        if (!ended && takenBackBy != null) {
            output.fail(takenBackBy);
        }
        ended = true;
        output.close();
        consumption.stop(longestStop);
    }

    private IOException withoutPromise() {
        IOException exception = new IncompleteStreamException(
                "closed without complete() after " + held.total() + " bytes: the sink was not told that they are all");
        Throwable sinks = consumption.failure();
        if (sinks != null) {
            exception.initCause(sinks);
        }
        return exception;
    }

    /**
     * Limits how long one call may wait for the sink. When the limit passes, a write throws
     * {@link FifoTimeoutException}, whose cause shows where the sink is, and the stream stays usable, as after an
     * interrupt. By default there is no limit.
     *
     * @param limit zero means none
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public void setTimeout(Duration limit) {
        output.setTimeout(limit);
        this.limit = limit;
    }

    /** Returns why the sink failed, if it did. */
    @Nullable
    Throwable sinkFailure() {
        return consumption.failure();
    }
}
