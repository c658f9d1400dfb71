package io.fifoio.adapters.archive;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes entries into a new folder beside which nothing of the archive exists. */
final class Extraction implements Listing {

    private static final int BUFFER = 64 * 1024;

    /** The permissions that Python's "data" filter of tarfile (PEP 706) allows. */
    private static final int HARMLESS = 0755;

    /** The longest target of a link, in bytes; no system accepts as long a one. */
    static final int LONGEST_TARGET = 1 << 16;

    /** In 1677; the first whole second that fits into a long of nanoseconds. */
    private static final long EARLIEST_SECOND = Long.MIN_VALUE / 1_000_000_000;

    private static final int OF_OWNER_IN_FILE = 0600;
    private static final int OF_OWNER_IN_DIRECTORY = 0700;

    private final ArchiveReader reader;
    private final Path root;
    private final Existing existing;
    private final boolean onWindows;

    /** Whether files can be written at any position: other file systems may not be able to do that. */
    private final boolean onDisk;

    private final byte[] buffer = new byte[BUFFER];
    private List<String> lastParent = List.of();
    private Path lastDirectory;
    private boolean links;
    private boolean replaced;

    private Extraction(ArchiveReader reader, Path root, Existing existing) {
        this.reader = reader;
        this.root = root;
        this.existing = existing;
        this.lastDirectory = root;
        this.onDisk = root.getFileSystem() == FileSystems.getDefault();
        this.onWindows = root.getFileSystem().getSeparator().equals("\\");
    }

    /** Extracts all of the archive into the folder, or nothing. */
    static void run(ArchiveReader reader, Path folder, Existing existing) throws IOException {
        boolean made = make(folder);
        Path staging = null;
        try {
            Path real = folder.toRealPath();
            staging = Files.createTempDirectory(real, ".extracting-");
            Extraction extraction = new Extraction(reader, staging, existing);
            reader.tellAtEnd(extraction);
            while (reader.next()) {
                extraction.extract(reader.entry());
            }
            new Placement(staging, real, existing).place(extraction.links);
            Files.delete(staging);
        } catch (Throwable failure) {
            remove(staging, failure);
            if (made) {
                removeIfEmpty(folder, failure);
            }
            throw failure;
        } finally {
            reader.tellAtEnd(null);
        }
    }

