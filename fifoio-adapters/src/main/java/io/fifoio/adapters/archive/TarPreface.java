package io.fifoio.adapters.archive;

import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * What the headers in front of an entry say of it. Where two tell the same thing, one reader goes by the first, another by the
 * last, and they find entries of other names, or in other places; so they must not, unless they say the same.
 */
final class TarPreface {

    private static final byte VOLUME_LABEL = 'V';

    private final PaxRecords records;
    private @Nullable String longName;
    private @Nullable String longLink;
    private boolean extended;
    private boolean waiting;

    /** @param global what holds where nothing else is said */
    TarPreface(PaxRecords global) {
        records = new PaxRecords(global);
    }

    /** Whether a header of this type is no entry, but about the next. */
    static boolean isAboutTheNext(byte type) {
        return isAboutOne(type) || isAboutAll(type);
    }

    private static boolean isAboutOne(byte type) {
        return switch (type) {
            case TarConstants.LF_PAX_EXTENDED_HEADER_LC,
                    TarConstants.LF_PAX_EXTENDED_HEADER_UC,
                    TarConstants.LF_GNUTYPE_LONGNAME,
                    TarConstants.LF_GNUTYPE_LONGLINK -> true;
            default -> false;
        };
    }

    /** Such a one may be the last in the archive: there need be no entry behind it. */
    private static boolean isAboutAll(byte type) {
        return type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER || type == VOLUME_LABEL;
    }

    /** Whether an entry must follow. */
    boolean isWaiting() {
        return waiting;
    }

    PaxRecords records() {
        return records;
    }

    /** Takes what a header says; that of a type for all is left to the caller. */
    void take(byte type, byte[] data, long position) throws IOException {
        switch (type) {
            case TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_EXTENDED_HEADER_UC -> {
                ensureFirst(type, !extended, position);
                extended = true;
                records.read(data);
            }
            case TarConstants.LF_GNUTYPE_LONGNAME -> {
                ensureFirst(type, longName == null, position);
                longName = upToNul(data);
            }
            case TarConstants.LF_GNUTYPE_LONGLINK -> {
                ensureFirst(type, longLink == null, position);
                longLink = upToNul(data);
            }
            case VOLUME_LABEL -> {
                // Nothing that an entry needs, and nothing that all readers pass over.
                if (data.length > 0) {
                    throw new IOException("the label of a volume at byte " + position + " has a size: " + data.length);
                }
                if (waiting) {
                    throw new IOException(
                            "the label of a volume at byte " + position
                                    + " stands between an entry and a header about that, which some readers take for the label's");
                }
            }
            default -> {}
        }
        waiting |= isAboutOne(type);
    }

    private static void ensureFirst(byte type, boolean isFirst, long position) throws IOException {
        if (!isFirst) {
            throw new IOException("the header at byte " + position + ", of type " + (char) type
                    + ", is the second of its type about one entry, and readers differ in which they take");
        }
    }

    private static String upToNul(byte[] data) {
        int length = 0;
        while (length < data.length && data[length] != 0) {
            length++;
        }
        return Names.ofTar(Arrays.copyOf(data, length));
    }

    /** The entry's name, where these headers tell it. */
    @Nullable
    String name() throws IOException {
        return one("name", longName, records.path());
    }

    /** What the entry links to, where these headers tell it. */
    @Nullable
    String target() throws IOException {
        return one("link target", longLink, records.text("linkpath"));
    }

    private static @Nullable String one(String what, @Nullable String ofGnu, @Nullable String ofRecord)
            throws IOException {
        if (ofGnu != null && ofRecord != null && !ofGnu.equals(ofRecord)) {
            throw new IOException("an entry has two long " + what + "s, and readers differ in which they take: "
                    + Names.shown(ofGnu) + " in a header of GNU tar, " + Names.shown(ofRecord) + " in a PAX record");
        }
        return ofRecord != null ? ofRecord : ofGnu;
    }
}
