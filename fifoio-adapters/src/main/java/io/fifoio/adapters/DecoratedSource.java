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
        AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
        decorator.apply(() -> outcome.set(write(out))).run();
        Outcome reached = outcome.get();
        if (reached == null) {
            throw new IllegalStateException("the decorator of the source's task did not run it before it returned");
        }
        if (reached.failure != null) {
            throw reached.failure;
        }
    }

    /** The failure is carried round the decorator, whose task can't throw it. */
    private Outcome write(OutputStream out) {
        try {
            source.writeTo(out);
            return new Outcome(null);
        } catch (Exception e) {
            return new Outcome(e);
        }
    }

    private record Outcome(@Nullable Exception failure) {}
}
