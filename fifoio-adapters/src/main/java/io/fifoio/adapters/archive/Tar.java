package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Tar archives in the PAX interchange format (POSIX.1-2001): names of any length in UTF-8, sizes beyond 8 GiB, times to
 * 100 nanoseconds, cut off there. Needs {@code org.apache.commons:commons-compress}.
 */
public final class Tar {

    /** 20 blocks of 512 bytes, the record size that tar has by default. */
    private static final int RECORD = 20 * 512;

    private Tar() {}

    /**
     * An archive of these entries, each asked for and written when its turn comes; none is held in memory.
     *
     * <p>A file whose content does not meet its declared size fails the archive with an {@code IOException} that names
     * the entry and both sizes. The archive's end is written only after the last entry went well.
     *
     * @param entries asked for a new iterator each time the source is written or opened; one that can be iterated over
     *     only once must throw the second time, or a second opening would find nothing left
     */
    public static PushSource of(Iterable<? extends Entry> entries) {
        Objects.requireNonNull(entries, "entries");
        return out -> write(out, entries);
    }

    private static void write(OutputStream out, Iterable<? extends Entry> entries) throws Exception {
        // Not closed where an entry fails: closing would write the archive's end, and it holds only memory.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, RECORD, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (Entry entry : entries) {
            tar.putArchiveEntry(header(entry));
            EntryOutputStream content = new EntryOutputStream(entry, tar);
            entry.content().writeTo(content);
            content.checkSize();
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
    }

    private static TarArchiveEntry header(Entry entry) {
        TarArchiveEntry header = new TarArchiveEntry(entry.name(), typeFlag(entry.kind()), true);
        header.setSize(entry.size());
        header.setMode(entry.permissions());
        header.setLastModifiedTime(FileTime.from(entry.modified()));
        header.setLinkName(entry.linkTarget());
        return header;
    }

    private static byte typeFlag(Entry.Kind kind) {
        return switch (kind) {
            case FILE -> TarConstants.LF_NORMAL;
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
        };
    }

    /** Where an entry's content is written: no further than its declared size, and {@code close()} is a flush. */
    private static final class EntryOutputStream extends OutputStream {

        private final Entry entry;
        private final TarArchiveOutputStream tar;
        private long written;
        private @Nullable IOException tooLong;

        EntryOutputStream(Entry entry, TarArchiveOutputStream tar) {
            this.entry = entry;
            this.tar = tar;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, b.length);
            if (len > entry.size() - written) {
                tooLong = new IOException("entry \"" + entry.name() + "\": declared " + entry.size()
                        + " bytes, its content has at least " + (written + len));
                throw tooLong;
            }
            tar.write(b, off, len);
            written += len;
        }

        @Override
        public void flush() throws IOException {
            tar.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }

        void checkSize() throws IOException {
            if (tooLong != null) {
                // Thrown before, and swallowed: java.io.PrintStream does that.
                throw tooLong;
            }
            if (written != entry.size()) {
                throw new IOException("entry \"" + entry.name() + "\": declared " + entry.size()
                        + " bytes, its content ended after " + written);
            }
        }
    }
}
