package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * A source that throws the second time it is used. What is derived from it is for the same one use, and says so when it is
 * opened, not when it is read.
 */
record SingleUseSource(PushSource source, SingleUse use) implements PushSource {

    SingleUseSource(PushSource source) {
        this(source, new SingleUse());
    }

    @Override
    public OptionalLong length() {
        return source.length();
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        use.take();
        source.writeTo(out);
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
    public PushSource through(Codec codec) {
        return new SingleUseSource(source.through(codec), use);
    }

    @Override
    public PushSource ofLength(long bytes) {
        return new SingleUseSource(source.ofLength(bytes), use);
    }

    @Override
    public PushSource within(UnaryOperator<Runnable> decorator) {
        return new SingleUseSource(source.within(decorator), use);
    }

    @Override
    public PushSource once() {
        return this;
    }
}