    /**
     * Makes the folder and returns whether it did not exist: another extraction may make the same folder at the same
     * time.
     */
    private static boolean make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return false;
        }
        try {
            Files.createDirectory(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(folder)) {
                return false;
            }
            throw e;
        }
    }

    /** Removes the folder, unless others have put something into it meanwhile. */
    private static void removeIfEmpty(Path folder, Throwable failure) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException theirs) {
            // Then it stays.
        } catch (IOException | RuntimeException second) {
            Failures.suppress(failure, second);
        }
    }

    private static void remove(@Nullable Path tree, Throwable failure) {
        try {
            if (tree != null) {
                Trees.delete(tree);
            }
        } catch (IOException | RuntimeException second) {
            Failures.suppress(failure, second);
        }
    }

    private void extract(ArchivedEntry entry) throws IOException {
        try {
            List<String> parts = EntryPath.parts(entry.name());
            if (!parts.isEmpty()) {
                checkNames(entry, parts);
                extract(entry, parts);
            } else if (entry.kind() != EntryKind.DIRECTORY) {
                throw new IOException(Names.shown(entry.name()) + " is not extracted: it names the folder itself");
            }
        } catch (InvalidPathException e) {
            throw notForThisSystem(entry.name(), e);
        }
    }

    private static IOException notForThisSystem(String name, InvalidPathException e) {
        return new IOException(
                "the name " + Names.shown(name)
                        + " is not extracted: the file system can't hold it, or what it links to, " + e.getReason(),
                e);
    }

    private void checkNames(ArchivedEntry entry, List<String> parts) throws IOException {
        if (onWindows) {
            for (String part : parts) {
                String refused = WindowsNames.refused(part);
                if (refused != null) {
                    throw new IOException("the name " + Names.shown(entry.name()) + " is not extracted: " + refused);
                }
            }
        }
    }

    private void extract(ArchivedEntry entry, List<String> parts) throws IOException {
        Path path = parent(parts, true).resolve(parts.get(parts.size() - 1));
        switch (entry.kind()) {
            case DIRECTORY -> {
                if (!isThere(path, parts)) {
                    Files.createDirectory(path);
                }
                Permissions.set(path, (entry.permissions() & HARMLESS) | OF_OWNER_IN_DIRECTORY);
            }
            case FILE -> {
                write(entry, path);
                Permissions.set(path, (entry.permissions() & HARMLESS) | OF_OWNER_IN_FILE);
                Files.setLastModifiedTime(path, time(entry.modified()));
            }
            case SYMBOLIC_LINK -> {
                EntryPath.checkTarget(parts, entry.linkTarget());
                Path target = root.getFileSystem().getPath(entry.linkTarget());
                makeRoom(path, entry);
                link(entry.name(), () -> Files.createSymbolicLink(path, target));
                links = true;
            }
            case HARD_LINK -> {
                Path target = file(path, entry);
                makeRoom(path, entry);
                link(entry.name(), () -> Files.createLink(path, target));
            }
            case OTHER ->
                throw new IOException(
                        Names.shown(entry.name()) + " is not extracted: it is not a file, directory or link");
        }
    }

    /**
     * Returns a time that the JDK can set on Unix: it sets 1970 for a time before 1970 with a fraction, and for one
     * that a long of nanoseconds can't hold.
     */
    private static FileTime time(Instant modified) {
        if (!modified.isBefore(Instant.EPOCH)) {
            return FileTime.from(modified);
        }
        return FileTime.from(Math.max(modified.getEpochSecond(), EARLIEST_SECOND), TimeUnit.SECONDS);
    }

    /** Returns the file that a hard link is another name for. */
    private Path file(Path path, ArchivedEntry entry) throws IOException {
        List<String> parts = EntryPath.parts(entry.linkTarget());
        Path target = parts.isEmpty() ? root : parent(parts, false).resolve(parts.get(parts.size() - 1));
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) || target.equals(path)) {
            throw new IOException("the link " + Names.shown(entry.name()) + " to " + Names.shown(entry.linkTarget())
                    + " is not extracted: the archive has brought no such file before it");
        }
        return target;
    }

    private static void link(String name, Linking linking) throws IOException {
        try {
            linking.run();
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "the link " + Names.shown(name) + " is not extracted: the file system has no such links", e);
        }
    }

    /** Returns the directory that contains a path of these parts, reached without following a link. */
    private Path parent(List<String> parts, boolean make) throws IOException {
        List<String> parents = parts.subList(0, parts.size() - 1);
        if (!parents.equals(lastParent)) {
            Path directory = root;
            for (String part : parents) {
                directory = directory.resolve(part);
                if (!isThere(directory, parts)) {
                    if (!make) {
                        throw new IOException("no earlier entry has made " + Names.shown(String.join("/", parts)));
                    }
                    reader.countDirectory();
                    Files.createDirectory(directory);
                }
            }
            // Directories are never removed again, so this one need not be checked for the next entry.
            lastParent = List.copyOf(parents);
            lastDirectory = directory;
        }
        return lastDirectory;
    }

    /** Whether the directory exists; it is a failure if something else is in its place. */
    private static boolean isThere(Path directory, List<String> parts) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(Names.shown(String.join("/", parts)) + " is not extracted: an earlier entry has made "
                    + Names.shown(String.valueOf(directory.getFileName()))
                    + (Files.isSymbolicLink(directory) ? " a link" : " a file") + ", no directory");
        }
        return false;
    }

    private void makeRoom(Path path, ArchivedEntry entry) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (existing == Existing.REFUSE || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    Names.shown(entry.name())
                            + " is not extracted: an earlier entry has that name, or one that the file system takes for the same");
        }
        Files.delete(path);
        replaced = true;
    }

    private void write(ArchivedEntry entry, Path path) throws IOException {
        if (onDisk && reader.isSparse()) {
            writeSparse(entry, path);
            return;
        }
        InputStream content = entry.content();
        try (OutputStream out = create(entry, path, Files::newOutputStream, CREATE_NEW, WRITE)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    /** Keeps the holes of a file as holes; otherwise a small archive could fill the disk. */
    private void writeSparse(ArchivedEntry entry, Path path) throws IOException {
        InputStream content = entry.content();
        try (SparseFile file =
                new SparseFile(path, create(entry, path, Files::newByteChannel, CREATE_NEW, WRITE, SPARSE))) {
            int count = 0;
            while (count >= 0) {
                file.skip(reader.skipHole());
                count = content.read(buffer);
                if (count > 0) {
                    file.write(buffer, count);
                }
            }
            file.endAt(entry.size());
        }
    }

    /** Creates the file. Usually nothing is in the way, so this is checked only if creating it fails. */
    private <T> T create(ArchivedEntry entry, Path path, Opening<T> opening, OpenOption... options) throws IOException {
        try {
            return opening.open(path, options);
        } catch (FileAlreadyExistsException e) {
            makeRoom(path, entry);
            return opening.open(path, options);
        }
    }

    @Override
    public void permissions(String name, int permissions) throws IOException {
        Path path = extracted(EntryPath.parts(name));
        if (path == null) {
            return;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Permissions.set(path, (permissions & HARMLESS) | OF_OWNER_IN_DIRECTORY);
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Permissions.set(path, (permissions & HARMLESS) | OF_OWNER_IN_FILE);
        }
    }

    @Override
    public boolean link(String name) throws IOException {
        List<String> parts = EntryPath.parts(name);
        Path path = extracted(parts);
        if (path == null || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String told = Names.ofZip(readTarget(path, name));
        reader.checkLength("link target", told);
        EntryPath.checkTarget(parts, told);
        try {
            Path target = root.getFileSystem().getPath(told);
            Files.delete(path);
            link(name, () -> Files.createSymbolicLink(path, target));
        } catch (InvalidPathException e) {
            throw notForThisSystem(name, e);
        }
        links = true;
        return true;
    }

    private static byte[] readTarget(Path path, String name) throws IOException {
        if (Files.size(path) > LONGEST_TARGET) {
            throw new IOException(
                    "the target of the link " + Names.shown(name) + " is longer than " + LONGEST_TARGET + " bytes");
        }
        return Files.readAllBytes(path);
    }

    /**
     * Finds what has this name, without following links. Returns null if there is nothing, or if it may belong to
     * another entry that has taken its place.
     */
    private @Nullable Path extracted(List<String> parts) {
        if (replaced || parts.isEmpty()) {
            return null;
        }
        try {
            return find(parts);
        } catch (InvalidPathException notForThisSystem) {
            return null; // so no entry had it
        }
    }

    private @Nullable Path find(List<String> parts) {
        List<String> parents = parts.subList(0, parts.size() - 1);
        if (!parents.equals(lastParent)) {
            Path directory = root;
            for (String part : parents) {
                directory = directory.resolve(part);
                if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                    return null;
                }
            }
            lastParent = List.copyOf(parents);
            lastDirectory = directory;
        }
        return lastDirectory.resolve(parts.get(parts.size() - 1));
    }

    @FunctionalInterface
    private interface Opening<T> {
        T open(Path path, OpenOption... options) throws IOException;
    }

    @FunctionalInterface
    private interface Linking {
        void run() throws IOException;
    }
}
