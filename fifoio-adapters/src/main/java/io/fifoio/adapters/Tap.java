package io.fifoio.adapters;

import java.util.OptionalLong;

/** A codec that lets all pass as it is, so that a length that was known stays known. */
@FunctionalInterface
interface Tap extends Codec {

    /** How many bytes of the source will have passed, where that is known before. */
    default OptionalLong lengthOf(PushSource source) {
        return source.length();
    }
}
