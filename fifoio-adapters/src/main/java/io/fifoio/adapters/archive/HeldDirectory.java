package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.Closing;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is held by the system's handle, relative to which its contents are opened by their last names:
 * whatever happens to the path meanwhile, this never leads anywhere else.
 */
final class HeldDirectory extends OpenDirectory {

    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final @Nullable HeldDirectory parent;
    private final Path path;
    private final SecureDirectoryStream<Path> held;
    private final BasicFileAttributes attributes;

    private HeldDirectory(
            @Nullable HeldDirectory parent,
            Path path,
            SecureDirectoryStream<Path> held,
            BasicFileAttributes attributes,
            String prefix) {
        super(held, prefix);
        this.parent = parent;
        this.path = path;
        this.held = held;
        this.attributes = attributes;
    }

    static HeldDirectory of(Path folder, SecureDirectoryStream<Path> stream) throws IOException {
        return of(null, folder, stream, null, "");
    }

    private static HeldDirectory of(
            @Nullable HeldDirectory parent,
            Path path,
            SecureDirectoryStream<Path> stream,
            @Nullable BasicFileAttributes seen,
            String prefix)
            throws IOException {
        try {
            BasicFileAttributes opened =
                    stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
            if (seen != null) {
                ensureSame(path, seen.fileKey(), opened.fileKey());
            }
            return new HeldDirectory(parent, path, stream, opened, prefix);
        } catch (Throwable failure) {
            Closing.closeAfter(failure, stream);
            throw failure;
        }
    }

    @Override
    HeldDirectory enter(Path directory, BasicFileAttributes seen) throws IOException {
        String prefix = nameOf(directory) + "/";
        return of(
                this,
                directory,
                named(directory, name -> held.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)),
                seen,
                prefix);
    }

    @Override
    BasicFileAttributes look(Path found) throws IOException {
        return named(
                found,
                name -> held.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes());
    }

    @Override
    InputStream read(Path file, BasicFileAttributes seen) throws IOException {
        return new HeldFile(() -> channel(file, seen));
    }

    private SeekableByteChannel channel(Path file, BasicFileAttributes seen) throws IOException {
        try {
            ensureStillFile(file, seen);
            SeekableByteChannel channel = named(file, name -> held.newByteChannel(name, TO_READ));
            try {
                ensureSame(file, seen.fileKey(), look(file).fileKey());
                return channel;
            } catch (Throwable failure) {
                Closing.closeAfter(failure, channel);
                throw failure;
            }
        } catch (ClosedDirectoryStreamException e) {
            // The walk has moved on and closed this directory.
            return with(reopened(), again -> again.channel(file, seen));
        }
    }

    /** Opens the same place again, starting from the folder. */
    private HeldDirectory reopened() throws IOException {
        return parent == null
                ? (HeldDirectory) of(path)
                : with(parent.reopened(), above -> above.enter(path, attributes));
    }

    @FunctionalInterface
    private interface Opening<T> {
        T from(HeldDirectory directory) throws IOException;
    }

    /** Opens something relative to a directory, which is then closed. */
    private static <T extends Closeable> T with(HeldDirectory directory, Opening<T> opening) throws IOException {
        T opened;
        try {
            opened = opening.from(directory);
        } catch (Throwable failure) {
            Closing.closeAfter(failure, directory);
            throw failure;
        }
        try {
            directory.close();
        } catch (Throwable failure) {
            Closing.closeAfter(failure, opened);
            throw failure;
        }
        return opened;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Path name) throws IOException;
    }

    /** Finds something by its last name, and reports failures with the whole path: the system only knows the name. */
    private static <T> T named(Path path, Use<T> use) throws IOException {
        try {
            return use.of(Objects.requireNonNull(path.getFileName()));
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(path.toString(), null, e.getReason());
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, e.getReason());
        } catch (NotDirectoryException e) {
            throw new NotDirectoryException(path.toString());
        } catch (IOException e) {
            String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
            IOException told = new FileSystemException(path.toString(), null, reason);
            told.initCause(e);
            throw told;
        }
    }
}
