package io.fifoio.adapters.archive;

import java.io.InputStream;
import java.time.Instant;

/**
 * An entry found in an archive: its metadata, and its content, which has to be read before the next entry is asked for.
 * The metadata are as the archive has them, and may be hostile: a name may be absolute or contain {@code ..}, and a
 * link may lead anywhere.
 */
public final class ArchivedEntry {

    private final EntryKind kind;
    private final String name;
    private final String linkTarget;
    private final long size;
    private final Instant modified;
    private final int permissions;
    private final InputStream content;

    ArchivedEntry(
            EntryKind kind,
            String name,
            String linkTarget,
            long size,
            Instant modified,
            int permissions,
            InputStream content) {
        this.kind = kind;
        this.name = name;
        this.linkTarget = linkTarget;
        this.size = size;
        this.modified = modified;
        this.permissions = permissions;
        this.content = content;
    }

    public EntryKind kind() {
        return kind;
    }

    /** Returns the name as it is in the archive, with {@code /} between its parts. */
    public String name() {
        return name;
    }

    /**
     * Returns what a symbolic link points to, or the name of the entry that a hard link is another name for; otherwise
     * an empty text.
     */
    public String linkTarget() {
        return linkTarget;
    }

    /** Returns the size of the content in bytes, or -1 if the archive gives it only after the content. */
    public long size() {
        return size;
    }

    /** Returns the time of last modification; 1970-01-01T00:00Z if the archive has none that makes sense. */
    public Instant modified() {
        return modified;
    }

    /**
     * Returns the POSIX mode bits, 0 to 07777. If the archive has none, they are 0644, or 0755 for a directory and 0777
     * for a symbolic link.
     */
    public int permissions() {
        return permissions;
    }

    /**
     * Returns the content; it is empty if the entry is not a file. If the archive is truncated or damaged, it ends with
     * an {@code IOException}, never with end of data, and the rest of the archive can't be read. What is not read of it
     * is skipped. Reading it after the next entry was asked for is an {@code IOException}. For one thread at a time;
     * closing it does nothing.
     */
    public InputStream content() {
        return content;
    }

    @Override
    public String toString() {
        return "ArchivedEntry[" + kind + " " + Names.shown(name)
                + (linkTarget.isEmpty() ? "" : " -> " + Names.shown(linkTarget)) + "]";
    }
}
