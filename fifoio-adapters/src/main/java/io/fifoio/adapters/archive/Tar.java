package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tar archives. They are written in the PAX interchange format (POSIX.1-2001): names of any length in UTF-8, sizes
 * beyond 8 GiB, times truncated to 100 nanoseconds. They are read in that format, in the older formats of POSIX and V7,
 * and in those of GNU tar. Needs {@code org.apache.commons:commons-compress}, 1.26.1 or newer.
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
     * An archive of these entries, each of which is asked for and written when its turn comes. No content is held in
     * memory, except one of undeclared size that is not longer than 1 MiB (see {@link Spool#DEFAULT}).
     *
     * <p>If the content of a file does not match its declared size, the archive fails with an {@code IOException} that
     * names the entry and both sizes. The end of the archive is written only after the last entry has succeeded.
     *
     * <p>When the archive is written straight out, each content writes itself into it. When it is opened, the archive
     * itself needs no thread; but a content that is longer than 64 KiB or of unknown size, and is not a
     * {@link io.fifoio.adapters.StepwiseSource}, is written on a thread of its own while it is copied.
     *
     * @param entries asked for a new iterator each time the source is written or opened; one that can be iterated over
     *     only once must throw the second time, because otherwise a second opening would find nothing left. An iterator
     *     that is {@link AutoCloseable} is closed at the end, or when the archive fails or is given up. If an iterator
     *     throws an {@link java.io.UncheckedIOException}, the archive fails with its cause. For a directory on disk
     *     there is {@link Folder}. Names that have a backslash, or begin with a letter and a colon, are written
     *     unchanged, but are refused when they are {@linkplain ArchiveReader#extractTo(java.nio.file.Path) extracted}:
     *     give such entries {@linkplain Entry#name(String) another name}
     */
    public static PushSource of(Iterable<? extends Entry> entries) {
        return of(entries, Spool.DEFAULT);
    }

    /**
     * The same, with contents of unknown size kept in the given spool. For an iterator use
     * {@code of(() -> entries, spool).once()}.
     */
    public static PushSource of(Iterable<? extends Entry> entries, Spool spool) {
        CommonsCompress.ensureHere();
        return new ArchiveSource(
                Objects.requireNonNull(entries, "entries"), Objects.requireNonNull(spool, "spool"), TarWriter::new);
    }

    /**
     * The same for an iterator; writing or opening the archive a second time fails with an
     * {@link IllegalStateException}.
     */
    public static PushSource of(Iterator<? extends Entry> entries) {
        return of(EntriesOnce.of(entries)).once();
    }

    /**
     * The same for a stream, which is closed at the end, whether the archive succeeds or not; writing or opening the
     * archive a second time fails with an {@link IllegalStateException}.
     */
    public static PushSource of(Stream<? extends Entry> entries) {
        return of(EntriesOnce.of(entries)).once();
    }

    /** Reads an archive within {@link ArchiveLimits#DEFAULT}. */
    public static ArchiveReader read(InputStream in) {
        return read(in, ArchiveLimits.DEFAULT);
    }

    /**
     * Reads an archive. It must have an end, so a truncated archive is an error whenever anything before its first
     * block of zeros is lost; only zeros may follow the end. Headers must have the right checksum. Names that are not
     * UTF-8 are taken for ISO 8859-1. Archives of several volumes are refused, and so is everything that programs read
     * differently: for example a size of something that is not a file, a size or a name for all entries, two headers or
     * records for the same property of an entry, malformed numbers or numbers after a NUL, or a name prefix in a format
     * that has none.
     *
     * <p>Sparse files as GNU tar writes them, and those of less than 8 GiB as libarchive writes them, are read with
     * zeros in place of their holes. The zeros take no byte of the archive but count in full against each limit, even
     * if they are skipped or stay holes in an extracted file. So an archive of a few KiB may deliver as much as the
     * limits allow: if you read archives of unknown origin into something that has no holes, set
     * {@link ArchiveLimits#ratio} or lower limits. Sparse files of other kinds are refused.
     *
     * @param in read in pieces of up to 64 KiB, to its end; closed by closing the reader
     */
    public static ArchiveReader read(InputStream in, ArchiveLimits limits) {
        CommonsCompress.ensureHere();
        return new TarReader(Objects.requireNonNull(in, "in"), Objects.requireNonNull(limits, "limits"));
    }
}
