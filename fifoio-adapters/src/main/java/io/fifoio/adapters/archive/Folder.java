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
 * <p>Names are relative to the folder, which has no entry itself, with {@code /} between their parts; a directory stands before
 * what is in it, and what is in one directory comes in the order in which the file system lists it, which is none in particular.
 * Kept are files, directories, symbolic links as links (none is followed), times of last modification, and permissions with
 * set-user-ID, set-group-ID and sticky bit, as far as the file system has them. Owners, access lists and holes are not; a file of
 * several names becomes several files.
 *
 * <p>Each iteration walks the folder anew, as far as entries are asked for, and opens no file: its entry does when its content is
 * written, in steps that need no thread. Open at one time are the directories on the way to where the walk is: directories
 * may be nested 255 deep, which is as deep as {@link ArchiveReader#extractTo(Path) extraction} goes. Nothing else grows with the folder.
 *
 * <p>Failures of the walk are an {@code IOException} where an archive is made of it, and name the path: what can't be read, what
 * vanishes or is replaced by something else under way, sockets, pipes and devices (see {@link #excludingSpecialFiles()}), names and
 * targets of links that are no Unicode, or on Unix no UTF-8. A file that has grown or shrunk since its size was read fails the
 * archive, as any {@linkplain Entry#file(String, long, io.fifoio.adapters.PushSource) content} that does not meet its size. One that
 * is overwritten in its place, and is as long as before, is not noticed: it is whatever its bytes were when they were read. Nor is a
 * file that was removed, where the system has given its number to another.
 *
 * <p>A link that takes the place of a directory or file during the walk does not lead out of the folder: no name, size or content
 * from elsewhere gets into the archive. Where the file system has {@link java.nio.file.SecureDirectoryStream}, as on Linux, that
 * holds against a process that changes places all the time, but for the text of a link, which can be asked for by path
 * only; elsewhere places are looked at again after they were opened, and such a process may find the moment between.
 *
 * <p>An archive that is written into the folder itself has to be {@linkplain #excluding excluded} from it. What extraction refuses or
 * drops (links that lead out, set-user-ID bits) is archived all the same. So are names that are ordinary on Unix and mean something else on
 * Windows, with a backslash or with a letter and a colon at the beginning ({@code a\x2db.slice}, {@code B::Deparse.3pm}): {@linkplain
 * ArchiveReader#extractTo(Path) extraction} refuses an archive that has such a name, on every system. Whoever has them {@linkplain #excluding leaves them out},
 * or {@linkplain #mapping gives them others}; below another name, as {@code "release-1/"}, such a colon is refused on Windows only.
 *
 * <p>Immutable. Who iterates over it otherwise than by an archive closes the {@linkplain FolderWalk walk}, unless it goes on to its end;
 * entries stay valid when it is over.
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
     * @throws NotDirectoryException if it is no directory
     * @throws IOException if it can't be looked at
     */
    public static Folder of(Path folder) throws IOException {
        if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
        return new Folder(folder, path -> false, false, UnaryOperator.identity());
    }

    /**
     * The same without some of it, and without what is in a directory that is left out. {@code excluding(path ->
     * path.endsWith("target"))}
     *
     * @param excluded given each path, which begins with that of the folder, before anything else is asked about it
     */
    public Folder excluding(Predicate<? super Path> excluded) {
        Objects.requireNonNull(excluded, "excluded");
        return new Folder(path, this.excluded.or(excluded), withoutSpecialFiles, mapping);
    }

    /**
     * The same without what an archive can't hold, which is a failure else: sockets, pipes, devices, and on Windows junctions and
     * other places that are neither file, directory nor link.
     */
    public Folder excludingSpecialFiles() {
        return new Folder(path, excluded, true, mapping);
    }

    /**
     * The same with other entries for its own: with their names below another, for one: {@code mapping(entry ->
     * entry.name("release-1/" + entry.name()))}
     *
     * @param mapping given each entry as it comes, and after other mappings; never returns null
     */
    public Folder mapping(UnaryOperator<Entry> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return new Folder(
                path,
                excluded,
                withoutSpecialFiles,
                entry -> mapping.apply(Objects.requireNonNull(this.mapping.apply(entry), "entry")));
    }

    /** A new walk, which opens the folder when it is first asked for an entry. */
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
