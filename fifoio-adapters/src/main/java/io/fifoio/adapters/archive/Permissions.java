package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Permissions of files, as POSIX mode bits. */
final class Permissions {

    /** Beginning with the lowest bit of a mode. */
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private static final int ALL = 07777;

    private Permissions() {}

    /**
     * Returns the permissions of what is at a path, without following a link.
     *
     * @param seen what was there when it was looked at
     * @return -1 if the file system has none
     * @throws IOException also if something else is there now
     */
    static int of(Path path, BasicFileAttributes seen) throws IOException {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("unix")) {
            // This is the only view with all bits, and both attributes are read at once: so either the permissions
            // belong to what was found before, or a difference is noticed.
            Map<String, Object> now = Files.readAttributes(path, "unix:mode,fileKey", LinkOption.NOFOLLOW_LINKS);
            OpenDirectory.ensureSame(path, seen.fileKey(), now.get("fileKey"));
            return (int) Objects.requireNonNull(now.get("mode")) & ALL;
        }
        if (!views.contains("posix")) {
            return -1;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        int mode = 0;
        for (int bit = 0; bit < BITS.length; bit++) {
            if (permissions.contains(BITS[bit])) {
                mode |= 1 << bit;
            }
        }
        return mode;
    }

    /**
     * Sets the permissions of something that is not a link. Links would be followed, because not following them takes
     * three system calls instead of one.
     */
    static void set(Path path, int mode) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        view.setPermissions(permissions);
    }

    /** Gives a directory the permissions of another, if the file systems of both have any. */
    static void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView given = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView taken = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (given != null && taken != null) {
            taken.setPermissions(given.readAttributes().permissions());
        }
    }
}
