package io.fifoio.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that runs on a thread of its own, and how it ended; a call that hangs fails the test and says where. */
public final class Running<T> {

    /** What a test does that may throw. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FutureTask<T> task;
    private final Thread thread;

    private Running(String name, Callable<T> call) {
        this.task = new FutureTask<>(call);
        this.thread = new Thread(task, name);
        // A hanging call must not keep the JVM of the tests alive.
        thread.setDaemon(true);
    }

    public static <T> Running<T> start(Callable<T> call) {
        Running<T> running = new Running<>("running", call);
        running.thread.start();
        return running;
    }

    public static Running<Void> start(Action action) {
        return start(() -> {
            action.run();
            return null;
        });
    }

    /** As {@link #start(Callable)}; returns when the call has come to wait. */
    public static <T> Running<T> blocked(Callable<T> call) {
        Running<T> running = start(call);
        running.awaitParked();
        return running;
    }

    /** As {@link #start(Action)}; returns when the action has come to wait. */
    public static Running<Void> blocked(Action action) {
        Running<Void> running = start(action);
        running.awaitParked();
        return running;
    }

    public void awaitParked() {
        Parking.awaitParked(thread);
    }

    public void interrupt() {
        thread.interrupt();
    }

    public Thread thread() {
        return thread;
    }

    /** Returns what the call returned. */
    public T result() {
        try {
            return get();
        } catch (ExecutionException e) {
            throw new AssertionError("the call threw " + e.getCause() + " instead of returning", e.getCause());
        }
    }

    /** Returns what the call threw. */
    public Throwable failure() {
        T result;
        try {
            result = get();
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("the call returned " + result + " instead of throwing");
    }

    private T get() throws ExecutionException {
        try {
            return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "the call hangs, " + thread.getState() + " at " + List.of(thread.getStackTrace()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted", e);
        }
    }
}
