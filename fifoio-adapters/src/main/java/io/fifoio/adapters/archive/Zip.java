package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Zip archives (PKWARE APPNOTE 6.3.10), written and read as streams. Needs {@code org.apache.commons:commons-compress}, 1.26.1 or
 * newer.
 *
 * <p>Names are in UTF-8, times to the second (outside of 1901 to 2038 to 100 nanoseconds), permissions and symbolic links as Info-ZIP keeps them. Contents
 * are deflated, those of {@link Entry#stored() stored} entries not; zip64 is used where an entry or the archive is larger than 4 GiB, or has
 * 65,535 entries or more.
 */
public final class Zip {

    private Zip() {}

    /**
     * An archive of these entries, each asked for and written when its turn comes. Sizes need not be declared, those that are must be
     * met. What is kept in memory is the directory that stands at the archive's end: about
     * 600 bytes and the name for each entry, so 100,000 entries take more than a heap of 64 MiB has. A tar keeps none.
     *
     * <p>Fails with an {@code IOException} for hard links, for names with a backslash, and for names of more than 65,535 bytes.
     * All else is as for {@link Tar#of(Iterable)}.
     */
    public static PushSource of(Iterable<? extends Entry> entries) {
        return of(entries, Spool.DEFAULT);
    }

    /**
     * The same, where contents that are stored, and so must be measured first, wait in this spool; of an iterator {@code of(() ->
     * entries, spool).once()}.
     */
    public static PushSource of(Iterable<? extends Entry> entries, Spool spool) {
        CommonsCompress.ensureHere();
        return new ArchiveSource(
                Objects.requireNonNull(entries, "entries"), Objects.requireNonNull(spool, "spool"), ZipWriter::new);
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
     * Reads an archive as a stream, from its first entry on. Each content is checked against its checksum and sizes, and at the
     * end the archive's directory against the entries that came; so a cut or damaged archive is an error, as are bytes
     * before, between or behind, and an archive in which readers that begin with the directory would find something else.
     *
     * <p>What a stream can't know: permissions, and that an entry is a symbolic link, unless the archive was written by
     * {@link #of} or another writer that tells so before the content. Who reads one entry after the other meets such a file with default
     * permissions, and such a link as a file with the link's target as its content, which is an error at the archive's end, where it comes
     * out. Extracting the whole archive with {@link ArchiveReader#extractTo(java.nio.file.Path)} puts both right at the end, unless
     * a name occurs twice or the archive tells of some entries beforehand.
     *
     * <p>Refused: encrypted entries, compression other than deflate, names with a NUL character, or with another in UTF-8 beside
     * them that differs in more than what their encoding lacks, directories with content, and contents that are stored with their
     * size behind them, as their end can't be told from a stream.
     *
     * @param in read in pieces of up to 64 KiB, to its end; closed by closing the reader
     */
    public static ArchiveReader read(InputStream in, ArchiveLimits limits) {
        CommonsCompress.ensureHere();
        return new ZipReader(Objects.requireNonNull(in, "in"), Objects.requireNonNull(limits, "limits"));
    }
}
