package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All that is in a folder, as the entries of an archive:
 *
 * <pre>{@code
 * Tar.of(Folder.of(path)).through(GZIPOutputStream::new).open()
 * }</pre>
 *
 * <p>Names are relative to the folder, which has no entry of its own, and have {@code /} between their parts. A
 * directory comes before what is in it; the contents of a directory come in the order in which the file system lists
 * them, which is unspecified. Files, directories and symbolic links (which are kept as links; none is followed) are
 * archived with their times of last modification and, as far as the file system has them, their permissions, including
 * set-user-ID, set-group-ID and sticky bits. Owners, access lists and holes are not kept, and a file with several names
 * becomes several files.
 *
 * <p>Each iteration walks the folder anew, only as far as entries are asked for. It opens no file: a file is opened
 * when the content of its entry is written, in steps that need no thread. Only the directories on the way to the
 * present place are open at a time; they may be nested 255 deep, which is as deep as
 * {@link ArchiveReader#extractTo(Path) extraction} goes. Nothing else grows with the folder.
 *
 * <p>When an archive is made of it, a failure of the walk is an {@code IOException} that names the path: something
 * can't be read, vanishes or is replaced by something else meanwhile, is a socket, pipe or device (see
 * {@link #excludingSpecialFiles()}), or has a name or link target that is not Unicode, or on Unix not UTF-8. A file
 * that has grown or shrunk since its size was read makes the archive fail, as any {@linkplain Entry#file(String, long,
 * io.fifoio.adapters.PushSource) content} does that does not match its size. A file that is overwritten in place with
 * as many bytes is not noticed: the archive gets whatever its bytes were when they were read. Nor is it noticed if a
 * file is removed and the system gives its inode number to another.
 *
 * <p>If a link takes the place of a directory or file during the walk, it does not lead out of the folder: no name,
 * size or content from elsewhere gets into the archive. On file systems that have
 * {@link java.nio.file.SecureDirectoryStream}, as on Linux, this holds even against a process that keeps swapping
 * things, except for the text of a link, which can only be read by path. Elsewhere each place is checked again after it
 * was opened, and such a process may hit the moment in between.
 *
 * <p>If the archive is written into the folder itself, {@linkplain #excluding exclude} it. Whatever extraction refuses
 * or drops (links that lead out, set-user-ID bits) is archived all the same. So are names that are ordinary on Unix but
 * mean something else on Windows, with a backslash or with a letter and a colon at the beginning ({@code a\x2db.slice},
 * {@code B::Deparse.3pm}): {@linkplain ArchiveReader#extractTo(Path) extraction} refuses an archive with such a name,
 * on every system. If you have such names, {@linkplain #excluding leave them out} or {@linkplain #mapping change them};
 * below another name, such as {@code "release-1/"}, such a colon is refused on Windows only.
 *
 * <p>Immutable. If you iterate over it yourself, close the {@linkplain FolderWalk walk} unless you go on to its end;
 * its entries stay valid after that.
 */
public final class Folder implements Iterable<Entry> {

    private final Path path;
    private final Predicate<Path> excluded;
    private final boolean withoutSpecialFiles;
    private final UnaryOperator<Entry> mapping;

    private Folder(Path path, Predicate<Path> excluded, boolean withoutSpecialFiles, UnaryOperator<Entry> mapping) {
        this.path = path;
        this.excluded = excluded;
        this.withoutSpecialFiles = withoutSpecialFiles;
        this.mapping = mapping;
    }

    /**
     * All that is in this folder whenever it is iterated over.
     *
     * @param folder a directory, or a link to one
     * @throws NoSuchFileException if it does not exist now; later that is a failure of the walk
     * @throws NotDirectoryException if it is not a directory
     * @throws IOException if its attributes can't be read
     */
    public static Folder of(Path folder) throws IOException {
        if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
        return new Folder(folder, path -> false, false, UnaryOperator.identity());
    }

    /**
     * The same without the paths for which a predicate is true; what is in an excluded directory is left out too.
     * {@code excluding(path -> path.endsWith("target"))}
     *
     * @param excluded given each path, which begins with the path of the folder, before anything else is done with it
     */
    public Folder excluding(Predicate<? super Path> excluded) {
        Objects.requireNonNull(excluded, "excluded");
        return new Folder(path, this.excluded.or(excluded), withoutSpecialFiles, mapping);
    }

    /**
     * The same without whatever an archive can't hold and what would otherwise be a failure: sockets, pipes, devices,
     * and on Windows junctions and other things that are neither file, directory nor link.
     */
    public Folder excludingSpecialFiles() {
        return new Folder(path, excluded, true, mapping);
    }

    /**
     * The same with each entry replaced by another one, for example to put all names below a common one: {@code
     * mapping(entry -> entry.name("release-1/" + entry.name()))}
     *
     * @param mapping given each entry as it comes, after any earlier mappings; must not return null
     */
    public Folder mapping(UnaryOperator<Entry> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return new Folder(
                path,
                excluded,
                withoutSpecialFiles,
                entry -> mapping.apply(Objects.requireNonNull(this.mapping.apply(entry), "entry")));
    }

    /** Returns a new walk, which opens the folder when it is first asked for an entry. */
    @Override
    public FolderWalk iterator() {
        return new FolderWalk(this);
    }

    Path path() {
        return path;
    }

    boolean excludes(Path found) {
        return excluded.test(found);
    }

    boolean excludesSpecialFiles() {
        return withoutSpecialFiles;
    }

    Entry mapped(Entry entry) {
        return Objects.requireNonNull(mapping.apply(entry), "entry");
    }

    @Override
    public String toString() {
        return "Folder[" + path + "]";
    }
}
