package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extraction when another file system is mounted inside the folder: no directory can be renamed into that. */
final class MountedFolderTest {

    @TempDir
    Path outside;

    private Path folder;
    private Path staging;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(outside.resolve("folder"));
        staging = Files.createDirectory(outside.resolve("staging"));
        Files.createDirectory(folder.resolve("mount"));
        Files.writeString(folder.resolve("mount/old"), "old");
    }

    /** Moves as the JDK does if a rename fails because the file systems differ. */
    private void move(Path from, Path to, CopyOption... options) throws IOException {
        if (to.startsWith(folder.resolve("mount")) && Files.isDirectory(from)) {
            try (Stream<Path> children = Files.list(from)) {
                if (children.findAny().isPresent()) {
                    throw new DirectoryNotEmptyException(from.toString());
                }
            }
        }
        Files.move(from, to, options);
    }

    private List<String> found(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.skip(1)
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private void stage(String... files) throws IOException {
        for (String file : files) {
            Files.createDirectories(staging.resolve(file).getParent());
            Files.writeString(staging.resolve(file), file);
        }
    }

    @Test
    void directoriesAreMadeThereAndFilled() throws Exception {
        stage("mount/d/deep/a", "mount/d/b", "mount/c", "beside/e");
        Files.createDirectory(staging.resolve("mount/empty"));

        new Placement(staging, folder, Existing.REFUSE, this::move).place(false);

        assertThat(found(staging)).isEmpty();
        assertThat(found(folder))
                .containsExactly(
                        "beside",
                        "beside/e",
                        "mount",
                        "mount/c",
                        "mount/d",
                        "mount/d/b",
                        "mount/d/deep",
                        "mount/d/deep/a",
                        "mount/empty",
                        "mount/old");
        assertThat(folder.resolve("mount/d/deep/a")).hasContent("mount/d/deep/a");
    }

    @Test
    void directoriesKeepTheirPermissions() throws Exception {
        assumeThat(Files.getFileStore(staging).supportsFileAttributeView("posix"))
                .isTrue();
        stage("mount/d/a");
        Files.setPosixFilePermissions(staging.resolve("mount/d"), PosixFilePermissions.fromString("rwxr-x---"));

        new Placement(staging, folder, Existing.REFUSE, this::move).place(false);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("mount/d"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void nothingIsLeftThereWhereItFailsHalfWay() throws Exception {
        stage("mount/d/deep/a", "mount/d/full", "beside/e");

        assertThatThrownBy(() -> new Placement(staging, folder, Existing.REFUSE, (from, to, options) -> {
                            if (from.endsWith("full")) {
                                throw new FileSystemException(
                                        from.toString(), to.toString(), "No space left on device");
                            }
                            move(from, to, options);
                        })
                        .place(false))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("No space left");

        assertThat(found(folder)).containsExactly("mount", "mount/old");
    }
}
