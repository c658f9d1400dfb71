package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

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
        use.write();
        return source.begin(out);
    }

    @Override
    public SourceInputStream open() {
        use.open();
        return StepwiseSource.super.open();
    }

    @Override
    public SourceInputStream open(Executor producer) {
        use.open();
        return StepwiseSource.super.open(producer);
    }
}
