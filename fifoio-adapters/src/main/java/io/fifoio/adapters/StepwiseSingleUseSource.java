package io.fifoio.adapters;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** As {@link SingleUseSource}, for sources that are written in steps. */
final class StepwiseSingleUseSource extends SingleUseSource implements StepwiseSource {

    private final StepwiseSource source;

    StepwiseSingleUseSource(StepwiseSource source, OneUse use) {
        super(source, use);
        this.source = source;
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        use.begin();
        try {
            Steps steps = Objects.requireNonNull(source.begin(out), "the steps of the source");
            return use.owns() ? new EndingSteps(steps, use) : steps;
        } catch (Throwable failure) {
            use.endAfter(failure);
            throw failure;
        }
    }

    @Override
    public StepwiseSource through(Codec codec) {
        return new StepwiseSingleUseSource(source.through(codec), use);
    }

    @Override
    public StepwiseSource ofLength(long bytes) {
        return new StepwiseSingleUseSource(source.ofLength(bytes), use);
    }

    @Override
    public StepwiseSource within(UnaryOperator<Runnable> decorator) {
        return new StepwiseSingleUseSource(source.within(decorator), use);
    }

    @Override
    public StepwiseSource once() {
        return this;
    }

    /** Steps that end the use when they are closed. */
    private record EndingSteps(Steps steps, OneUse use) implements Steps {

        @Override
        public boolean next() throws Exception {
            return steps.next();
        }

        @Override
        public void close() throws IOException {
            use.endWith(steps::close);
        }

        @Override
        public void closeNow() throws IOException {
            use.endWith(steps::closeNow);
        }
    }
}
