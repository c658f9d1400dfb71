package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A source whose writing runs within a task that the caller decorates. */
record DecoratedSource(PushSource source, UnaryOperator<Runnable> decorator) implements PushSource {

    @Override
    public OptionalLong length() {
        return source.length();
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        Decoration.run(decorator, () -> {
            source.writeTo(out);
            return true;
        });
    }
}
