package io.fifoio.adapters.testing;

import io.fifoio.adapters.PushSource;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A source seen from outside: how often it started, on which thread, and how it ended. */
public final class Watched implements PushSource {

    private final PushSource source;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    public Watched(PushSource source) {
        this.source = source;
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        starts.incrementAndGet();
        thread.set(Thread.currentThread());
        started.countDown();
        try {
            source.writeTo(out);
        } catch (Throwable failure) {
            thrown.set(failure);
            throw failure;
        } finally {
            ended.countDown();
        }
    }

    public int starts() {
        return starts.get();
    }

    /** The thread it runs on, once it runs. */
    public Thread thread() throws InterruptedException {
        Await.open(started);
        return thread.get();
    }

    /** Whether it has ended, well or not. */
    public boolean ended() {
        return ended.getCount() == 0;
    }

    /** What it ended with, once it has ended; null where it returned normally. */
    public Throwable thrown() throws InterruptedException {
        Await.open(ended);
        return thrown.get();
    }
}
