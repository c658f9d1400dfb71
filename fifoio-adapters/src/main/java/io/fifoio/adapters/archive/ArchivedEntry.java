package io.fifoio.adapters.archive;

import java.io.InputStream;
import java.time.Instant;

/**
 * An entry as it was met in an archive: its metadata, and its content to be read before the next entry is asked for. The
 * metadata are what the archive says, hostile or not: a name may be absolute or climb, a link may lead anywhere.
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

    /** With {@code /} between its parts, as it stands in the archive. */
    public String name() {
        return name;
    }

    /** What a symbolic link points to, or the name of the entry that a hard link is another name of; else empty. */
    public String linkTarget() {
        return linkTarget;
    }

    /** Of the content in bytes, or -1 where the archive tells it only behind the content. */
    public long size() {
        return size;
    }

    /** The time of last modification; 1970-01-01T00:00Z where the archive tells none that makes sense. */
    public Instant modified() {
        return modified;
    }

    /** POSIX mode bits, 0 to 07777; where the archive tells none, 0644, 0755 for a directory, 0777 for a symbolic link. */
    public int permissions() {
        return permissions;
    }

    /**
     * The content; empty for what is no file. It ends with an {@code IOException}, never with end of data, if the archive is cut
     * or damaged; after that the archive can't be read on. What is not read of it is passed over. Once the next entry was asked for, reading it is an {@code
     * IOException}. For one thread at a time; closing it does nothing.
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
