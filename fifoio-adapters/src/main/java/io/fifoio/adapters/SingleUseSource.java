package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * A source that throws the second time it is used. What is derived from it is for the same one use, and says so when it is
 * opened, not when it is read.
 */
class SingleUseSource implements PushSource {

    private final PushSource source;

    /** Whether it has been, or anything derived from it. */
    final AtomicBoolean used;

    SingleUseSource(PushSource source, AtomicBoolean used) {
        this.source = source;
        this.used = used;
    }

    /** @throws IllegalStateException if it was called before */
    final void use() {
        if (used.getAndSet(true)) {
            throw new IllegalStateException("this source can be opened or written once, and has been");
        }
    }

    @Override
    public final OptionalLong length() {
        return source.length();
    }

    @Override
    public final void writeTo(OutputStream out) throws Exception {
        use();
        source.writeTo(out);
    }

    @Override
    public final SourceInputStream open() {
        use();
        return source.open();
    }

    @Override
    public final SourceInputStream open(Executor producer) {
        Objects.requireNonNull(producer, "producer");
        use();
        return source.open(producer);
    }

    @Override
    public PushSource through(Codec codec) {
        return new SingleUseSource(source.through(codec), used);
    }

    @Override
    public PushSource ofLength(long bytes) {
        return new SingleUseSource(source.ofLength(bytes), used);
    }

    @Override
    public PushSource within(UnaryOperator<Runnable> decorator) {
        return new SingleUseSource(source.within(decorator), used);
    }

    @Override
    public PushSource once() {
        return this;
    }
}
