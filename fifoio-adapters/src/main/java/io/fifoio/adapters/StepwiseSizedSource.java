package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;

/** As {@link SizedSource}, in steps. */
record StepwiseSizedSource(StepwiseSource source, long bytes) implements StepwiseSource {

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes);
    }

    @Override
    public Steps begin(OutputStream out) throws Exception {
        return source.begin(out);
    }
}
