package io.fifoio.adapters.archive;

/** What an entry of an archive is. */
public enum EntryKind {
    FILE(0644),
    DIRECTORY(0755),
    SYMBOLIC_LINK(0777),
    /** Another name for a file that comes earlier in the same archive; in tar only. */
    HARD_LINK(0644),
    /** A device, a pipe, or a kind that is in no standard: found when reading, never written. */
    OTHER(0644);

    private final int permissions;

    EntryKind(int permissions) {
        this.permissions = permissions;
    }

    /** Returns the POSIX mode bits that apply if nothing else is said. */
    int permissions() {
        return permissions;
    }
}
