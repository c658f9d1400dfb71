package io.fifoio.adapters;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One subscription. The source writes into a chunk, on its own thread; whichever thread finds that the chunk is due and
 * has been requested hands it on, one thread at a time. Signals are given after the lock is released, so foreign code
 * never runs under it.
 */
final class Publication {

    private final PushSource source;
    private final Task task = new Task("source", this::produce, this::fail);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition taken = lock.newCondition();

    // All guarded by the lock.

    private WeakReference<SourceSubscription> subscription = new WeakReference<>(null);
    private Cleaner.@Nullable Cleanable abandonment;

    /** Keeps the subscriber reachable while it has an open request. */
    private @Nullable SourceSubscription asking;

    private long demand;

    /**
     * Whether a thread is giving signals; it also gives those that become due meanwhile. Initially set, so that none
     * are given before {@link #begin}.
     */
    private boolean signalling = true;

    private final Chunk chunk = new Chunk();
    private long sent;
    private Duration took = Duration.ZERO;

    /** Why nothing more is handed on; null as long as more may be. */
    private @Nullable String over;

    /** The error to be signalled, once. */
    private @Nullable Throwable error;

    /** The exception that a write of the source got because it came after the end. */
    private @Nullable IOException refusal;

    private @Nullable Throwable failure;

    Publication(PushSource source) {
        this.source = source;
    }

    /** Begins. Nothing is signalled and nothing runs before this. */
    void begin(Flow.Subscriber<? super ByteBuffer> subscriber) {
        SourceSubscription handle = new SourceSubscription(this, subscriber);
        lock.lock();
        try {
            subscription = new WeakReference<>(handle);
            abandonment = Threads.CLEANER.register(handle, this::abandon);
            give(() -> subscriber.onSubscribe(handle));
            signalling = false;
            signal();
        } finally {
            lock.unlock();
        }
    }

    void request(SourceSubscription asker, long buffers) {
        if (buffers < 1) {
            end(
                    "the subscriber asked for " + buffers + " buffers",
                    new IllegalArgumentException("request(" + buffers + "), must be at least 1 (rule 3.9)"));
            return;
        }
        lock.lock();
        try {
            if (over != null) {
                return;
            }
            demand = demand + buffers < 0 ? Long.MAX_VALUE : demand + buffers;
            asking = asker;
        } finally {
            lock.unlock();
        }
        task.submitTo(Threads.PRODUCERS);
        lock.lock();
        try {
            signal();
        } finally {
            lock.unlock();
        }
    }

    void cancel() {
        end("the subscriber cancelled", null);
    }

    private void abandon() {
        end("the subscriber can't be reached any more", null);
    }

    /** Ends the subscription with an error that says why nothing more is sent. */
    void refuse(String reason) {
        end(reason, new IOException(reason));
    }

