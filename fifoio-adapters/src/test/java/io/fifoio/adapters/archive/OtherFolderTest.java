package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders where directories can't be held, where there are no links, where names are no bytes. */
@Timeout(60)
final class OtherFolderTest {

    private static final Configuration BY_PATH = Configuration.unix().toBuilder()
            .setSupportedFeatures(Feature.LINKS, Feature.SYMBOLIC_LINKS, Feature.FILE_CHANNEL)
            .setAttributeViews("posix")
            .build();

    private static Path folder(FileSystem system) throws IOException {
        Path folder = system.getRootDirectories().iterator().next().resolve("folder");
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/caf\u00e9"), "public");
        return folder;
    }

    private static Path elsewhere(Path folder) throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolveSibling("elsewhere"));
        Files.writeString(elsewhere.resolve("caf\u00e9"), "secret");
        return elsewhere;
    }

    private static Folder changed(Path folder, String name, Path directory, Path link) throws IOException {
        return Folder.of(folder).mapping(entry -> {
            if (entry.name().equals(name)) {
                try {
                    Files.move(directory, folder.resolveSibling("moved"));
                    Files.createSymbolicLink(directory, link);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return entry;
        });
    }

    private static void assertComesBack(Path folder, Path copy) throws Exception {
        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(Payload.writtenBy(Tar.of(Folder.of(folder)))))) {
            reader.extractTo(copy);
        }
        assertThat(copy.resolve("logs/caf\u00e9")).hasContent("public");
    }

    @Test
    void comeBackFromAFileSystemOfAnotherKind(@TempDir Path work) throws Exception {
        for (Configuration kind :
                List.of(Configuration.unix(), BY_PATH, Configuration.osX(), Configuration.windows())) {
            try (FileSystem system = Jimfs.newFileSystem(kind)) {
                Path copy = work.resolve("copy" + kind.hashCode());
                assertComesBack(folder(system), copy);
            }
        }
    }

    @Test
    void comeBackFromAZip(@TempDir Path work) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(work.resolve("a.zip"), Map.of("create", "true"))) {
            Path folder = folder(zip);
            assertComesBack(folder, work.resolve("copy"));
            assertThat(Folder.of(folder.getRoot()))
                    .extracting(Entry::name)
                    .containsExactly("folder/", "folder/logs/", "folder/logs/caf\u00e9");
        }
    }

    @Test
    void haveThePermissionsThatThereAre() throws Exception {
        try (FileSystem system = Jimfs.newFileSystem(BY_PATH)) {
            Path folder = folder(system);
            Permissions.set(folder.resolve("logs"), 0751);
            assertThat(Folder.of(folder)).extracting(Entry::permissions).containsExactly(0751, 0644);
        }
    }

    @Test
    void areNotLedOutByALinkInPlaceOfADirectory() throws Exception {
        Map<String, String> told = Map.of(
                "logs/", "logs was replaced by a link out of the folder while it was archived",
                "logs/caf\u00e9", "logs/caf\u00e9 was replaced while it was archived");
        for (Map.Entry<String, String> each : told.entrySet()) {
            try (FileSystem system = Jimfs.newFileSystem(BY_PATH)) {
                Path folder = folder(system);
                Folder attacked = changed(folder, each.getKey(), folder.resolve("logs"), elsewhere(folder));

                assertThatThrownBy(() -> Tar.of(attacked).writeTo(OutputStream.nullOutputStream()))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage(folder + "/" + each.getValue());
            }
        }
    }

    @Test
    void doNotFollowALinkInPlaceOfAFile() throws Exception {
        for (Configuration kind : List.of(Configuration.unix(), BY_PATH)) {
            try (FileSystem system = Jimfs.newFileSystem(kind)) {
                Path folder = folder(system);
                Path file = folder.resolve("logs/caf\u00e9");
                Folder attacked = changed(
                        folder, "logs/caf\u00e9", file, elsewhere(folder).resolve("caf\u00e9"));

                assertThatThrownBy(() -> Tar.of(attacked).writeTo(OutputStream.nullOutputStream()))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void refuseNamesThatAreNoUnicode() throws Exception {
        try (FileSystem system = Jimfs.newFileSystem(Configuration.windows())) {
            Path folder = folder(system);
            Path half = Files.createFile(folder.resolve("half \ud83c"));

            assertThatThrownBy(() -> Tar.of(Folder.of(folder)).writeTo(OutputStream.nullOutputStream()))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith(half + " can't be archived: entry name has half a surrogate pair");
        }
    }

    @Test
    void arePublicAllTheWay() throws Exception {
        try (FileSystem system = Jimfs.newFileSystem(Configuration.unix())) {
            Path folder = folder(system);
            Path logs = folder.resolve("logs");
            byte[] tar = Payload.writtenBy(Tar.of(changed(folder, "logs/caf\u00e9", logs, elsewhere(folder))));
            assertThat(new String(tar, StandardCharsets.ISO_8859_1))
                    .contains("public")
                    .doesNotContain("secret");
        }
    }
}
