package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A source whose writing runs within a task that the caller decorates. */
record DecoratedSource(PushSource source, UnaryOperator<Runnable> decorator) implements PushSource {

    @Override
    public OptionalLong length() {
        return source.length();
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        Writing writing = new Writing(source, out);
        try {
            decorator.apply(writing).run();
        } catch (Throwable decorators) {
            Throwable failure = writing.failure;
            if (failure == null) {
                throw decorators;
            }
            Failures.suppress(failure, decorators);
        }
        writing.leave();
    }

    /** Runs once. The failure is carried round the decorator, whose task can't throw it and which might swallow it. */
    private static final class Writing implements Runnable {

        private enum State {
            NEW,
            BEGUN,
            ENDED,
            LEFT
        }

        private final PushSource source;
        private final OutputStream out;
        private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
        private volatile @Nullable Throwable failure;

        Writing(PushSource source, OutputStream out) {
            this.source = source;
            this.out = out;
        }

        @Override
        public void run() {
            if (!state.compareAndSet(State.NEW, State.BEGUN)) {
                throw new IllegalStateException(
                        "the decorator of the source's task runs it twice, or after it has returned");
            }
            try {
                source.writeTo(out);
            } catch (Throwable t) {
                failure = t;
            }
            state.set(State.ENDED);
        }

        /** The decorator has returned. */
        void leave() throws Exception {
            State last = state.getAndSet(State.LEFT);
            Throwable thrown = failure;
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown != null) {
                throw (Exception) thrown;
            }
            if (last != State.ENDED) {
                throw new IllegalStateException("the decorator of the source's task "
                        + (last == State.NEW ? "did not run it" : "left it running") + " before it returned");
            }
        }
    }
}
