package io.fifoio.adapters;

import java.io.OutputStream;

/** A source written through an encoder, whose trailer follows only where the source ended well. */
record EncodedSource(PushSource source, Codec codec) implements PushSource {

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
