package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tar archives. Written in the PAX interchange format (POSIX.1-2001): names of any length in UTF-8, sizes beyond 8 GiB, times to
 * 100 nanoseconds, cut off there. Read in that format, the older ones of POSIX and V7, and those of GNU tar. Needs {@code
 * org.apache.commons:commons-compress}, 1.26.1 or newer.
 *
 * <pre>{@code
 * PushSource archive = Tar.of(reports).through(GZIPOutputStream::new);
 * PushSource backup = Tar.of(Folder.of(home)).through(GZIPOutputStream::new);
 *
 * try (ArchiveReader reader = Tar.read(new GZIPInputStream(in))) {
 *     reader.extractTo(folder);
 * }
 * }</pre>
 */
public final class Tar {

    private Tar() {}

    /**
     * An archive of these entries, each asked for and written when its turn comes; none is held in memory, but for a content
     * whose size is neither declared nor longer than 1 MiB (see {@link Spool#DEFAULT}).
     *
     * <p>A file whose content does not meet its declared size fails the archive with an {@code IOException} that names
     * the entry and both sizes. The archive's end is written only after the last entry went well.
     *
     * <p>Written straight out, each content writes itself into the archive. Opened, the archive needs no thread; a content
     * that is longer than 64 KiB or of unknown size, and is no {@link io.fifoio.adapters.StepwiseSource}, is written by a
     * thread of its own while it is copied.
     *
     * @param entries asked for a new iterator each time the source is written or opened; one that can be iterated over
     *     only once must throw the second time, or a second opening would find nothing left. An iterator that is {@link
     *     AutoCloseable} is closed at the end, or when the archive fails or is given up. One that throws an {@link
     *     java.io.UncheckedIOException} fails the archive with its cause. For a directory on disk there is {@link Folder}.
     *     Names that have a backslash, or begin with a letter and a colon, are written as they are, and refused where they are
     *     {@linkplain ArchiveReader#extractTo(java.nio.file.Path) extracted}: give such entries {@linkplain Entry#name(String) another name}
     */
    public static PushSource of(Iterable<? extends Entry> entries) {
        return of(entries, Spool.DEFAULT);
    }

    /** The same, where contents of unknown size wait in this spool; of an iterator {@code of(() -> entries, spool).once()}. */
    public static PushSource of(Iterable<? extends Entry> entries, Spool spool) {
        CommonsCompress.ensureHere();
        return new ArchiveSource(
                Objects.requireNonNull(entries, "entries"), Objects.requireNonNull(spool, "spool"), TarWriter::new);
    }

    /** The same of an iterator; writing or opening a second time fails with an {@link IllegalStateException}. */
    public static PushSource of(Iterator<? extends Entry> entries) {
        return of(EntriesOnce.of(entries)).once();
    }

    /**
     * The same of a stream, which is closed at the end, well or not; writing or opening a second time fails with an {@link
     * IllegalStateException}.
     */
    public static PushSource of(Stream<? extends Entry> entries) {
        return of(EntriesOnce.of(entries)).once();
    }

    /** Reads an archive within {@link ArchiveLimits#DEFAULT}. */
    public static ArchiveReader read(InputStream in) {
        return read(in, ArchiveLimits.DEFAULT);
    }

    /**
     * Reads an archive. Its end must be there, so a cut archive is an error wherever something of it is lost, which is up to its first
     * block of zeros; after the end only zeros may follow. Headers must have the right checksum. Names that are not UTF-8 are taken for
     * ISO 8859-1. Archives of several volumes are refused, and what readers differ about, as a size of what is no file, a size or a name
     * for all entries, two headers or records that tell the same of one entry, numbers that are none or stand behind a NUL, a prefix of
     * the name in a format that has none.
     *
     * <p>Sparse files, as GNU tar writes them, and libarchive those of less than 8 GiB, are read with their holes as zeros: these cost no byte of the
     * archive, and count in full against each limit, also where they are passed over, or stay holes in a file that is
     * extracted. So an archive of a few KiB may give all that the limits allow: who reads contents of unknown origin into
     * something that has no holes sets {@link ArchiveLimits#ratio} or lower limits. Sparse files of other kinds are refused.
     *
     * @param in read in pieces of up to 64 KiB, to its end; closed by closing the reader
     */
    public static ArchiveReader read(InputStream in, ArchiveLimits limits) {
        CommonsCompress.ensureHere();
        return new TarReader(Objects.requireNonNull(in, "in"), Objects.requireNonNull(limits, "limits"));
    }
}
