package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;

/** A source with its length made known; the source is checked for it already. */
record SizedSource(PushSource source, long bytes) implements PushSource {

    @Override
    public OptionalLong length() {
        return OptionalLong.of(bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        source.writeTo(out);
    }
}
