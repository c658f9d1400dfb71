package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive entry by entry, in the order of the entries in the archive; holds one header at a time.
 *
 * <pre>{@code
 * try (ArchiveReader reader = Tar.read(in)) {
 *     while (reader.next()) {
 *         index.add(reader.entry().name(), reader.entry().content());
 *     }
 * }
 * }</pre>
 *
 * <p>Whatever the bytes are, reading them yields entries or an {@code IOException}, and nothing else. For one thread at
 * a time.
 */
public abstract sealed class ArchiveReader implements Closeable permits TarReader, ZipReader {

    final ArchiveInput in;
    final ArchiveLimits limits;

    private final byte[] passedOver = new byte[8192];
    private @Nullable ArchivedEntry current;
    private @Nullable Content content;
    private @Nullable IOException failure;
    private @Nullable Listing listing;
    private long entries;
    private long total;
    private boolean ended;
    private boolean closed;

    /** Stays set after an Error, because nobody knows then up to where the archive has been read. */
    private boolean underWay;

    ArchiveReader(InputStream in, ArchiveLimits limits) {
        this.in = new ArchiveInput(in);
        this.limits = limits;
    }

    /**
     * Moves to the next entry. The unread part of the present one is skipped, and checked as if it had been read.
     *
     * @return false at the end of the archive, once that has been checked
     * @throws IOException if the archive is truncated, damaged, of another format, or exceeds a limit; once thrown,
     *     every further call throws again
     */
    public final boolean next() throws IOException {
        ensureReadable();
        if (ended) {
            return false;
        }
        current = null;
        underWay = true;
        try {
            passOver();
            current = readEntry();
            underWay = false;
        } catch (IOException | RuntimeException e) {
            throw failed(e);
        }
        ended = current == null;
        return !ended;
    }

    /**
     * Returns the entry that {@link #next} has moved to.
     *
     * @throws IllegalStateException if there is none
     */
    public final ArchivedEntry entry() {
        if (current == null) {
            throw new IllegalStateException("there is no entry before next() has returned true");
        }
        return current;
    }

    /**
     * Extracts the remaining entries into a folder, as {@link #extractTo(Path, Existing)} does with
     * {@link Existing#REFUSE}.
     */
    public final void extractTo(Path folder) throws IOException {
        extractTo(folder, Existing.REFUSE);
    }

    /**
     * Extracts the remaining entries into a folder: either all of them or none. The entries are first written to a new
     * folder inside it, called {@code .extracting-} and some digits, which only its owner can enter. When the archive
     * has been read to its end and nothing is in the way, they are moved to their places. If anything fails before
     * that, the folder is left as it was; a folder that was made for the extraction is removed again, unless others
     * have put something into it meanwhile. If the file system fails while entries are being moved, this throws, and
     * whatever was moved is removed again, except for what has replaced something. If the process dies, the new folder
     * stays.
     *
     * <p>The following are refused, with a message that has the name and the reason: names that are absolute, have a
     * part {@code ..}, a backslash, a NUL character or more than 255 parts, or begin with a drive letter; on Windows
     * also names that it takes for a device or for another name; symbolic links that are absolute, lead out of the
     * folder, have a {@code ..} after another part (where it leads depends on other links), lead through a link that
     * was in the folder before, or through a chain of more than 40 links; hard links to anything but a file that this
     * archive has brought; anything that would be written through a link; devices and pipes; and names that occur twice
     * (see {@link Existing}), even if only the file system considers them the same.
     *
     * <p>Names, contents, links and the times of files are kept, and so are permissions as far as they are harmless:
     * {@code rwxr-xr-x} at most, no set-user-ID and the like; and the owner may always read and write. A time before
     * 1970 loses its fraction of a second; on Unix, where Java sets times as 64-bit nanoseconds, a time before
     * 1677-09-21 or after 2262-04-11 becomes that day. Entries of the folder itself ({@code ./}) are skipped.
     *
     * <p>Holes of sparse files stay holes, which take no room on the disk, on a {@linkplain
     * java.nio.file.FileSystems#getDefault default file system} that supports holes; elsewhere zeros are written in
     * their place.
     *
     * <p>If another file system is mounted inside the folder, the entries that belong there are copied: their hard
     * links become separate files, and their holes zeros.
     *
     * <p>Memory grows by about 60 bytes and the name for each entry that is moved by itself, as those at the top level
     * of the archive are; a directory that is new to the folder is moved as a whole. If the archive has symbolic links,
     * memory also grows by about 200 bytes and the name for each directory and for each place that the links lead
     * through. {@link ArchiveLimits#entries} bounds both.
     *
     * <p>The file system, and everybody who can write to the folder while this runs, are trusted; the archive is not.
     *
     * @param folder made if it does not exist, but not through a symbolic link in its place
     * @throws IOException if the archive can't be read or extracted, or exceeds a limit; nothing of it is left then
     */
    public final void extractTo(Path folder, Existing existing) throws IOException {
        Extraction.run(this, Objects.requireNonNull(folder, "folder"), Objects.requireNonNull(existing, "existing"));
    }

