package io.fifoio.examples.archive;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.stream.Stream;

/** A folder on disk as a tar archive, made while it is read; links as links. */
final class Folder {

    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final String name;
    private final Path excluded;

    /**
     * @param excluded a file that is not archived: the database that the archive goes into
     * @throws IOException if the folder's name is not UTF-8, and would be mistaken for another
     */
    Folder(Path root, Path excluded) throws IOException {
        this.root = root;
        this.name = FileNames.of(root);
        this.excluded = excluded;
    }

    /** Its path as it stands on disk, whatever the locale makes of it. */
    String name() {
        return name;
    }

    Path path() {
        return root;
    }

    /** Counts what is there now; it may have changed by the time it is archived. */
    Extent extent() throws IOException {
        Tally tally = new Tally();
        try (Stream<Found> found = walk()) {
            found.forEach(tally::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return tally.extent();
    }

    /** A path with its attributes, read once: what two looks see may differ. */
    private record Found(Path path, BasicFileAttributes attributes, boolean skipped) {}

    private static final class Tally {

        private long files;
        private long bytes;
        private long directories;
        private long links;
        private long skipped;

        void add(Found found) {
            if (found.skipped) {
                skipped++;
            } else if (found.attributes.isSymbolicLink()) {
                links++;
            } else if (found.attributes.isDirectory()) {
                directories++;
            } else {
                files++;
                bytes += found.attributes.size();
            }
        }

        Extent extent() {
            return new Extent(files, bytes, directories, links, skipped);
        }
    }

    /** Receives the row of each regular file once its content is written. */
    @FunctionalInterface
    interface Rows {
        void add(ManifestRow row) throws Exception;
    }

    /** What the tar is given to iterate over can't be iterated over again; it is walked anew each time it is written. */
    @SuppressWarnings("StreamToIterable")
    PushSource asTar(Rows rows, Progress progress) {
        return out -> {
            FileContents contents = new FileContents(rows, progress);
            try (Stream<Found> found = walk()) {
                Stream<Entry> entries = found.filter(item -> !item.skipped).map(item -> entry(item, contents));
                Tar.of((Iterable<Entry>) entries::iterator).writeTo(out);
            }
        };
    }

    /** For the caller to close. */
    @SuppressWarnings("StreamResourceLeak")
    private Stream<Found> walk() throws IOException {
        return Files.walk(root).skip(1).map(this::look);
    }

    private Found look(Path path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Found(path, attributes, attributes.isOther() || path.equals(excluded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Entry entry(Found found, FileContents contents) {
        Path path = found.path;
        BasicFileAttributes attributes = found.attributes;
        try {
            Instant modified = attributes.lastModifiedTime().toInstant();
            String name = FileNames.relative(root, path);
            Entry entry;
            if (attributes.isSymbolicLink()) {
                entry = Entry.symbolicLink(name, FileNames.of(Files.readSymbolicLink(path)));
            } else if (attributes.isDirectory()) {
                entry = Entry.directory(name);
            } else {
                long size = attributes.size();
                entry = Entry.file(name, size, out -> contents.write(path, name, size, modified, out));
            }
            return withPermissions(entry.modified(modified), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry withPermissions(Entry entry, Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return entry;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return entry.permissions(mode & 07777);
    }

    /** Copies files one after the other, through one buffer. */
    private static final class FileContents {

        private final byte[] buffer = new byte[BUFFER];
        private final Rows rows;
        private final Progress progress;

        FileContents(Rows rows, Progress progress) {
            this.rows = rows;
            this.progress = progress;
        }

        void write(Path path, String name, long size, Instant modified, OutputStream out) throws Exception {
            MessageDigest digest = sha256();
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                int count;
                while ((count = in.read(buffer)) > 0) {
                    digest.update(buffer, 0, count);
                    out.write(buffer, 0, count);
                    progress.bytes(count);
                }
            }
            rows.add(new ManifestRow(name, size, modified, digest.digest()));
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
