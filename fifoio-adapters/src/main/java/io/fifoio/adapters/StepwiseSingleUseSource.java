package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** As {@link SingleUseSource}, in steps. */
record StepwiseSingleUseSource(StepwiseSource source, SingleUse use) implements StepwiseSource {

    StepwiseSingleUseSource(StepwiseSource source) {
        this(source, new SingleUse());
    }

    @Override
    public OptionalLong length() {
        return source.length();
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        use.take();
        return source.begin(out);
    }

    @Override
    public SourceInputStream open() {
        use.take();
        return source.open();
    }

    @Override
    public SourceInputStream open(Executor producer) {
        Objects.requireNonNull(producer, "producer");
        use.take();
        return source.open(producer);
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
}
