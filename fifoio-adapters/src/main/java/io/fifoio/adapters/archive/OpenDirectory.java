package io.fifoio.adapters.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory of a walk: its contents, without following links. */
abstract sealed class OpenDirectory implements Closeable permits HeldDirectory, NamedDirectory {

    private final DirectoryStream<Path> stream;
    private final Iterator<Path> children;

    /** What the names of its entries begin with: empty, or ending with a slash. */
    private final String prefix;

    OpenDirectory(DirectoryStream<Path> stream, String prefix) {
        this.stream = stream;
        this.children = stream.iterator();
        this.prefix = prefix;
    }

    /** Opens the folder where a walk begins; if that is a link, it is the caller's and is followed. */
    @SuppressWarnings("StreamResourceLeak") // closed with the directory
    static OpenDirectory of(Path folder) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        return stream instanceof SecureDirectoryStream<Path> secure
                ? HeldDirectory.of(folder, secure)
                : NamedDirectory.of(folder, stream);
    }

    /** Returns the next path in it, or null. */
    final @Nullable Path next() throws IOException {
        try {
            return children.hasNext() ? children.next() : null;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Returns the name of the entry for a path in it. */
    final String nameOf(Path path) throws IOException {
        return prefix + FileNames.of(Objects.requireNonNull(path.getFileName()), path);
    }

    /**
     * Opens a directory in it.
     *
     * @param seen what was there when it was looked at
     */
    abstract OpenDirectory enter(Path path, BasicFileAttributes seen) throws IOException;

    abstract BasicFileAttributes look(Path path) throws IOException;

    /**
     * Opens a file in it, even after this was closed.
     *
     * @param seen what was there when it was looked at
     */
    abstract InputStream read(Path path, BasicFileAttributes seen) throws IOException;

    /**
     * Checks, before a file is opened, that it still is one: opening a pipe that was put in its place would wait for a
     * writer, and nobody could end that. If a pipe is put there in the moment after this check, that still happens.
     */
    final void ensureStillFile(Path path, BasicFileAttributes seen) throws IOException {
        BasicFileAttributes now = look(path);
        ensureSame(path, seen.fileKey(), now.fileKey());
        if (!now.isRegularFile()) {
            throw replaced(path);
        }
    }

    /** Fails if the thing at a path is not the same as before. */
    static void ensureSame(Path path, @Nullable Object seen, @Nullable Object now) throws IOException {
        if (!Objects.equals(seen, now)) {
            throw replaced(path);
        }
    }

    private static IOException replaced(Path path) {
        return new IOException(path + " was replaced while it was archived");
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
