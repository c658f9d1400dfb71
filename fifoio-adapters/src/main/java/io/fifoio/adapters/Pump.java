package io.fifoio.adapters;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a stepwise source on the thread that reads, a step at a time, whenever nothing is left of the step before. All
 * but the last byte of what the steps have written can be read; the last one once the source has said that this was
 * all.
 */
final class Pump implements Engine {

    /** A step that writes more is a failure: what is pending stands in the heap. */
    static final int LARGEST_STEP = 16 * 1024 * 1024;

    private static final int END = -1;

    /** How many calls deep freeing may go, with a margin. */
    private static final int ROOM_TO_FREE = 1000;

    private final StepwiseSource source;
    private final Duration longestStop;
    private final StepBuffer buffer;
    private final GuardedOutputStream guarded;

    /** Whose turn is a step, and a close that frees what the steps hold. */
    private final Stepper stepper = new Stepper();

    // For the thread whose turn it is.
    private @Nullable Steps steps;

    private final Watching watching = new Watching();
    private volatile boolean started;
    private volatile boolean closed;
    private volatile boolean closedNow;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    // Of the thread that reads.
    private long consumed;
    private long startedAt;
    private long returnedAt;
    private boolean reading;

    Pump(StepwiseSource source) {
        this(source, LARGEST_STEP, Pipe.LONGEST_STOP);
    }

    Pump(StepwiseSource source, int largestStep, Duration longestStop) {
        this.source = source;
        this.longestStop = longestStop;
        this.buffer = new StepBuffer(largestStep);
        this.guarded = new GuardedOutputStream(buffer);
    }

    @Override
    public int read() throws IOException {
        beginReading();
        try {
            if (fill() == END) {
                return END;
            }
            consumed++;
            return buffer.take();
        } finally {
            reading = false;
        }
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        beginReading();
        try {
            int there = fill();
            if (there == END) {
                return END;
            }
            int count = Math.min(there, len);
            buffer.take(b, off, count);
            consumed += count;
            return count;
        } finally {
            reading = false;
        }
    }

    /**
     * Detects a read that begins during another one, as far as a plain field can show it: each of the two would miss
     * bytes that the other gets.
     */
    private void beginReading() throws IOException {
        if (reading) {
            if (stepper.isHere()) {
                throw new IOException("a step of the source reads the stream that it feeds");
            }
            throw misused();
        }
        reading = true;
    }

    private IOException misused() {
        IOException misuse =
                new IOException("two threads read at one stream at the same time; one thread at a time may read");
        failure = misuse;
        return misuse;
    }

    /**
     * Steps until a byte can be read.
     *
     * @return how many can be, at least 1, or {@link #END}
     */
    private int fill() throws IOException {
        ensureOpen();
        int there = readable();
        while (there == 0) {
            Throwable reason = failure;
            if (reason != null) {
                throw new IncompleteStreamException(
                        "the source failed after " + consumed + " bytes: " + Failures.describe(reason), reason);
            }
            if (ended) {
                return END;
            }
            step();
            there = readable();
            if (there == 0) {
                ensureNotInterrupted();
            }
        }
        return there;
    }

