package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * A source that throws when it is used a second time. Sources derived from it share that one use, and throw when they
 * are opened, not when they are read.
 */
class SingleUseSource implements PushSource {

    private final PushSource source;

    /** The one use of this source, or of any source derived from it. */
    final OneUse use;

    SingleUseSource(PushSource source, OneUse use) {
        this.source = source;
        this.use = use;
    }

    @Override
    public final OptionalLong length() {
        return source.length();
    }

    @Override
    public final void writeTo(OutputStream out) throws Exception {
        use.begin();
        try {
            source.writeTo(out);
        } catch (Throwable failure) {
            use.endAfter(failure);
            throw failure;
        }
        use.end();
    }

    @Override
    public final SourceInputStream open() {
        return use.open(source::open);
    }

    @Override
    public final SourceInputStream open(int capacity) {
        Pipe.checkCapacity(capacity);
        return use.open(() -> source.open(capacity));
    }

    @Override
    public final SourceInputStream open(Executor producer) {
        Objects.requireNonNull(producer, "producer");
        return use.open(() -> source.open(producer));
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
