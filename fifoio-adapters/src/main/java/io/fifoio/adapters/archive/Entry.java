package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One entry of an archive: its metadata, and for a file the source of its content. Immutable.
 *
 * <p>A name is relative, has {@code /} between its parts, may have any length, and must be encodable in UTF-8. Unless
 * {@link #modified} is called, the time of an entry is 1970-01-01T00:00Z, so that equal input makes equal archives.
 */
public final class Entry {

    /** The size of a content whose length is not known in advance. */
    static final long UNKNOWN = -1;

    private static final int ALL_PERMISSIONS = 07777;
    private static final PushSource NOTHING = Entry::writeNothing;

    private final EntryKind kind;
    private final String name;
    private final String linkTarget;
    private final long size;
    private final PushSource content;
    private final Instant modified;
    private final int permissions;
    private final boolean stored;

    private Entry(
            EntryKind kind,
            String name,
            String linkTarget,
            long size,
            PushSource content,
            Instant modified,
            int permissions,
            boolean stored) {
        this.kind = kind;
        this.name = name;
        this.linkTarget = linkTarget;
        this.size = size;
        this.content = content;
        this.modified = modified;
        this.permissions = permissions;
        this.stored = stored;
    }

    private static Entry of(EntryKind kind, String name, String linkTarget, long size, PushSource content) {
        return new Entry(kind, name, linkTarget, size, content, Instant.EPOCH, kind.permissions(), false);
    }

    /**
     * A regular file, with the permissions 0644.
     *
     * @param name its path in the archive
     * @param size how many bytes {@code content} writes; if it writes more or fewer, writing the archive fails
     * @param content written when the archive reaches this entry
     * @throws IllegalArgumentException if the name is empty, absolute, ends with a slash, or has a part {@code ..} or a
     *     NUL character, or if the size is negative
     */
    public static Entry file(String name, long size, PushSource content) {
        checkName(name);
        checkNoSlashAtEnd(name);
        if (size < 0) {
            throw new IllegalArgumentException("size of \"" + name + "\" is " + size + ", must not be negative");
        }
        return of(EntryKind.FILE, name, "", size, Objects.requireNonNull(content, "content"));
    }

    /**
     * A regular file whose size is declared by its content, or else is determined by writing it. A zip can take content
     * of unknown size as it comes. In a tar the size comes before the content, so content of unknown size is gathered
     * first, in memory or in a spool file: see {@link Spool}.
     *
     * @param name as for a file of known size
     * @param content written when the archive reaches this entry
     * @see PushSource#ofLength
     */
    public static Entry file(String name, PushSource content) {
        OptionalLong length = content.length();
        if (length.isPresent()) {
            return file(name, length.getAsLong(), content);
        }
        checkName(name);
        checkNoSlashAtEnd(name);
        return of(EntryKind.FILE, name, "", UNKNOWN, content);
    }

    /**
     * A directory, with the permissions 0755.
     *
     * @throws IllegalArgumentException if the name is empty, absolute, or has a part {@code ..} or a NUL character
     */
    public static Entry directory(String name) {
        checkName(name);
        return of(EntryKind.DIRECTORY, withSlashAtEnd(name), "", 0, NOTHING);
    }

    /**
     * A symbolic link, with the permissions 0777.
     *
     * @param target what it points to, as written in the link: relative or absolute, existing or not
     * @throws IllegalArgumentException if the name is as for a file, or the target is empty or has a NUL character
     */
    public static Entry symbolicLink(String name, String target) {
        checkName(name);
        checkNoSlashAtEnd(name);
        checkTarget(name, target);
        return of(EntryKind.SYMBOLIC_LINK, name, target, 0, NOTHING);
    }

    /**
     * Another name for a file that comes before it in the archive. For tar only: a zip refuses it.
     *
     * @param target the name of that file's entry
     * @throws IllegalArgumentException if a name is not as for a file
     */
    public static Entry hardLink(String name, String target) {
        checkName(name);
        checkNoSlashAtEnd(name);
        checkTarget(name, target);
        checkName(target);
        checkNoSlashAtEnd(target);
        return of(EntryKind.HARD_LINK, name, target, 0, NOTHING);
    }

    /**
     * The same entry at another place: {@code entry.name("release-1/" + entry.name())}
     *
     * @throws IllegalArgumentException if the name is not one for an entry of this kind
     */
    public Entry name(String other) {
        checkName(other);
        if (kind != EntryKind.DIRECTORY) {
            checkNoSlashAtEnd(other);
        }
        String whole = kind == EntryKind.DIRECTORY ? withSlashAtEnd(other) : other;
        return new Entry(kind, whole, linkTarget, size, content, modified, permissions, stored);
    }

    /**
     * The same file with another source for its content, for example one that counts the bytes. The size stays, whether
     * it was declared or not.
     *
     * @throws IllegalArgumentException if this is not a file, or if the other content declares a length that is not the
     *     size
     */
    public Entry content(PushSource other) {
        if (kind != EntryKind.FILE) {
            throw new IllegalArgumentException("\"" + name + "\" is not a file and has no content");
        }
        OptionalLong length = other.length();
        if (size >= 0 && length.isPresent() && length.getAsLong() != size) {
            throw new IllegalArgumentException("the content of \"" + name + "\" has " + length.getAsLong()
                    + " bytes, the entry's size is " + size);
        }
        return new Entry(
                kind, name, linkTarget, size, Objects.requireNonNull(other, "content"), modified, permissions, stored);
    }

    /** The same entry with a time of last modification. */
    public Entry modified(Instant time) {
        return new Entry(
                kind, name, linkTarget, size, content, Objects.requireNonNull(time, "time"), permissions, stored);
    }

    /**
     * The same entry with other permissions.
     *
     * @param mode POSIX mode bits, 0 to 07777
     * @throws IllegalArgumentException if other bits are set
     */
    public Entry permissions(int mode) {
        if ((mode & ~ALL_PERMISSIONS) != 0) {
            throw new IllegalArgumentException(
                    "permissions of \"" + name + "\" are " + Integer.toOctalString(mode) + ", at most 7777 is allowed");
        }
        return new Entry(kind, name, linkTarget, size, content, modified, mode, stored);
    }

    /**
     * The same entry, but not to be compressed by the archive: for content that is compressed already, and for formats
     * that require it. It makes no difference in a tar. In a zip the size and the checksum have to come before such
     * content, so it is gathered first: see {@link Spool}.
     */
    public Entry stored() {
        return new Entry(kind, name, linkTarget, size, content, modified, permissions, true);
    }

    /** Returns its path in the archive; the name of a directory ends with a slash. */
    public String name() {
        return name;
    }

    /** Returns what it is: a file, a directory or a link. */
    public EntryKind kind() {
        return kind;
    }

    /**
     * Returns what a symbolic link points to, or the name of the entry that a hard link is another name for; otherwise
     * an empty text.
     */
    public String linkTarget() {
        return linkTarget;
    }

    /** Returns the size of the content in bytes, or -1 if it is not known in advance. */
    public long size() {
        return size;
    }

    /** Returns the source of the content; it writes nothing if the entry is not a file. */
    public PushSource content() {
        return content;
    }

    /** Returns the time of last modification. */
    public Instant modified() {
        return modified;
    }

    /** Returns the POSIX mode bits, 0 to 07777. */
    public int permissions() {
        return permissions;
    }

    @Override
    public String toString() {
        String rest = !linkTarget.isEmpty() ? " -> " + linkTarget : size < 0 ? "" : ", " + size + " bytes";
        return "Entry[" + name + rest + "]";
    }

    boolean isStored() {
        return stored;
    }

    /** Checks a name: one that can't be read back safely is not written either. */
    private static void checkName(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "entry name is empty, absolute or has a NUL character: \"" + name.replace('\0', '?') + "\"");
        }
        checkEncodable("entry name", name);
        if (("/" + name + "/").contains("/../")) {
            throw new IllegalArgumentException("entry name has a part \"..\": \"" + name + "\"");
        }
    }

    private static String withSlashAtEnd(String name) {
        return name.endsWith("/") ? name : name + "/";
    }

    /** Refuses a slash at the end, because the entry would be read back as a directory. */
    private static void checkNoSlashAtEnd(String name) {
        if (name.endsWith("/")) {
            throw new IllegalArgumentException("only a directory's name ends with a slash: \"" + name + "\"");
        }
    }

    private static void checkTarget(String name, String target) {
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("target of link \"" + name + "\" is empty or has a NUL character");
        }
        checkEncodable("target of link \"" + name + "\"", target);
    }

    private static void checkEncodable(String what, String text) {
        int point;
        for (int i = 0; i < text.length(); i += Character.charCount(point)) {
            point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(what + " has half a surrogate pair: \"" + text + "\"");
            }
        }
    }

    private static void writeNothing(OutputStream out) {}
}
