package io.fifoio.adapters;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * As {@link DecoratedSource}; when it is written in steps, each step runs within a task of its own, the first one
 * together with {@code begin}.
 */
final class StepwiseDecoratedSource extends DecoratedSource implements StepwiseSource {

    private final StepwiseSource source;

    StepwiseDecoratedSource(StepwiseSource source, UnaryOperator<Runnable> decorator) {
        super(source, decorator);
        this.source = source;
    }

    @Override
    public Steps begin(OutputStream out) {
        return new DecoratedSteps(source, out, decorator);
    }

    private static final class DecoratedSteps implements Steps {

        private final StepwiseSource source;
        private final OutputStream out;
        private final UnaryOperator<Runnable> decorator;
        private @Nullable Steps steps;

        DecoratedSteps(StepwiseSource source, OutputStream out, UnaryOperator<Runnable> decorator) {
            this.source = source;
            this.out = out;
            this.decorator = decorator;
        }

        @Override
        public boolean next() throws Exception {
            return Decoration.run(decorator, () -> begun().next());
        }

        private Steps begun() throws Exception {
            Steps current = steps;
            if (current == null) {
                current = Objects.requireNonNull(source.begin(out), "the steps of the source");
                steps = current;
            }
            return current;
        }

        @Override
        public void close() throws IOException {
            close(false);
        }

        @Override
        public void closeNow() throws IOException {
            close(true);
        }

        private void close(boolean now) throws IOException {
            if (steps == null) {
                return;
            }
            try {
                Decoration.run(decorator, () -> closeSteps(now));
            } catch (Throwable failure) {
                closeAfter(failure, now);
                throw Failures.asItIs(failure);
            }
        }

        /** Closes the steps after a failure, in case the decorator did not get that far. */
        private void closeAfter(Throwable failure, boolean now) {
            try {
                closeSteps(now);
            } catch (Throwable second) {
                Failures.suppress(failure, second);
            }
        }

        private boolean closeSteps(boolean now) throws IOException {
            Steps current = steps;
            steps = null;
            if (current != null && now) {
                current.closeNow();
            } else if (current != null) {
                current.close();
            }
            return true;
        }
    }
}
