package io.fifoio.adapters.archive;

/**
 * Limits for reading an archive, so that a small hostile one can't fill memory or disk. Immutable. An archive that
 * exceeds a limit is an {@code IOException} that names the limit.
 *
 * <p>The holes of a sparse file in a tar are read as zeros and count as such, although they take no byte of the archive
 * and, when extracted to a file system that has holes, no room on the disk (see {@link
 * ArchiveReader#extractTo(java.nio.file.Path, Existing)}).
 *
 * <p>In addition to these limits, the headers of one entry may take 1 MiB in a tar, and the map of a sparse file as
 * much; in a zip the format limits them.
 */
public final class ArchiveLimits {

    /** 1,000,000 entries, of 16 GiB each, 64 GiB together, at any ratio, with names of 4,096 bytes. */
    public static final ArchiveLimits DEFAULT =
            new ArchiveLimits(1_000_000, 16L << 30, 64L << 30, Long.MAX_VALUE, 4096);

    private final long entries;
    private final long entrySize;
    private final long totalSize;
    private final long ratio;
    private final int nameLength;

    private ArchiveLimits(long entries, long entrySize, long totalSize, long ratio, int nameLength) {
        this.entries = entries;
        this.entrySize = entrySize;
        this.totalSize = totalSize;
        this.ratio = ratio;
        this.nameLength = nameLength;
    }

    /**
     * The same, but at most this many entries of any kind. When they are extracted, a directory that has no entry of
     * its own, and is made because the name of another entry contains it, counts as an entry.
     */
    public ArchiveLimits entries(long most) {
        return new ArchiveLimits(notNegative("entries", most), entrySize, totalSize, ratio, nameLength);
    }

    /** The same, but at most this many bytes of content in one entry, decompressed. */
    public ArchiveLimits entrySize(long most) {
        return new ArchiveLimits(entries, notNegative("entrySize", most), totalSize, ratio, nameLength);
    }

    /**
     * The same, but at most this many bytes of content in all entries together, decompressed, whether they are read or
     * skipped.
     */
    public ArchiveLimits totalSize(long most) {
        return new ArchiveLimits(entries, entrySize, notNegative("totalSize", most), ratio, nameLength);
    }

    /**
     * The same, but at most this many bytes of content, in all entries together, for each byte of the archive. Honest
     * text seldom exceeds 50; a zip can reach 1032. A tar does not compress its contents, and whatever decompresses the
     * tar has limits of its own; but a sparse file, such as a disk image, may consist almost entirely of holes, at any
     * ratio.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public ArchiveLimits ratio(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("limit ratio is " + most + ", must be at least 1");
        }
        return new ArchiveLimits(entries, entrySize, totalSize, most, nameLength);
    }

    /** The same, but names and link targets have at most this many bytes in UTF-8. */
    public ArchiveLimits nameLength(int most) {
        return new ArchiveLimits(entries, entrySize, totalSize, ratio, (int) notNegative("nameLength", most));
    }

    private static long notNegative(String limit, long most) {
        if (most < 0) {
            throw new IllegalArgumentException("limit " + limit + " is " + most + ", must not be negative");
        }
        return most;
    }

    long entries() {
        return entries;
    }

    long entrySize() {
        return entrySize;
    }

    long totalSize() {
        return totalSize;
    }

    long ratio() {
        return ratio;
    }

    int nameLength() {
        return nameLength;
    }

    @Override
    public String toString() {
        return "ArchiveLimits[entries " + entries + ", entrySize " + entrySize + ", totalSize " + totalSize
                + (ratio == Long.MAX_VALUE ? "" : ", ratio " + ratio) + ", nameLength " + nameLength + "]";
    }
}