    /** @param toSignal null: the subscriber wants no further signal */
    private void end(String reason, @Nullable Throwable toSignal) {
        lock.lock();
        try {
            if (over == null) {
                over = reason;
                error = toSignal;
                taken.signalAll();
                task.cancel();
                signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives all signals that are due, unless another thread is doing so. To be called with the lock held exactly once.
     */
    private void signal() {
        if (signalling) {
            return;
        }
        signalling = true;
        while (signalNext()) {
            // One after the other.
        }
        signalling = false;
    }

    private boolean signalNext() {
        SourceSubscription held = asking != null ? asking : subscription.get();
        if (over != null) {
            Throwable toSignal = error;
            error = null;
            drop();
            if (toSignal == null || held == null) {
                return false;
            }
            give(() -> held.subscriber().onError(toSignal));
        } else if (chunk.isComplete() && chunk.isEmpty()) {
            over = "all of it was sent";
            drop();
            if (held != null) {
                give(held.subscriber()::onComplete);
            }
        } else if (demand > 0 && chunk.due() > 0) {
            ByteBuffer next = take();
            give(() -> Objects.requireNonNull(held).subscriber().onNext(next));
        } else {
            return false;
        }
        return true;
    }

    /**
     * Drops the subscriber, which is not to be signalled any more: a publisher must not keep a reference to it then
     * (rule 3.13).
     */
    private void drop() {
        asking = null;
        subscription.clear();
        chunk.drop();
        if (abandonment != null) {
            abandonment.clean();
            abandonment = null;
        }
    }

    private ByteBuffer take() {
        ByteBuffer next = chunk.take();
        sent += next.remaining();
        taken.signalAll();
        if (--demand == 0) {
            asking = null;
        }
        return next;
    }

    /**
     * Runs foreign code without holding the lock. If it throws, which is against the rules, that ends the subscription
     * (rule 2.13).
     */
    private void give(Runnable signal) {
        lock.unlock();
        Throwable thrown = null;
        String reason = "";
        try {
            signal.run();
        } catch (Throwable t) {
            thrown = t;
            reason = "the subscriber failed: " + Failures.describe(t);
        } finally {
            lock.lock();
        }
        if (thrown != null && over == null) {
            over = reason;
            failure = thrown;
            taken.signalAll();
            task.cancel();
        }
    }

    private void produce() {
        long startedAt = System.nanoTime();
        GuardedOutputStream guarded = new GuardedOutputStream(new Inlet());
        try {
            try {
                source.writeTo(guarded);
            } finally {
                guarded.refuse();
            }
            guarded.ensureWhole();
        } catch (Throwable t) {
            fail(t);
            return;
        }
        lock.lock();
        try {
            took = Duration.ofNanos(System.nanoTime() - startedAt);
            chunk.complete();
            signal();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable thrown) {
        // This is foreign code too, so it is called before the lock is taken.
        String description = Failures.describe(thrown);
        String reason;
        lock.lock();
        try {
            if (refusal != null && Failures.isCausedBy(thrown, refusal)) {
                return; // it has met the end that was there before
            }
            failure = thrown;
            reason = "the source failed, " + sent + " bytes of it were sent: " + description;
        } finally {
            lock.unlock();
        }
        end(reason, new IncompleteStreamException(reason, thrown));
    }

    /** The stream that the source writes to. */
    private final class Inlet extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            lock.lock();
            try {
                makeRoom();
                chunk.put((byte) b);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, b.length);
            lock.lock();
            try {
                int from = off;
                while (from < off + len) {
                    makeRoom();
                    from += chunk.put(b, from, off + len - from);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Makes room for at least one byte. */
        private void makeRoom() throws IOException {
            if (chunk.isFull()) {
                chunk.overflow();
                signal();
                awaitTaken();
            }
            if (over != null) {
                refusal = new IOException("nothing is accepted any more after " + sent + " bytes: " + over);
                throw refusal;
            }
        }

        private void awaitTaken() throws InterruptedIOException {
            try {
                while (chunk.isFull() && over == null) {
                    taken.await();
                }
            } catch (InterruptedException e) {
                throw Failures.interrupted("interrupted while waiting for the subscriber to ask for more", e);
            }
        }

        /** Does not wait: what nobody has requested yet is handed on when somebody does. */
        @Override
        public void flush() {
            lock.lock();
            try {
                chunk.flush();
                signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether the source has ended, and the subscription too: what a source has left behind may still be requested. */
    boolean hasEnded() {
        lock.lock();
        try {
            return over != null && task.hasEnded();
        } finally {
            lock.unlock();
        }
    }

    Summary result() throws IOException {
        lock.lock();
        try {
            if (chunk.isComplete() && chunk.isEmpty() && failure == null) {
                return new Summary(sent, took, Map.of());
            }
            String reason = over == null ? "" : "; " + over;
            if (failure == null) {
                throw new IncompleteStreamException(
                        "sending stopped after " + sent + " bytes, before the source's end" + reason);
            }
            throw new IncompleteStreamException("sending failed after " + sent + " bytes" + reason, failure);
        } finally {
            lock.unlock();
        }
    }

    void close(Duration longestStop) throws IOException {
        refuse("the publisher was closed");
        if (!task.awaitEndUninterruptibly(longestStop)) {
            throw new IOException(
                    "the source did not stop within " + longestStop.toSeconds() + " s of close()",
                    task.whereItStands());
        }
    }
}
