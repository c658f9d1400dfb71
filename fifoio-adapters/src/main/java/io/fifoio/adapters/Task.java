package io.fifoio.adapters;

import io.fifoio.adapters.inner.Place;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Work that an executor does once on another thread, and what is known about its state. */
final class Task {

    private enum State {
        NEW,
        SUBMITTED,
        RUNNING,
        ENDED
    }

    private final String name;
    private final Runnable work;
    private final Consumer<Throwable> refusal;

    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);

    // Guarded by the lock.
    private State state = State.NEW;
    private @Nullable Thread thread;
    private @Nullable Thread submitter;
    private boolean interrupted;

    /**
     * @param name what is working, for messages
     * @param work must not throw
     * @param refusal gets the reason if the work will never be done, other than because of {@link #cancel}
     */
    Task(String name, Runnable work, Consumer<Throwable> refusal) {
        this.name = name;
        this.work = work;
        this.refusal = refusal;
    }

    /** Hands this to the executor when it is called first; later, and after a cancel, does nothing. */
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
            executor.execute(new Submission(this::run, this::dropped));
        } catch (Throwable refused) {
            // An executor may throw after it has started the task all the same.
            refuse(refused);
        } finally {
            lock.lock();
            try {
                submitter = null;
            } finally {
                lock.unlock();
            }
        }
    }

    private void refuse(Throwable reason) {
        if (retire()) {
            try {
                refusal.accept(reason);
            } finally {
                ended.countDown();
            }
        }
    }

    /** Called when the executor has dropped the task, or is done with it. */
    private void dropped() {
        if (isWaiting()) {
            refuse(new IllegalStateException("the executor has dropped its task: the " + name + " was never run"));
        }
    }

    private boolean isWaiting() {
        lock.lock();
        try {
            return state == State.SUBMITTED;
        } finally {
            lock.unlock();
        }
    }

    /** Prevents work that has not begun from starting. Does nothing to work that has begun. */
    void cancel() {
        if (retire()) {
            ended.countDown();
        }
    }

    /** @return whether it was this call that kept the work from beginning */
    private boolean retire() {
        lock.lock();
        try {
            if (state != State.NEW && state != State.SUBMITTED) {
                return false;
            }
            state = State.ENDED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        if (!begin()) {
            return;
        }
        try {
            work.run();
        } finally {
            end();
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
        refuse(new IllegalStateException("the executor runs its tasks on the thread that submits them, which here would"
                + " wait for itself: the " + name + " needs an executor with threads of its own"));
        return false;
    }

    private void end() {
        lock.lock();
        try {
            state = State.ENDED;
            thread = null;
            if (interrupted) {
                // Clears our own interrupt, which was meant for this task only: the thread may belong to a pool.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
        ended.countDown();
    }

    /** Interrupts the work, if it is in progress. */
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

    /** Whether the work has ended, or will never begin. */
    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /**
     * @throws InterruptedException if the calling thread is interrupted while it waits; not if there is nothing to wait
     *     for
     */
    boolean awaitEnd(Duration longest) throws InterruptedException {
        return runsHere() || hasEnded() || ended.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until the work has ended; an interrupt does not shorten the wait, the flag is kept.
     *
     * @return false if it still goes on after that time
     */
    boolean awaitEndUninterruptibly(Duration longest) {
        return Uninterrupted.await(longest, nanos -> awaitEnd(Duration.ofNanos(nanos)));
    }

    /**
     * Whether the calling thread is doing the work. Work that closes the stream at its other end must not wait for
     * itself.
     */
    boolean runsHere() {
        lock.lock();
        try {
            return thread == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the thread that is doing the work, if there is one. */
    @Nullable
    Thread thread() {
        lock.lock();
        try {
            return thread;
        } finally {
            lock.unlock();
        }
    }

    /** Returns where the work is now: an exception with the stack trace of its thread, if the work is in progress. */
    Throwable whereItStands() {
        lock.lock();
        try {
            return state == State.SUBMITTED
                    ? Place.nowhere("the " + name + " has not begun: its executor has no thread free for it, or has"
                            + " forgotten it")
                    : Place.of(name, thread);
        } finally {
            lock.unlock();
        }
    }
}
