package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.archive;
import static io.fifoio.adapters.archive.Tars.directory;
import static io.fifoio.adapters.archive.Tars.file;
import static io.fifoio.adapters.archive.Tars.hardLink;
import static io.fifoio.adapters.archive.Tars.symbolicLink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Extraction to file systems in which names are the same that differ elsewhere, in which some names mean devices, or
 * which have no links.
 */
final class OtherFileSystemTest {

    private static void extract(Path folder, Existing existing, byte[]... entries) throws IOException {
        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(archive(entries)))) {
            reader.extractTo(folder, existing);
        }
    }

    private static List<String> found(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.skip(1)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Where case and the composition of letters make no difference, as on a Mac. */
    @Test
    void refusesNamesThatTheFileSystemTakesForTheSame() throws Exception {
        try (FileSystem mac = Jimfs.newFileSystem(Configuration.osX())) {
            Path folder = Files.createDirectory(mac.getPath("folder").toAbsolutePath());

            for (byte[][] entries : List.of(
                    new byte[][] {file("readme"), file("README")},
                    new byte[][] {file("caf\u00e9"), file("cafe\u0301")},
                    new byte[][] {file("a"), symbolicLink("A", "b")})) {
                assertThatThrownBy(() -> extract(folder, Existing.REFUSE, entries))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("takes for the same");
                assertThat(found(folder)).isEmpty();
            }
        }
    }

    @Test
    void neverWritesThroughALinkWhoseNameDiffersInCase() throws Exception {
        try (FileSystem mac = Jimfs.newFileSystem(Configuration.osX())) {
            Path folder = Files.createDirectory(mac.getPath("folder").toAbsolutePath());
            Files.createDirectory(mac.getPath("elsewhere").toAbsolutePath());

            for (Existing existing : Existing.values()) {
                assertThatThrownBy(() -> extract(
                                folder, existing, directory("d"), symbolicLink("link", "d"), file("LINK/owned")))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("a link, no directory");
            }
            Files.createSymbolicLink(
                    folder.resolve("Old"), mac.getPath("elsewhere").toAbsolutePath());
            for (Existing existing : Existing.values()) {
                assertThatThrownBy(() -> extract(folder, existing, file("oLD/owned")))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("is no directory");
                assertThatThrownBy(() -> extract(folder, existing, symbolicLink("m", "oLD/x")))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("which was there before");
            }
            assertThat(found(mac.getPath("elsewhere").toAbsolutePath())).isEmpty();
        }
    }

    @Test
    void replacesTheOneThatTheFileSystemTakesForTheSame() throws Exception {
        try (FileSystem mac = Jimfs.newFileSystem(Configuration.osX())) {
            Path folder = Files.createDirectory(mac.getPath("folder").toAbsolutePath());
            Files.writeString(folder.resolve("ReadMe"), "old");

            extract(folder, Existing.REPLACE, file("readme"), file("README"));

            assertThat(found(folder)).hasSize(1);
            assertThat(Files.readString(folder.resolve("readme"))).isEqualTo("README");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul",
                "NUL.txt",
                "d/con",
                "aux",
                "PRN .x",
                "com1",
                "LPT9.tar.gz",
                "com\u00b9",
                "conin$",
                "nul/x",
                "a.",
                "d./x",
                "a ",
                ".. .",
                "...",
                "a:stream",
                "what?",
                "a|b",
                "\"quoted\"",
                "a\tb"
            })
    void refusesWhatWindowsTakesForSomethingElse(String name) throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path folder = Files.createDirectory(windows.getPath("C:\\work\\folder"));

            assertThatThrownBy(() -> extract(folder, Existing.REFUSE, file(name)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not extracted: ");
            assertThat(found(folder)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul", "d/con", "aux.c", "a.", "a ", "..."})
    void takesThemWhereTheyMeanNothing(String name, @TempDir Path folder) throws Exception {
        extract(folder, Existing.REFUSE, file(name));

        assertThat(folder.resolve(name)).hasContent(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "console", "com10", "d/auxiliary.c", "a.b c", ".a", "com0x"})
    void takesWhatOnlyLooksLikeThemOnWindows(String name) throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path folder = Files.createDirectory(windows.getPath("C:\\work\\folder"));

            extract(folder, Existing.REFUSE, file(name), symbolicLink("link", name));

            assertThat(Files.readString(folder.resolve(name))).isEqualTo(name);
            assertThat(Files.readString(folder.resolve("link"))).isEqualTo(name);
        }
    }

    /** A tar says in its place that an entry is a link, a zip at its end. */
    @Test
    void saysWhereALinkLeadsToWhatTheFileSystemCantHold() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path folder = Files.createDirectory(windows.getPath("C:\\work\\folder"));
            Zips link = Zips.stored("link", "a?b".getBytes(StandardCharsets.US_ASCII));
            ArchiveReader zip =
                    Zip.read(new ByteArrayInputStream(Zips.archive(link.local(), link.listed(0, Zips.LINK))));

            for (ThrowingCallable extracting : List.<ThrowingCallable>of(
                    () -> extract(folder, Existing.REFUSE, symbolicLink("link", "a?b")),
                    () -> zip.extractTo(folder, Existing.REFUSE))) {
                assertThatThrownBy(extracting)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(
                                "the name \"link\" is not extracted: the file system can't hold it, or what it links to, ")
                        .hasCauseInstanceOf(InvalidPathException.class);
                assertThat(found(folder)).isEmpty();
            }
        }
    }

    @Test
    void saysWhereThereAreNoLinks() throws Exception {
        Configuration plain = Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.FILE_CHANNEL)
                .build();
        try (FileSystem without = Jimfs.newFileSystem(plain)) {
            Path folder = Files.createDirectory(without.getPath("folder").toAbsolutePath());

            for (byte[] link : List.of(symbolicLink("l", "a"), hardLink("l", "a"))) {
                assertThatThrownBy(() -> extract(folder, Existing.REFUSE, file("a"), link))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("\"l\" is not extracted: the file system has no such links")
                        .hasCauseInstanceOf(UnsupportedOperationException.class);
                assertThat(found(folder)).isEmpty();
            }
        }
    }
}
