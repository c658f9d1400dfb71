package io.fifoio.adapters.archive;

import java.io.IOException;
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

    /** @param links whether there are symbolic ones */
    void place(boolean links) throws IOException {
        if (links) {
            new LinkCheck(staging, folder).run();
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

    private void merge(Path from, Path to, boolean move) throws IOException {
        for (Path child : Trees.children(from)) {
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
}
