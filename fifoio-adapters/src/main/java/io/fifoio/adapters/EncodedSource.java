package io.fifoio.adapters;

import java.io.OutputStream;
import java.util.OptionalLong;

/** A source that is written through an encoder, whose trailer follows only if the source has ended normally. */
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
            held(source).writeTo(encoding.plain());
            encoding.finish();
        } catch (Throwable failure) {
            encoding.giveUp(failure);
            throw failure;
        }
    }

    /**
     * Holds a source that knows its length to it, because behind the encoder nobody can; {@code ofLength} does so by
     * itself.
     */
    private PushSource held(PushSource plain) {
        return codec instanceof LengthCheck ? plain : LengthCheck.on(plain);
    }
}
