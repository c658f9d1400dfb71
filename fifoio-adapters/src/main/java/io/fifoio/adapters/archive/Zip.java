package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Zip archives (PKWARE APPNOTE 6.3.10), written and read as streams. Needs {@code org.apache.commons:commons-compress},
 * 1.26.1 or newer.
 *
 * <p>Names are in UTF-8; times are truncated to the second (outside of 1901 to 2038 to 100 nanoseconds); permissions
 * and symbolic links are written as Info-ZIP does. Contents are deflated, except for those of
 * {@link Entry#stored() stored} entries. Zip64 is used if an entry or the archive is larger than 4 GiB, or if there are
 * 65,535 entries or more.
 */
public final class Zip {

    private Zip() {}

    /**
     * An archive of these entries, each of which is asked for and written when its turn comes. Sizes need not be
     * declared, but a declared size must be matched. The directory that ends the archive is kept in memory: about 600
     * bytes and the name for each entry, so 100,000 entries need more than a heap of 64 MiB. A tar keeps nothing.
     *
     * <p>Fails with an {@code IOException} for hard links, for names with a backslash, and for names of more than
     * 65,535 bytes. Everything else is as for {@link Tar#of(Iterable)}.
     */
    public static PushSource of(Iterable<? extends Entry> entries) {
        return of(entries, Spool.DEFAULT);
    }

    /**
     * The same, with contents that are stored, and so have to be measured first, kept in the given spool. For an
     * iterator use {@code of(() -> entries, spool).once()}.
     */
    public static PushSource of(Iterable<? extends Entry> entries, Spool spool) {
        CommonsCompress.ensureHere();
        return new ArchiveSource(
                Objects.requireNonNull(entries, "entries"), Objects.requireNonNull(spool, "spool"), ZipWriter::new);
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
     * Reads an archive as a stream, from its first entry on. Each content is checked against its checksum and sizes,
     * and at the end the archive's directory against the entries that came; so a truncated or damaged archive is an
     * error, and so are bytes before, between or after the entries, and an archive in which programs that start from
     * the directory would find something else.
     *
     * <p>While it is read as a stream, a zip does not tell the permissions of an entry, nor that an entry is a symbolic
     * link, unless it was written by {@link #of} or by another writer that says so before the content. If you read
     * entry by entry, such a file has default permissions, and such a link appears as a file whose content is the
     * link's target; that turns out at the end of the archive and is an error there. Extracting the whole archive with
     * {@link ArchiveReader#extractTo(java.nio.file.Path)} corrects both at the end, unless a name occurs twice or the
     * archive has said it before the content of some entries.
     *
     * <p>Refused are encrypted entries; compression other than deflate; names with a NUL character; names that have a
     * second name in UTF-8 beside them which differs in more than the characters that the first encoding lacks;
     * directories with content; and contents that are stored with their size after them, because a stream can't tell
     * where they end.
     *
     * @param in read in pieces of up to 64 KiB, to its end; closed by closing the reader
     */
    public static ArchiveReader read(InputStream in, ArchiveLimits limits) {
        CommonsCompress.ensureHere();
        return new ZipReader(Objects.requireNonNull(in, "in"), Objects.requireNonNull(limits, "limits"));
    }
}
