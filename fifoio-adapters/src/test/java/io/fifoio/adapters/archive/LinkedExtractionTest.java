package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.archive;
import static io.fifoio.adapters.archive.Tars.directory;
import static io.fifoio.adapters.archive.Tars.file;
import static io.fifoio.adapters.archive.Tars.symbolicLink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of an archive that lead through each other, and through one that was in the folder before and leads out of it. */
final class LinkedExtractionTest {

    @TempDir
    Path outside;

    private Path folder;

    /** {@code d/old} leads out. */
    @BeforeEach
    void makeFolderWithALink() throws IOException {
        Files.writeString(Files.createDirectory(outside.resolve("elsewhere")).resolve("secret"), "secret");
        folder = Files.createDirectories(outside.resolve("folder"));
        Files.createSymbolicLink(Files.createDirectory(folder.resolve("d")).resolve("old"), Path.of("../../elsewhere"));
    }

    private void extract(byte[] tar, Existing existing) throws IOException {
        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            reader.extractTo(folder, existing);
        }
    }

    static Stream<Arguments> throughOldLinks() {
        return Stream.of(
                Arguments.of("straight", archive(symbolicLink("m", "d/old/secret"))),
                Arguments.of("to the link itself", archive(symbolicLink("m", "d/old"))),
                Arguments.of(
                        "by a link to its folder", archive(symbolicLink("l", "d"), symbolicLink("m", "l/old/secret"))),
                Arguments.of("in the other order", archive(symbolicLink("m", "l/old/secret"), symbolicLink("l", "d"))),
                Arguments.of(
                        "by three links",
                        archive(
                                symbolicLink("i", "j"),
                                symbolicLink("j", "k/."),
                                symbolicLink("k", "d"),
                                symbolicLink("m", "i/old"))),
                Arguments.of(
                        "from a folder, upwards",
                        archive(symbolicLink("e/l", "../d"), symbolicLink("e/f/m", "../l/old/secret"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("throughOldLinks")
    void areRefusedWhereTheyLeadThroughALinkThatWasThere(String how, byte[] tar) throws Exception {
        for (Existing existing : Existing.values()) {
            assertThatThrownBy(() -> extract(tar, existing))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("which was there before");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("d"));
        }
    }

    @Test
    void areMadeWhereTheyLeadThroughEachOtherAlone() throws Exception {
        extract(
                archive(
                        directory("new"),
                        file("new/a"),
                        symbolicLink("l", "new"),
                        symbolicLink("m", "l/a"),
                        symbolicLink("d/up", "../l/a"),
                        symbolicLink("round", "about"),
                        symbolicLink("about", "round/x"),
                        symbolicLink("nowhere", "d/missing/further")),
                Existing.REFUSE);

        assertThat(folder.resolve("m")).hasContent("new/a");
        assertThat(folder.resolve("d/up")).hasContent("new/a");
        assertThat(Files.exists(folder.resolve("round"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(Files.readSymbolicLink(folder.resolve("nowhere"))).hasToString("d/missing/further");
    }

    @Test
    void mayTakeThePlaceOfOneThatWasThere() throws Exception {
        extract(archive(file("a"), symbolicLink("d/old", "../a"), symbolicLink("m", "d/old")), Existing.REPLACE);

        assertThat(folder.resolve("m")).hasContent("a");
        assertThat(outside.resolve("elsewhere/secret")).hasContent("secret");
    }
}
