package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/** A source that throws the second time it is used. */
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
        use.write();
        source.writeTo(out);
    }

    @Override
    public SourceInputStream open(Executor producer) {
        use.open();
        return PushSource.super.open(producer);
    }
}
