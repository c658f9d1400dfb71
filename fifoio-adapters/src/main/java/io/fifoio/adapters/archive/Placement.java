package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Moves what was extracted to its places in the folder; looks at all of them before it moves the first. */
final class Placement {

    private final Path staging;
    private final Path folder;
    private final Existing existing;
    private final List<Path> moved = new ArrayList<>();

    Placement(Path staging, Path folder, Existing existing) {
        this.staging = staging;
        this.folder = folder;
        this.existing = existing;
    }

    /** @param links the parts of the names that symbolic links were made for */
    void place(List<List<String>> links) throws IOException {
        for (List<String> link : links) {
            checkLink(link);
        }
        merge(staging, folder, false);
        try {
            merge(staging, folder, true);
        } catch (Throwable failure) {
            for (Path path : moved) {
                try {
                    Trees.delete(path);
                } catch (IOException | RuntimeException second) {
                    failure.addSuppressed(second);
                }
            }
            throw failure;
        }
    }

    /** Where a link of the archive leads through one that was there before, nobody knows whether it stays inside. */
    private void checkLink(List<String> link) throws IOException {
        Path path = resolve(staging, link);
        if (!Files.isSymbolicLink(path)) {
            return; // a later entry took its place
        }
        List<String> reached =
                EntryPath.target(link, Files.readSymbolicLink(path).toString());
        for (int length = 1; length <= reached.size(); length++) {
            List<String> on = reached.subList(0, length);
            if (Files.isSymbolicLink(resolve(folder, on))
                    && !Files.exists(resolve(staging, on), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("the link " + Names.shown(String.join("/", link))
                        + " is not extracted: it leads through the link " + resolve(folder, on)
                        + ", which was there before");
            }
        }
    }

    private static Path resolve(Path start, List<String> parts) {
        Path path = start;
        for (String part : parts) {
            path = path.resolve(part);
        }
        return path;
    }

    private void merge(Path from, Path to, boolean move) throws IOException {
        for (Path child : children(from)) {
            Path target = to.resolve(child.getFileName());
            boolean brings = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                if (move) {
                    Files.move(child, target);
                    moved.add(target);
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
                Files.move(child, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** All at once: what is moved away meanwhile must not disturb the walk. */
    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }
}
