package io.fifoio.adapters.archive;

import io.fifoio.adapters.inner.Failures;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moves what was extracted to its places in the folder; checks all places before it moves anything. */
final class Placement {

    private final Path staging;
    private final Path folder;
    private final Existing existing;

    /**
     * The names that were moved, by their directory: there may be a million, and a path would contain that of its
     * directory.
     */
    private final Map<Path, List<String>> moved = new HashMap<>();

    private final Moving moving;

    Placement(Path staging, Path folder, Existing existing) {
        this(staging, folder, existing, Files::move);
    }

    /** @param moving as {@link Files#move} */
    Placement(Path staging, Path folder, Existing existing, Moving moving) {
        this.staging = staging;
        this.folder = folder;
        this.existing = existing;
        this.moving = moving;
    }

    @FunctionalInterface
    interface Moving {
        void move(Path from, Path to, CopyOption... options) throws IOException;
    }

    /** @param links whether there are symbolic ones */
    void place(boolean links) throws IOException {
        if (links) {
            new LinkCheck(staging, folder).run();
        }
        merge(staging, folder, false);
        try {
            merge(staging, folder, true);
        } catch (Throwable failure) {
            moved.forEach((directory, names) -> names.forEach(name -> remove(directory.resolve(name), failure)));
            throw failure;
        }
    }

    private static void remove(Path path, Throwable failure) {
        try {
            Trees.delete(path);
        } catch (IOException | RuntimeException second) {
            Failures.suppress(failure, second);
        }
    }

    private void merge(Path from, Path to, boolean move) throws IOException {
        boolean more = true;
        while (more) {
            // Lists again after moving: removing something can make a file system overlook what comes after it.
            more = Trees.visit(from, child -> mergeOne(child, to, move)) && move;
        }
    }

    private void mergeOne(Path child, Path to, boolean move) throws IOException {
        Path target = to.resolve(child.getFileName());
        boolean brings = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (move) {
                moveNew(child, to, target);
            }
        } else if (brings && Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            merge(child, target, move);
            if (move) {
                Files.delete(child);
            }
        } else if (brings || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    "not extracted: " + target + " exists, and " + (brings ? "is no directory" : "is a directory"));
        } else if (existing == Existing.REFUSE) {
            throw new IOException("not extracted: " + target + " exists");
        } else if (move) {
            moving.move(child, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void moveNew(Path child, Path to, Path target) throws IOException {
        try {
            moving.move(child, target);
            remember(to, child);
        } catch (DirectoryNotEmptyException onAnotherFileSystem) {
            // Another file system is mounted inside the folder, and a directory can be moved there only if it is empty.
            Files.createDirectory(target);
            remember(to, child);
            Permissions.copy(child, target);
            merge(child, target, true);
            Files.delete(child);
        }
    }

    private void remember(Path to, Path child) {
        moved.computeIfAbsent(to, directory -> new ArrayList<>())
                .add(child.getFileName().toString());
    }
}
