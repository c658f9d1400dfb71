package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders with everything in them. */
final class Trees {

    private Trees() {}

    /** Deletes a folder if it is there, without following links. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Something to do with a path. */
    @FunctionalInterface
    interface Visit {
        void to(Path child) throws IOException;
    }

    /**
     * Visits the contents of a folder one by one: there may be a million. If a visit removes something, others may be
     * overlooked.
     *
     * @return whether there was anything
     */
    static boolean visit(Path directory, Visit visit) throws IOException {
        boolean any = false;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path child : stream) {
                any = true;
                visit.to(child);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return any;
    }
}
