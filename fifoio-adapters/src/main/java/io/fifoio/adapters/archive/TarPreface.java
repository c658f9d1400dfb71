package io.fifoio.adapters.archive;

import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * What the headers in front of an entry say about it. If two of them give the same property, one program uses the first
 * and another the last, so that they find entries with different names, or in different places; therefore that is
 * refused, unless both give the same value.
 */
final class TarPreface {

    private static final byte VOLUME_LABEL = 'V';

    private final PaxRecords records;
    private @Nullable String longName;
    private @Nullable String longLink;
    private boolean extended;
    private boolean waiting;

    /** @param global what applies if nothing else is said */
    TarPreface(PaxRecords global) {
        records = new PaxRecords(global);
    }

    /** Whether a header of this type is not an entry, but is about the next one. */
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

    /**
     * Whether a header of this type is about all entries. It may be the last one in the archive: no entry needs to
     * follow.
     */
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

    /** Takes what a header says; one about all entries is left to the caller. */
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
                // It is nothing that an entry needs, and not all programs ignore it.
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

    /** Returns the name of the entry, if these headers give it. */
    @Nullable
    String name() throws IOException {
        return one("name", longName, records.path());
    }

    /** Returns what the entry links to, if these headers give it. */
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