    /** Checked after a step that wrote nothing: there might be endlessly many of those. */
    private void ensureNotInterrupted() throws InterruptedIOException {
        if (!ended && failure == null && Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted before a step of the source wrote something");
        }
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private int readable() {
        int size = buffer.size();
        return isWhole() || size == 0 ? size : size - 1;
    }

    private boolean isWhole() {
        return ended && failure == null;
    }

    @Override
    public void start() throws IOException {
        if (!started && !closed) {
            beginReading();
            try {
                step();
            } finally {
                reading = false;
            }
        }
    }

    private void step() throws IOException {
        if (!stepper.begin()) {
            ensureOpen();
            throw misused(); // who has the turn has not come to close it
        }
        try {
            ensureOpen();
            guarded.admit();
            try {
                watchedStep();
            } finally {
                guarded.refuse();
            }
            if (closed) {
                throw closedMeanwhile();
            }
        } finally {
            synchronized (stepper) {
                stepper.thread = null;
                if (stepper.interrupted) {
                    stepper.takeBackInterrupt();
                }
            }
        }
    }

    private IOException closedMeanwhile() {
        IOException left = new AsynchronousCloseException();
        stepper.takeBackInterrupt();
        try {
            free();
        } catch (IOException e) {
            left.addSuppressed(e);
        }
        return left;
    }

    /**
     * Runs a step under the watch of this stream, so that the sources it reads are watched too. If this stream has
     * none, they keep that of the stream that reads this one.
     */
    private void watchedStep() {
        boolean watched = watching.get() != null;
        Watching before = watched ? watching.enter() : null;
        try {
            advance();
        } catch (Throwable t) {
            try {
                fail(t);
            } catch (Throwable second) {
                failure = t; // in place: a full stack has no room for a call
                throw second;
            }
        } finally {
            if (watched) {
                Watching.leave(before);
            }
        }
    }

    private void advance() throws Exception {
        Steps current = steps;
        if (current == null) {
            startedAt = System.nanoTime();
            started = true;
            current = Objects.requireNonNull(source.begin(guarded), "the steps of the source");
            steps = current;
        }
        boolean more = current.next();
        guarded.ensureWhole();
        if (!more) {
            steps = null;
            current.close();
            guarded.ensureWhole();
            returnedAt = System.nanoTime();
            ended = true;
        }
    }

    private void fail(Throwable thrown) {
        Throwable reason = reasonOf(thrown);
        if (reason == thrown) {
            Failures.keepInterrupt(thrown);
        }
        if (thrown instanceof StackOverflowError) {
            callDown(ROOM_TO_FREE);
        }
        try {
            release();
        } catch (Throwable second) {
            Failures.suppress(reason, second);
        }
        if (!tellsOfReaderLeaving(thrown)) {
            failure = reason;
        }
    }

    /**
     * Overflows where the stack is all but full. Freeing that overflows half-way could not be made up for; one that was
     * not begun is left to {@link #close}, which has more room.
     */
    private static int callDown(int calls) {
        return calls == 0 ? 0 : 1 + callDown(calls - 1);
    }

    /**
     * If a step reads another source, such as the content of an entry, that one may have been interrupted on its own
     * thread; this is not an interrupt of the present thread.
     */
    private static Throwable reasonOf(Throwable thrown) {
        if (thrown instanceof IncompleteStreamException told && told.getCause() instanceof InterruptedException cause) {
            for (Throwable second : told.getSuppressed()) {
                Failures.suppress(cause, second);
            }
            return cause;
        }
        return thrown;
    }

    private boolean tellsOfReaderLeaving(Throwable thrown) {
        Throwable refusal = buffer.refusal();
        return refusal != null && Failures.isCausedBy(thrown, refusal);
    }

    /** Once the reader has left. Nothing but an {@code IOException} may come out of a stream's methods. */
    private void free() throws IOException {
        guarded.admit();
        try {
            release();
        } catch (Throwable t) {
            if (tellsOfReaderLeaving(t)) {
                return; // it wrote, which is of no use any more
            }
            if (t instanceof IOException checked) {
                throw checked;
            }
            throw new IOException("what the source holds could not be freed: " + Failures.describe(t), t);
        } finally {
            guarded.refuse();
        }
    }

    private void release() throws IOException {
        Steps current = steps;
        steps = null;
        if (current == null) {
            return;
        }
        if (closedNow) {
            current.closeNow();
        } else {
            current.close();
        }
    }

    @Override
    public int available() throws IOException {
        ensureOpen();
        return readable();
    }

    /** Only checks the limit: there is nobody to wait for. */
    @Override
    public void setTimeout(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("timeout is " + limit + ", must not be negative");
        }
    }

    /** Of the sources that the steps read: they themselves run on the thread that reads, which waits for nobody. */
    @Override
    public void watch(SourceWatch next) {
        watching.set(next);
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public boolean returnedAfter(long bytes) {
        return isWhole() && buffer.size() == 0 && consumed == bytes;
    }

    @Override
    public Duration duration() {
        return Duration.ofNanos(returnedAt - startedAt);
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public Throwable whereItStands() {
        return stepper.whereItStands();
    }

    @Override
    public void close(boolean interrupt) throws IOException {
        if (interrupt) {
            closedNow = true;
        }
        closed = true;
        buffer.refuse();
        if (stepper.isHere()) {
            return; // a step closes the stream that it feeds: what it holds is freed when it returns
        }
        if (interrupt) {
            stepper.interrupt();
        }
        if (!Uninterrupted.await(longestStop, stepper::beginWithin)) {
            throw new IOException(
                    "the source did not stop within " + longestStop.toSeconds() + " s of close()",
                    stepper.whereItStands());
        }
        try {
            free();
        } finally {
            synchronized (stepper) {
                stepper.thread = null;
                if (stepper.interrupted) {
                    stepper.takeBackInterrupt();
                }
            }
        }
    }
}
