package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.Closing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory known by its path, for file systems that offer nothing better. Another directory or a link may take its
 * place at any time, so what was opened by the path is accepted only if the path still leads into the folder
 * afterwards.
 */
final class NamedDirectory extends OpenDirectory {

    private final Path path;

    /** The real path of the folder where the walk began. */
    private final Path inside;

    private NamedDirectory(Path path, DirectoryStream<Path> stream, Path inside, String prefix) {
        super(stream, prefix);
        this.path = path;
        this.inside = inside;
    }

    static NamedDirectory of(Path folder, DirectoryStream<Path> stream) throws IOException {
        try {
            return new NamedDirectory(folder, stream, folder.toRealPath(), "");
        } catch (Throwable failure) {
            Closing.closeAfter(failure, stream);
            throw failure;
        }
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // closed with the directory
    NamedDirectory enter(Path directory, BasicFileAttributes seen) throws IOException {
        String prefix = nameOf(directory) + "/";
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        try {
            ensureInside(directory);
            ensureSame(directory, seen.fileKey(), look(directory).fileKey());
            return new NamedDirectory(directory, stream, inside, prefix);
        } catch (Throwable failure) {
            Closing.closeAfter(failure, stream);
            throw failure;
        }
    }

    @Override
    BasicFileAttributes look(Path found) throws IOException {
        return Files.readAttributes(found, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    InputStream read(Path file, BasicFileAttributes seen) throws IOException {
        ensureStillFile(file, seen);
        InputStream in = opened(file);
        try {
            ensureInside(path);
            ensureSame(file, seen.fileKey(), look(file).fileKey());
            return in;
        } catch (Throwable failure) {
            Closing.closeAfter(failure, in);
            throw failure;
        }
    }

    private static InputStream opened(Path file) throws IOException {
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException e) {
            return Files.newInputStream(file); // in a zip there are no links to follow
        }
    }

    private void ensureInside(Path directory) throws IOException {
        if (!directory.toRealPath().startsWith(inside)) {
            throw new IOException(directory + " was replaced by a link out of the folder while it was archived");
        }
    }
}
