package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A source whose writing runs within a task that the caller decorates. */
class DecoratedSource implements PushSource {

    final UnaryOperator<Runnable> decorator;
    private final PushSource source;

    DecoratedSource(PushSource source, UnaryOperator<Runnable> decorator) {
        this.source = source;
        this.decorator = decorator;
    }

    @Override
    public final OptionalLong length() {
        return source.length();
    }

    @Override
    public final void writeTo(OutputStream out) throws Exception {
        Decoration.run(decorator, () -> {
            source.writeTo(out);
            return true;
        });
    }
}
