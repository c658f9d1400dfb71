package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders that change while they are archived, by chance or because somebody wants to see what is elsewhere. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class ChangingFolderTest {

    private static final int SIZE = 1_000_000;

    @TempDir
    private Path work;

    private Path folder;
    private Path elsewhere;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
        elsewhere = Files.createDirectory(work.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "secret");
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        OpenHandles.assertNoneIn(work);
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    /** The folder, changed when the entry of that name was found. */
    private Folder changed(String name, Change change) throws IOException {
        return Folder.of(folder).mapping(entry -> {
            if (entry.name().equals(name)) {
                try {
                    change.make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return entry;
        });
    }

    private void replaceByLink(Path directory) throws IOException {
        Files.move(directory, work.resolve("moved"));
        Files.createSymbolicLink(directory, elsewhere);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatShrinksIsAnErrorWithBothSizes(ArchiveFormat format) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[SIZE]);
        Folder shrinking = changed("file", () -> Files.write(file, new byte[SIZE - 1]));

        assertThatThrownBy(() -> Payload.writtenBy(format == ArchiveFormat.TAR ? Tar.of(shrinking) : Zip.of(shrinking)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("entry \"file\": declared 1000000 bytes, its content ended after 999999");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatGrowsIsAnErrorWithBothSizes(ArchiveFormat format) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[SIZE]);
        Folder growing = changed("file", () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));

        assertThatThrownBy(() -> Payload.writtenBy(format == ArchiveFormat.TAR ? Tar.of(growing) : Zip.of(growing)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("entry \"file\": declared 1000000 bytes, its content has at least 1000001");
    }

    @Test
    void aFileThatIsReplacedIsAnErrorThoughItsSizeIsTheSame() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[SIZE]);
        Path other = Files.write(elsewhere.resolve("other"), new byte[SIZE]);

        assertFails(changed("file", () -> {
                    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                }))
                .hasMessage(file + " was replaced while it was archived");
    }

    @Test
    void aFileThatVanishesIsAnErrorWithItsPath() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[SIZE]);
        assertFails(changed("file", () -> Files.delete(file)))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }

    @Test
    void aDirectoryThatVanishesIsAnErrorWithItsPath() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("a/b"));
        assertFails(changed("a/b/", () -> Files.delete(directory)))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(directory.toString());
    }

    /** Checks what the reader gets, which is never an unchecked exception. */
    private static AbstractThrowableAssert<?, ?> assertFails(Folder folder) {
        return assertThatThrownBy(() -> {
                    try (SourceInputStream in = Tar.of(folder).open()) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOf(IncompleteStreamException.class)
                .cause()
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatFailsWrittenStraightOutIsNotWrappedEither() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("a/b"));
        Folder vanishing = changed("a/b/", () -> Files.delete(directory));

        assertThatThrownBy(() -> Tar.of(vanishing).writeTo(OutputStream.nullOutputStream()))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(directory.toString());
    }

    /** Its entry would describe one directory, and those that follow another. */
    @Test
    void aDirectoryInPlaceOfAnotherIsNotEntered() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Folder changed = changed("directory/", () -> {
            Files.move(directory, work.resolve("moved"));
            Files.move(elsewhere, directory);
        });

        assertThatThrownBy(() -> Tar.of(changed).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage(directory + " was replaced while it was archived");
    }

    /** Opening it would wait for a writer, and nobody could end that. */
    @Test
    void aPipeInPlaceOfAFileIsNotOpened() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "public");
        Folder changed = changed("file", () -> {
            Files.delete(file);
            try {
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        assertFails(changed).hasMessage(file + " was replaced while it was archived");
    }

    @Test
    void aLinkInPlaceOfADirectoryIsNotEntered() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Folder attacked = changed("directory/", () -> replaceByLink(directory));

        assertThatThrownBy(() -> Tar.of(attacked).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.toString());
    }

    @Test
    void aLinkInPlaceOfAFileIsNotFollowed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "public");
        Folder attacked = changed("file", () -> {
            Files.delete(file);
            Files.createSymbolicLink(file, elsewhere.resolve("file"));
        });

        assertThatThrownBy(() -> Tar.of(attacked).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void whatIsReadIsWhatWasFoundWhereverItsDirectoryIsNow() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Files.writeString(directory.resolve("file"), "public");
        byte[] tar = Payload.writtenBy(Tar.of(changed("directory/file", () -> replaceByLink(directory))));

        assertThat(new String(tar, StandardCharsets.ISO_8859_1))
                .contains("public")
                .doesNotContain("secret");
    }

    /** The other files of that directory are looked at by their path for their modes, and are not the same there. */
    @Test
    void whatIsFoundInADirectoryThatWasMovedAwayIsAnError() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        for (int i = 0; i < 2; i++) {
            Files.writeString(directory.resolve("file" + i), "public");
            Files.writeString(elsewhere.resolve("file" + i), "secret");
        }
        List<String> seen = new ArrayList<>();
        Folder attacked = Folder.of(folder).mapping(entry -> {
            seen.add(entry.name());
            if (seen.size() == 2) {
                try {
                    replaceByLink(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return entry;
        });

        assertThatThrownBy(() -> Tar.of(attacked).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.toString())
                .hasMessageEndingWith(" was replaced while it was archived");
    }

    @Test
    void anEntryThatOutlivesTheWalkDoesNotLeadOutEither() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("a/directory"));
        Files.writeString(directory.resolve("file"), "public");
        List<Entry> entries = new ArrayList<>();
        Folder.of(folder).forEach(entries::add);
        assertThat(Payload.writtenBy(entries.get(2).content())).asString().isEqualTo("public");

        replaceByLink(directory);

        assertThatThrownBy(() -> entries.get(2).content().writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.toString());
    }

    @Test
    void aDirectoryIsOpenedWhenItsContentsAreAskedFor() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Iterator<Entry> walk = Folder.of(folder).iterator();
        assertThat(walk.next().name()).isEqualTo("directory/");

        Files.createFile(directory.resolve("late"));

        assertThat(walk.next().name()).isEqualTo("directory/late");
        assertThat(walk.hasNext()).isFalse();
    }
}
