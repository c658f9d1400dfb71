package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.inner.Closing;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a {@link Folder}. An archive made of the folder takes care of its walks; if you walk yourself and do
 * not go on to the end, close the walk: it holds up to 255 open directories. A failure of the file system is an
 * {@link UncheckedIOException}, and ends the walk. For one thread at a time; blocks as the file system does.
 */
public final class FolderWalk implements Iterator<Entry>, Closeable {

    private final Folder folder;
    /** The open directories; used instead of recursion. */
    private final Deque<OpenDirectory> open = new ArrayDeque<>();

    private boolean begun;
    private boolean over;
    private boolean failed;
    private @Nullable Entry next;

    /**
     * The directory whose entry has been handed out and which has not been opened yet: handling that entry may take
     * long.
     */
    private @Nullable Entered entered;

    private record Entered(Path path, BasicFileAttributes attributes) {}

    FolderWalk(Folder folder) {
        this.folder = folder;
    }

    /**
     * Whether there is another entry; looks for it.
     *
     * @throws IllegalStateException after a failure
     */
    @Override
    public boolean hasNext() {
        if (failed) {
            throw new IllegalStateException("the walk through " + folder.path() + " has failed before");
        }
        if (next == null && !over) {
            try {
                next = found();
                over = next == null;
            } catch (IOException e) {
                closeAfter(e);
                throw new UncheckedIOException(e);
            } catch (Throwable e) {
                closeAfter(e);
                throw e;
            }
        }
        return next != null;
    }

    private void closeAfter(Throwable failure) {
        failed = true;
        Closing.closeAfter(failure, this);
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry given = Objects.requireNonNull(next);
        next = null;
        return given;
    }

    private @Nullable Entry found() throws IOException {
        if (!begun) {
            begun = true;
            open.push(OpenDirectory.of(folder.path()));
        } else if (entered != null) {
            Entered told = entered;
            entered = null;
            open.push(open.element().enter(told.path, told.attributes));
        }
        while (!open.isEmpty()) {
            OpenDirectory directory = open.element();
            Path path = directory.next();
            if (path == null) {
                open.pop().close();
            } else if (!folder.excludes(path)) {
                Entry entry = entry(directory, path);
                if (entry != null) {
                    return folder.mapped(entry);
                }
            }
        }
        return null;
    }

    private @Nullable Entry entry(OpenDirectory directory, Path path) throws IOException {
        BasicFileAttributes attributes = directory.look(path);
        if (attributes.isOther()) { // asked first: a junction of Windows is a directory as well
            if (folder.excludesSpecialFiles()) {
                return null;
            }
            throw new IOException(path + " is not a file, directory or symbolic link; Folder.excludingSpecialFiles()"
                    + " leaves such things out");
        }
        if (open.size() > EntryPath.MOST_PARTS) {
            throw new IOException(path + " lies deeper than the " + EntryPath.MOST_PARTS
                    + " directories that an archive's reader follows");
        }
        String name = directory.nameOf(path);
        try {
            Entry entry = entry(directory, path, name, attributes)
                    .modified(attributes.lastModifiedTime().toInstant());
            int mode = Permissions.of(path, attributes);
            return mode < 0 ? entry : entry.permissions(mode);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " can't be archived: " + e.getMessage(), e);
        }
    }

    private Entry entry(OpenDirectory directory, Path path, String name, BasicFileAttributes attributes)
            throws IOException {
        if (attributes.isSymbolicLink()) {
            // Read by path, because there is no other way. That it still is the same link is checked together with its
            // permissions.
            return Entry.symbolicLink(name, FileNames.of(Files.readSymbolicLink(path), path));
        }
        if (attributes.isDirectory()) {
            entered = new Entered(path, attributes);
            return Entry.directory(name);
        }
        return Entry.file(name, attributes.size(), PushSource.from(() -> directory.read(path, attributes)));
    }

    /** Ends the walk and closes the directories that are open. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        over = true;
        next = null;
        AutoCloseable[] innermostFirst = open.toArray(AutoCloseable[]::new);
        open.clear();
        Closing.closeAll(innermostFirst);
    }
}
