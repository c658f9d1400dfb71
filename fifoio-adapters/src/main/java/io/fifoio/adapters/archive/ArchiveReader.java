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
 * Reads an archive, entry by entry, in the order in which they come; holds one header at a time.
 *
 * <pre>{@code
 * try (ArchiveReader reader = Tar.read(in)) {
 *     while (reader.next()) {
 *         index.add(reader.entry().name(), reader.entry().content());
 *     }
 * }
 * }</pre>
 *
 * <p>Whatever the bytes are, reading them gives entries or an {@code IOException}, and nothing else. For one thread at a
 * time.
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

    /** Left by an Error, behind which nobody knows where the archive was read on. */
    private boolean underWay;

    ArchiveReader(InputStream in, ArchiveLimits limits) {
        this.in = new ArchiveInput(in);
        this.limits = limits;
    }

    /**
     * Goes on to the next entry. What was not read of the one before is passed over, and checked as if it had been read.
     *
     * @return false at the archive's end, which was found in its place
     * @throws IOException if the archive is cut, damaged, of another format, or beyond a limit; and then at each further call
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
     * The entry that {@link #next} went to.
     *
     * @throws IllegalStateException if it went to none
     */
    public final ArchivedEntry entry() {
        if (current == null) {
            throw new IllegalStateException("there is no entry before next() has returned true");
        }
        return current;
    }

    /**
     * Extracts what is still to come into a folder, as {@link #extractTo(Path, Existing)} with {@link Existing#REFUSE}.
     */
    public final void extractTo(Path folder) throws IOException {
        extractTo(folder, Existing.REFUSE);
    }

    /**
     * Extracts what is still to come into a folder: all of it, or nothing. The entries are first written to a new folder
     * inside it, {@code .extracting-} and some digits, that only its owner can enter; when the archive has been read to its end, and nothing is in the
     * way, they are moved to their places. If anything fails before, the folder is as it was; one that was made is removed again, unless
     * others have put something there meanwhile. A failure of the file system while they are moved is told; what was moved is then
     * removed again, but for what took the place of something. If the process dies, the new folder stays.
     *
     * <p>Refused, with the name and the reason: names that are absolute, have a part {@code ..}, a backslash, a NUL character, more
     * than 255 parts, or begin with a drive letter, and on Windows those that it takes for a device or for another name; symbolic links that are absolute, lead out of the folder, have a {@code ..} behind
     * another part (where it leads depends on other links), lead through a link that was in the folder before, or through more than 40 links
     * one behind the other; hard links to anything but a file that this
     * archive has brought; whatever would be written through a link; devices and pipes; names that occur twice (see {@link Existing}), also where only the file
     * system takes them for the same.
     *
     * <p>Kept are names, contents, links, times of files, and permissions as far as they are harmless: {@code rwxr-xr-x} at most, no
     * set-user-ID and the like, and the owner may always read and write. A time before 1970 loses its fraction of a second; on a Unix, where Java
     * sets times in nanoseconds of 64 bits, one before 1677-09-21 or after 2262-04-11 becomes that day. Entries of the folder itself ({@code ./}) are skipped.
     *
     * <p>Holes of sparse files stay holes, which take no room on the disk, on a {@linkplain java.nio.file.FileSystems#getDefault default
     * file system} that has such; elsewhere zeros are written in their place.
     *
     * <p>Where another file system is mounted inside the folder, what belongs there is copied: hard links become files of their own
     * then, and holes zeros.
     *
     * <p>Memory grows with the entries that are moved one by one, as those at the top of the archive are, by about 60 bytes and the name for each:
     * a directory that is new to the folder is moved as a whole. It grows, too, with the directories, where the archive has symbolic links, and with the
     * places that these lead through, by about 200 bytes and the name for each. {@link ArchiveLimits#entries} bounds both.
     *
     * <p>Trusted are the file system and all who can write to the folder while this runs; the archive is not.
     *
     * @param folder made if it does not exist; not through a link at its end
     * @throws IOException also with the limit that was met; nothing is left of this archive then
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

    /** The next entry, made by {@link #entry}; null at the end. */
    abstract @Nullable ArchivedEntry readEntry() throws IOException;

    /**
     * Reads from the content of the current entry.
     *
     * @param length at least 1
     * @return how many bytes, at least 1; or -1 where it ended as it must
     */
    abstract int readContent(byte[] b, int off, int length) throws IOException;

    /** What comes next in the content of the current entry and is a hole, as many zeros; taken without a look at each. */
    long takeHole() {
        return 0;
    }

    /** Whether the current entry may have holes. */
    boolean isSparse() {
        return false;
    }

    /** Passes over the hole that comes next in the content of the current entry, and counts it; 0 where none does. */
    final long skipHole() throws IOException {
        ensureReadable();
        Content open = content;
        try {
            return open == null ? 0 : open.skipHole();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Who is to be told at the end what no entry has told in its turn. If some were read before, nobody is: they are not there. */
    final void tellAtEnd(@Nullable Listing told) {
        listing = entries == 0 ? told : null;
    }

    final @Nullable Listing listing() {
        return listing;
    }

    /** Counts a directory that is made, though only names of entries tell of it. */
    final void countDirectory() throws IOException {
        count("with the directories that only their names tell of, ");
    }

    private void count(String what) throws IOException {
        if (++entries > limits.entries()) {
            throw new IOException(
                    "the archive has more than " + limits.entries() + " entries, " + what + "the limit \"entries\"");
        }
    }

    /** Counts an entry, and checks all that is known of it before its content. */
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
                // Its checks matter, its bytes do not.
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
            throw new IOException("an earlier read of the archive failed with an Error, what follows can't be whole");
        }
    }

    /** Whatever a parser threw at bytes that make no sense. */
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
