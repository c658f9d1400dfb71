package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;

/** A source written through an encoder, whose trailer follows only where the source ended well. */
class EncodedSource implements PushSource {

    final Codec codec;
    private final PushSource source;

    EncodedSource(PushSource source, Codec codec) {
        this.source = source;
        this.codec = codec;
    }

    @Override
    public final OptionalLong length() {
        return codec instanceof Tap tap ? tap.lengthOf(source) : OptionalLong.empty();
    }

    @Override
    public final void writeTo(OutputStream out) throws Exception {
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
