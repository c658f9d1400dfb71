package io.fifoio.adapters.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/**
 * A subscriber that keeps what it gets, and requests more only when it is told to, unless it requests everything at
 * first.
 */
public final class Taker implements Flow.Subscriber<ByteBuffer> {

    private final long atFirst;
    private final CountDownLatch ended = new CountDownLatch(1);

    // Guarded by this.
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<Integer> sizes = new ArrayList<>();
    private Flow.Subscription subscription;
    private Throwable failure;
    private boolean completed;

    private Taker(long atFirst) {
        this.atFirst = atFirst;
    }

    /** Asks for nothing by itself. */
    public static Taker idle() {
        return new Taker(0);
    }

    /** Asks for all there is. */
    public static Taker ofAll() {
        return new Taker(Long.MAX_VALUE);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        synchronized (this) {
            subscription = given;
        }
        if (atFirst > 0) {
            given.request(atFirst);
        }
    }

    @Override
    public synchronized void onNext(ByteBuffer buffer) {
        ensureOpen("onNext");
        sizes.add(buffer.remaining());
        taken.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }

    @Override
    public synchronized void onError(Throwable thrown) {
        ensureOpen("onError");
        failure = thrown;
        ended.countDown();
    }

    @Override
    public synchronized void onComplete() {
        ensureOpen("onComplete");
        completed = true;
        ended.countDown();
    }

    private void ensureOpen(String signal) {
        if (ended.getCount() == 0) {
            throw new AssertionError(signal + " after the end");
        }
    }

    /** Asks for so many buffers. */
    public void request(long buffers) {
        subscription().request(buffers);
    }

    /** Wants no more. */
    public void cancel() {
        subscription().cancel();
    }

    private synchronized Flow.Subscription subscription() {
        return subscription;
    }

    /** Waits for the end. @return what it failed with, null if it completed */
    public Throwable failure() throws InterruptedException {
        Await.open(ended);
        synchronized (this) {
            return failure;
        }
    }

    /** Waits for the end, which must be a success. @return all that it got */
    public byte[] whole() throws InterruptedException {
        Throwable thrown = failure();
        if (thrown != null) {
            throw new AssertionError("it failed", thrown);
        }
        return taken();
    }

    /** Waits until it has so many bytes, or ended. */
    public void awaitTaken(int bytes) {
        Await.until(bytes + " bytes taken", () -> taken().length >= bytes || ended.getCount() == 0);
    }

    /** What it got so far. */
    public synchronized byte[] taken() {
        return taken.toByteArray();
    }

    /** How large the buffers were so far. */
    public synchronized List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    /** Whether it got any signal of an end. */
    public synchronized boolean hasEnded() {
        return completed || failure != null;
    }
}
