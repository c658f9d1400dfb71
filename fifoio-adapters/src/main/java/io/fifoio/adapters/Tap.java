package io.fifoio.adapters;

import java.util.OptionalLong;

/** A codec that passes everything on unchanged, so that a length that was known stays known. */
@FunctionalInterface
interface Tap extends Codec {

    /** Returns how many bytes of the source will have passed, if that is known in advance. */
    default OptionalLong lengthOf(PushSource source) {
        return source.length();
    }
}
