package io.fifoio.adapters.archive;

import java.util.Objects;
import org.apache.commons.compress.archivers.ArchiveEntry;

/** The library that this package needs, and that may be missing. */
final class CommonsCompress {

    private CommonsCompress() {}

    /** Before anything is made of it, so that the error comes where it can be understood. */
    static void ensureHere() {
        try {
            Objects.requireNonNull(ArchiveEntry.class);
        } catch (NoClassDefFoundError missing) {
            NoClassDefFoundError named =
                    new NoClassDefFoundError("io.fifoio.adapters.archive needs Commons Compress: add"
                            + " org.apache.commons:commons-compress (module org.apache.commons.compress)");
            named.initCause(missing);
            throw named;
        }
    }
}
