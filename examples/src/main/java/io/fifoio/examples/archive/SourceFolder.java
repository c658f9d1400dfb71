package io.fifoio.examples.archive;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Taps;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.EntryKind;
import io.fifoio.adapters.archive.Folder;
import io.fifoio.adapters.archive.Tar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The folder to be archived, whose files are noted on their way into the archive. A file that shrinks, grows or
 * vanishes while it is read, or whose name is not UTF-8, fails the run with its name; pipes, sockets and devices are
 * skipped and counted.
 */
final class SourceFolder {

    private final Path root;
    private final String name;
    private final Path excluded;

    /**
     * @param excluded a file that is not archived: the database that the archive goes into
     * @throws IOException if the folder's name is not UTF-8, and would be mistaken for another
     */
    SourceFolder(Path root, Path excluded) throws IOException {
        this.root = root;
        this.name = FileNames.of(root);
        this.excluded = excluded;
    }

    /** Returns its path as it is on disk, whatever the locale makes of it. */
    String name() {
        return name;
    }

    Path path() {
        return root;
    }

    private Folder archivedOf(Folder folder) {
        return folder.excluding(excluded::equals).excludingSpecialFiles();
    }

    /** Counts what is there now; it may have changed by the time it is archived. */
    Extent extent() throws IOException {
        Tally tally = new Tally();
        Folder all = Folder.of(root).excluding(tally::passes);
        try {
            archivedOf(all).forEach(tally::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return tally.extent();
    }

    private static final class Tally {

        private long found;
        private long files;
        private long bytes;
        private long directories;
        private long links;

        /** Leaves nothing out, but notes what is left out after it. */
        boolean passes(Path path) {
            found++;
            return false;
        }

        void add(Entry entry) {
            if (entry.kind() == EntryKind.FILE) {
                files++;
                bytes += entry.size();
            } else if (entry.kind() == EntryKind.DIRECTORY) {
                directories++;
            } else {
                links++;
            }
        }

        Extent extent() {
            return new Extent(files, bytes, directories, links, found - files - directories - links);
        }
    }

    /** Receives the row of each regular file once its content is written. */
    @FunctionalInterface
    interface Rows {
        void add(ManifestRow row) throws Exception;
    }

    PushSource asTar(Rows rows, Progress progress) throws IOException {
        Folder noted = archivedOf(Folder.of(root))
                .mapping(entry -> entry.kind() == EntryKind.FILE ? entry.content(noted(entry, rows, progress)) : entry);
        return out ->
                Tar.of(noted).writeTo(out); // in one go: another thread reads and compresses while this one stores
    }

    private static PushSource noted(Entry file, Rows rows, Progress progress) {
        return file.content()
                .through(progress.showing())
                .through(Taps.digest(
                        "SHA-256",
                        sha256 -> rows.add(new ManifestRow(file.name(), file.size(), file.modified(), sha256))));
    }
}
