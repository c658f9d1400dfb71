package io.fifoio.adapters;

import io.fifoio.BrokenPipeException;
import io.fifoio.FifoOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The task that writes a source into a pair, once, and what is known of how it went. */
final class Producer implements Runnable {

    private enum State {
        NEW,
        SUBMITTED,
        RUNNING,
        ENDED
    }

    private static final long UNKNOWN = -1;

    private final PushSource source;
    private final FifoOutputStream output;

    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);

    // Guarded by the lock.
    private State state = State.NEW;
    private @Nullable Thread thread;
    private @Nullable Thread submitter;
    private boolean interrupted;

    private volatile long total = UNKNOWN;
    private volatile @Nullable Throwable failure;
    private volatile long startedAt;
    private volatile long returnedAt;

    Producer(PushSource source, FifoOutputStream output) {
        this.source = source;
        this.output = output;
    }

    /** Hands this to the executor, the first time it is called; afterwards, and once cancelled, does nothing. */
    void submitTo(Executor executor) {
        lock.lock();
        try {
            if (state != State.NEW) {
                return;
            }
            state = State.SUBMITTED;
            submitter = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this);
        } catch (Throwable refused) {
            if (!isTakenUp()) {
                end(refused, false);
            }
        } finally {
            lock.lock();
            try {
                submitter = null;
            } finally {
                lock.unlock();
            }
        }
    }

    /** An executor may throw after it has started the task all the same. */
    private boolean isTakenUp() {
        lock.lock();
        try {
            return state != State.SUBMITTED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        HeldBackOutputStream held = new HeldBackOutputStream(output);
        GuardedOutputStream guarded = new GuardedOutputStream(held);
        try {
            startedAt = System.nanoTime();
            source.writeTo(guarded);
            guarded.ensureWhole();
        } catch (Throwable t) {
            end(t, tellsOfReaderLeaving(t, guarded.failure()));
            return;
        }
        returnedAt = System.nanoTime();
        try {
            // Before the last byte: a reader that has that byte finds the total known.
            total = held.total();
            held.release();
            output.complete();
            output.close();
            end(null, false);
        } catch (Throwable t) {
            end(t, t instanceof BrokenPipeException);
        }
    }

    /** Not where the source failed for a reason of its own, and met the broken pipe on its way out. */
    private static boolean tellsOfReaderLeaving(Throwable thrown, @Nullable Throwable writeFailure) {
        try {
            return writeFailure instanceof BrokenPipeException && Failures.isCausedBy(thrown, writeFailure);
        } catch (Throwable e) {
            return false; // foreign getCause() methods, which must not keep the producer from ending
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            if (state != State.SUBMITTED) {
                return false;
            }
            if (Thread.currentThread() != submitter) {
                state = State.RUNNING;
                thread = Thread.currentThread();
                return true;
            }
        } finally {
            lock.unlock();
        }
        end(
                new IllegalStateException(
                        "the executor runs its tasks on the thread that submits them, which here is the"
                                + " thread that reads: it would wait for itself. open(Executor) needs one with threads of its own"),
                false);
        return false;
    }

    /** @param cancelled whether what was thrown says no more than that the reader had left */
    private void end(@Nullable Throwable thrown, boolean cancelled) {
        if (thrown != null) {
            if (!cancelled) {
                failure = thrown;
            }
            output.fail(thrown);
        }
        lock.lock();
        try {
            state = State.ENDED;
            thread = null;
            if (interrupted) {
                // Ours, and only for this task: the thread may be a pool's.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
        ended.countDown();
    }

    /** Makes sure that it does not start any more. What runs already is stopped by closing the other end. */
    void cancel() {
        lock.lock();
        try {
            if (state == State.NEW || state == State.SUBMITTED) {
                state = State.ENDED;
                ended.countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the source, if it runs. */
    void interrupt() {
        lock.lock();
        try {
            if (thread != null) {
                interrupted = true;
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the source has ended; an interrupt does not shorten the wait, the flag is kept.
     *
     * @return false if it still runs after that time
     */
    boolean awaitEnd(Duration longest) {
        if (runsHere()) {
            return true;
        }
        boolean wasInterrupted = false;
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (true) {
                try {
                    return ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A source that closes the stream it feeds must not wait for itself. */
    private boolean runsHere() {
        lock.lock();
        try {
            return thread == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** Where the source stands now: an exception with the stack trace of its thread. */
    Throwable whereItStands() {
        Throwable place = new Throwable("the source's thread stands here");
        lock.lock();
        try {
            Thread runs = thread;
            if (runs != null) {
                place = new Throwable("the source's thread \"" + runs.getName() + "\" stands here");
                place.setStackTrace(runs.getStackTrace());
            }
        } finally {
            lock.unlock();
        }
        return place;
    }

    /** Whether the source returned normally and had written just this many bytes. */
    boolean returnedAfter(long bytes) {
        return total == bytes;
    }

    Duration duration() {
        return Duration.ofNanos(returnedAt - startedAt);
    }

    /** Why the source failed, if it did, and not for the reason that its reader had left. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