    /** Closes the stream that the archive is read from. */
    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }

    /** Returns the next entry, made by {@link #entry}; null at the end. */
    abstract @Nullable ArchivedEntry readEntry() throws IOException;

    /**
     * Reads from the content of the current entry.
     *
     * @param length at least 1
     * @return how many bytes, at least 1; or -1 if the content has ended as it must
     */
    abstract int readContent(byte[] b, int off, int length) throws IOException;

    /**
     * Takes the hole that comes next in the content of the current entry and returns its length, without reading each
     * zero.
     */
    long takeHole() {
        return 0;
    }

    /** Whether the current entry may have holes. */
    boolean isSparse() {
        return false;
    }

    /**
     * Skips the hole that comes next in the content of the current entry, and counts it against the limits; returns 0
     * if there is none.
     */
    final long skipHole() throws IOException {
        ensureReadable();
        Content open = content;
        try {
            return open == null ? 0 : open.skipHole();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Sets who is to be told, at the end, what the entries themselves did not say. If entries were read before, nobody
     * is told, because those are not in the listing.
     */
    final void tellAtEnd(@Nullable Listing told) {
        listing = entries == 0 ? told : null;
    }

    final @Nullable Listing listing() {
        return listing;
    }

    /** Counts a directory that is made only because the names of entries contain it. */
    final void countDirectory() throws IOException {
        count("with the directories that only their names tell of, ");
    }

    private void count(String what) throws IOException {
        if (++entries > limits.entries()) {
            throw new IOException(
                    "the archive has more than " + limits.entries() + " entries, " + what + "the limit \"entries\"");
        }
    }

    /** Counts an entry, and checks everything that is known about it before its content. */
    final ArchivedEntry entry(
            EntryKind kind, String name, String linkTarget, long size, @Nullable Instant modified, int permissions)
            throws IOException {
        count("");
        checkLength("name", name);
        checkLength("link target", linkTarget);
        if (size > limits.entrySize()) {
            throw tooLarge(name, size + " bytes");
        }
        if (size > limits.totalSize() - total) {
            throw totalTooLarge();
        }
        Content opened = new Content(name);
        content = opened;
        return new ArchivedEntry(
                kind,
                name,
                linkTarget,
                size,
                modified == null ? Instant.EPOCH : modified,
                permissions < 0 ? kind.permissions() : permissions & 07777,
                opened);
    }

    final void checkLength(String what, String text) throws IOException {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > limits.nameLength()) {
            throw new IOException("a " + what + " has " + length + " bytes, the limit \"nameLength\" is "
                    + limits.nameLength() + ": " + Names.shown(text));
        }
    }

    private IOException tooLarge(String name, String size) {
        return new IOException(
                "entry " + Names.shown(name) + " has " + size + ", the limit \"entrySize\" is " + limits.entrySize());
    }

    private IOException totalTooLarge() {
        return new IOException(
                "the entries have more than " + limits.totalSize() + " bytes of content, the limit \"totalSize\"");
    }

    private void passOver() throws IOException {
        Content open = content;
        if (open != null) {
            while (open.skipHole() > 0 || open.take(passedOver, 0, passedOver.length) >= 0) {
                // The content is read for its checks; its bytes do not matter.
            }
            content = null;
        }
    }

    private void ensureReadable() throws IOException {
        if (closed) {
            throw new IOException("the archive is closed");
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (underWay) {
            throw new IOException(
                    "an earlier read of the archive failed with an Error, so what follows can't be complete");
        }
    }

    /** Makes an {@code IOException} of whatever a parser threw for bytes that make no sense, and remembers it. */
    private IOException failed(Exception thrown) {
        IOException told = thrown instanceof IOException checked
                ? checked
                : new IOException("the archive is damaged before byte " + in.position() + ": " + thrown, thrown);
        failure = told;
        return told;
    }

    /** The content of the current entry, and of no other. */
    private final class Content extends InputByBlocks {

        private final String name;
        private long read;
        private boolean whole;

        Content(String name) {
            this.name = name;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            Objects.checkFromIndexSize(off, len, b.length);
            ensureReadable();
            if (content != this) {
                throw new IOException("the archive was read on, beyond the entry " + Names.shown(name));
            }
            if (len == 0) {
                return 0;
            }
            underWay = true;
            try {
                int count = take(b, off, len);
                underWay = false;
                return count;
            } catch (IOException | RuntimeException e) {
                throw failed(e);
            }
        }

        private int take(byte[] b, int off, int len) throws IOException {
            if (whole) {
                return -1;
            }
            int count = readContent(b, off, len);
            if (count < 0) {
                whole = true;
                return -1;
            }
            count(count);
            return count;
        }

        long skipHole() throws IOException {
            long zeros = takeHole();
            count(zeros);
            return zeros;
        }

        private void count(long count) throws IOException {
            read += count;
            total += count;
            if (read > limits.entrySize()) {
                throw tooLarge(name, "more bytes than allowed");
            }
            if (total > limits.totalSize()) {
                throw totalTooLarge();
            }
            if (total / limits.ratio() >= in.position() && total > limits.ratio() * in.position()) {
                throw new IOException("the entries have " + total + " bytes of content after " + in.position()
                        + " bytes of the archive, the limit \"ratio\" is " + limits.ratio());
            }
        }
    }
}
