package io.fifoio.adapters.archive;

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
 * A directory held by the system's handle on it, from which what is in it is found by its last name: whatever becomes of the
 * path meanwhile, that leads nowhere else.
 */
final class HeldDirectory extends OpenDirectory {

    private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final @Nullable HeldDirectory parent;
    private final Path path;
    private final SecureDirectoryStream<Path> held;

    HeldDirectory(@Nullable HeldDirectory parent, Path path, SecureDirectoryStream<Path> held, String prefix) {
        super(held, prefix);
        this.parent = parent;
        this.path = path;
        this.held = held;
    }

    @Override
    HeldDirectory enter(Path directory) throws IOException {
        String prefix = nameOf(directory) + "/";
        return new HeldDirectory(
                this,
                directory,
                named(directory, name -> held.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)),
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
            SeekableByteChannel channel = named(file, name -> held.newByteChannel(name, TO_READ));
            try {
                ensureSame(file, seen.fileKey(), look(file).fileKey());
                return channel;
            } catch (Throwable failure) {
                channel.close();
                throw failure;
            }
        } catch (ClosedDirectoryStreamException e) {
            // The walk has gone on.
            try (HeldDirectory again = reopened()) {
                return again.channel(file, seen);
            }
        }
    }

    /** The same place, found again from the folder down. */
    private HeldDirectory reopened() throws IOException {
        if (parent == null) {
            return (HeldDirectory) of(path);
        }
        try (HeldDirectory above = parent.reopened()) {
            return above.enter(path);
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Path name) throws IOException;
    }

    /** Finds something by its last name, and tells failures with the whole path: the system knows no more than the name. */
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
