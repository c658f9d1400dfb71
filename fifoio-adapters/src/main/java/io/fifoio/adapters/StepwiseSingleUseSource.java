package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** As {@link SingleUseSource}, in steps. */
final class StepwiseSingleUseSource extends SingleUseSource implements StepwiseSource {

    private final StepwiseSource source;

    StepwiseSingleUseSource(StepwiseSource source, AtomicBoolean used) {
        super(source, used);
        this.source = source;
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        use();
        return source.begin(out);
    }

    @Override
    public StepwiseSource through(Codec codec) {
        return new StepwiseSingleUseSource(source.through(codec), used);
    }

    @Override
    public StepwiseSource ofLength(long bytes) {
        return new StepwiseSingleUseSource(source.ofLength(bytes), used);
    }

    @Override
    public StepwiseSource within(UnaryOperator<Runnable> decorator) {
        return new StepwiseSingleUseSource(source.within(decorator), used);
    }

    @Override
    public StepwiseSource once() {
        return this;
    }
}
