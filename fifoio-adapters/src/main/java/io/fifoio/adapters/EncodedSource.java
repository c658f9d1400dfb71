package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;

/** A source written through an encoder, whose trailer follows only where the source ended well. */
record EncodedSource(PushSource source, Codec codec) implements PushSource {

    @Override
    public OptionalLong length() {
        return Tap.length(source, codec);
    }

    @Override
    public void writeTo(OutputStream out) throws Exception {
        Encoding encoding = new Encoding(codec, out);
        try {
            source.writeTo(encoding.plain());
            encoding.finish();
        } catch (Throwable failure) {
            encoding.giveUp(failure);
            throw failure;
        }
    }
}
