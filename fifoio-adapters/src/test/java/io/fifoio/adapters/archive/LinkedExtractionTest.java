package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.archive;
import static io.fifoio.adapters.archive.Tars.directory;
import static io.fifoio.adapters.archive.Tars.file;
import static io.fifoio.adapters.archive.Tars.symbolicLink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Links of an archive that lead through each other, and through one that was in the folder before and leads out of it.
 */
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
                        "behind more links than a system follows",
                        archive(symbolicLink("s", "."), symbolicLink("m", "s/".repeat(45) + "d/old"))),
                Arguments.of(
                        "by a link that was followed before",
                        archive(symbolicLink("a", "d"), symbolicLink("l", "a"), symbolicLink("m", "l/old"))),
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

    private static byte[] chain(int links) {
        byte[][] chain = new byte[links + 1][];
        for (int i = 0; i < links; i++) {
            chain[i] = symbolicLink("l" + i, "l" + (i + 1));
        }
        chain[links] = file("l" + links);
        return archive(chain);
    }

    @Test
    void areMadeInAChainAsLongAsASystemFollows() throws Exception {
        extract(chain(40), Existing.REFUSE);

        assertThat(folder.resolve("l0")).hasContent("l40");
    }

    /** Nobody can say where they lead except by following them, which systems do differently. */
    @Test
    void areRefusedInALongerChain() throws Exception {
        for (int links : new int[] {41, 60}) {
            assertThatThrownBy(() -> extract(chain(links), Existing.REFUSE))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("the link \"l\\d+\" is not extracted: it leads through more than 40 links");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("d"));
        }
    }

    /** Following each takes many steps, and there are many: a few KiB of archive, compressed. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void areEachFollowedOnceHoweverManyLeadThroughThem() throws Exception {
        String deep = "n/".repeat(250);
        List<Entry> entries = new ArrayList<>(List.of(Entry.directory(deep)));
        for (int i = 0; i < 39; i++) {
            entries.add(Entry.symbolicLink(deep + "x" + i, "../".repeat(250) + deep + "x" + (i + 1)));
        }
        entries.add(Entry.file(deep + "x39", 4, out -> out.write("here".getBytes(StandardCharsets.UTF_8))));
        for (int i = 0; i < 300; i++) {
            entries.add(Entry.symbolicLink("l" + i, deep + "x0"));
        }

        try (ArchiveReader reader = Tar.read(Tar.of(entries).open())) {
            reader.extractTo(folder);
        }

        assertThat(folder.resolve("l299")).hasContent("here");
        // JUnit would have the system follow each of them, before it deletes it.
        for (int i = 0; i < 300; i++) {
            Files.delete(folder.resolve("l" + i));
        }
    }

    @Test
    void mayTakeThePlaceOfOneThatWasThere() throws Exception {
        extract(archive(file("a"), symbolicLink("d/old", "../a"), symbolicLink("m", "d/old")), Existing.REPLACE);

        assertThat(folder.resolve("m")).hasContent("a");
        assertThat(outside.resolve("elsewhere/secret")).hasContent("secret");
    }
}
