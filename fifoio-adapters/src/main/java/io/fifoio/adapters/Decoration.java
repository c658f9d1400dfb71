package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a piece of a source's work, once, within a task that the caller decorates. The result and the failure are
 * carried past the decorator, because a task can return neither and the decorator might swallow the failure.
 */
final class Decoration<T> implements Runnable {

    private enum State {
        NEW,
        BEGUN,
        ENDED,
        LEFT
    }

    private final Callable<T> work;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private volatile @Nullable T result;
    private volatile @Nullable Throwable failure;

    private Decoration(Callable<T> work) {
        this.work = work;
    }

    /**
     * @param decorator makes the task that runs the work
     * @return what the work returns
     * @throws Exception what the work throws, with an exception of the decorator suppressed in it; otherwise what the
     *     decorator throws
     */
    static <T> T run(UnaryOperator<Runnable> decorator, Callable<T> work) throws Exception {
        Decoration<T> decoration = new Decoration<>(work);
        try {
            decorator.apply(decoration).run();
        } catch (Throwable decorators) {
            Throwable failure = decoration.failure;
            if (failure == null) {
                throw decorators;
            }
            Failures.suppress(failure, decorators);
        }
        return decoration.leave();
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.NEW, State.BEGUN)) {
            throw new IllegalStateException(
                    "the decorator of the source's task runs it twice, or after it has returned");
        }
        try {
            result = work.call();
        } catch (Throwable t) {
            failure = t;
        }
        state.set(State.ENDED);
    }

    /** Returns the result of the work after the decorator has returned. */
    private T leave() {
        State last = state.getAndSet(State.LEFT);
        Throwable thrown = failure;
        if (thrown != null) {
            throw Failures.asItIs(thrown);
        }
        T done = result;
        if (last != State.ENDED || done == null) {
            throw new IllegalStateException("the decorator of the source's task "
                    + (last == State.NEW ? "did not run it" : "left it running") + " before it returned");
        }
        return done;
    }
}
