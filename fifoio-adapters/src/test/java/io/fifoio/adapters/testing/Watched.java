package io.fifoio.adapters.testing;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A source seen from outside: how often it started, on which thread, and how it ended. */
public class Watched implements PushSource {

    private final PushSource source;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    public Watched(PushSource source) {
        this.source = source;
    }

    /** Returns a watched source, which is stepwise if the given one is. */
    public static Watched of(PushSource source) {
        return source instanceof StepwiseSource stepwise ? new WatchedSteps(stepwise) : new Watched(source);
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        noteStart();
        try {
            source.writeTo(out);
        } catch (Throwable failure) {
            noteFailure(failure);
            throw failure;
        } finally {
            noteEnd();
        }
    }

    final void noteStart() {
        starts.incrementAndGet();
        thread.set(Thread.currentThread());
        started.countDown();
    }

    final void noteFailure(Throwable failure) {
        thrown.compareAndSet(null, failure);
    }

    final void noteEnd() {
        ended.countDown();
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

    /** Returns what it ended with, once it has ended; null if it returned normally, or was not asked for more steps. */
    public Throwable thrown() throws InterruptedException {
        Await.open(ended);
        return thrown.get();
    }
}
