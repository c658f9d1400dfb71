package io.fifoio.adapters.archive;

import java.util.Objects;
import org.apache.commons.compress.utils.ParsingUtils;

/** The library that this package needs, and that may be missing, or older than it must be. */
final class CommonsCompress {

    private CommonsCompress() {}

    /**
     * Checks for the library. To be called before any object of it is made, so that the error comes where it can be
     * understood.
     */
    static void ensureHere() {
        try {
            Objects.requireNonNull(ParsingUtils.class); // since 1.26
        } catch (NoClassDefFoundError missing) {
            NoClassDefFoundError named =
                    new NoClassDefFoundError("io.fifoio.adapters.archive needs Commons Compress 1.26.1 or newer: add"
                            + " org.apache.commons:commons-compress (module org.apache.commons.compress)");
            named.initCause(missing);
            throw named;
        }
    }
}
