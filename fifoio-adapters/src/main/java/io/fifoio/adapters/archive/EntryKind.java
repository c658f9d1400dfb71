package io.fifoio.adapters.archive;

/** What an entry of an archive is. */
public enum EntryKind {
    FILE(0644),
    DIRECTORY(0755),
    SYMBOLIC_LINK(0777),
    /** A further name of a file that stands earlier in the same archive; in tar only. */
    HARD_LINK(0644),
    /** A device, a pipe, or a kind that no standard names: met when reading, never written. */
    OTHER(0644);

    private final int permissions;

    EntryKind(int permissions) {
        this.permissions = permissions;
    }

    /** Where nothing says otherwise, POSIX mode bits. */
    int permissions() {
        return permissions;
    }
}
