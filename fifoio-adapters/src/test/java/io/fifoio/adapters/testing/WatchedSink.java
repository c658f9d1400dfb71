package io.fifoio.adapters.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Reads all that it is given, seen from outside. */
public final class WatchedSink {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final AtomicInteger starts = new AtomicInteger();

    /** A sink: reads all at once. */
    public byte[] readAll(InputStream in) throws IOException {
        starts.incrementAndGet();
        thread.set(Thread.currentThread());
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            thrown.set(e);
            throw e;
        } finally {
            over.countDown();
        }
    }

    /** A sink: reads all once the gate is open. */
    public byte[] readLate(InputStream in) throws Exception {
        begun.countDown();
        Await.open(gate);
        return readAll(in);
    }

    /** Until {@link #readLate} was called. */
    public void awaitBegin() throws InterruptedException {
        Await.open(begun);
    }

    /** Until it has read all, or failed. */
    public void awaitEnd() throws InterruptedException {
        Await.open(over);
    }

    /** Lets {@link #readLate} read. */
    public void open() {
        gate.countDown();
    }

    /** Returns the reading thread, once there is one; otherwise null. */
    public Thread thread() {
        return thread.get();
    }

    /** What its reading got, if that failed. */
    public Throwable thrown() {
        return thrown.get();
    }

    public int starts() {
        return starts.get();
    }
}
