package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.archive;
import static io.fifoio.adapters.archive.Tars.directory;
import static io.fifoio.adapters.archive.Tars.file;
import static io.fifoio.adapters.archive.Tars.hardLink;
import static io.fifoio.adapters.archive.Tars.pax;
import static io.fifoio.adapters.archive.Tars.symbolicLink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Extraction of harmless archives, and of malicious ones. */
final class ExtractionTest {

    @TempDir
    Path outside;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("folder"));
    }

    private void extract(byte[] tar) throws IOException {
        extract(tar, ArchiveLimits.DEFAULT, Existing.REFUSE);
    }

    private void extract(byte[] tar, ArchiveLimits limits, Existing existing) throws IOException {
        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar), limits)) {
            reader.extractTo(folder, existing);
        }
    }

    private List<String> found() throws IOException {
        try (Stream<Path> paths = Files.walk(outside)) {
            return paths.skip(1)
                    .map(path -> outside.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    /** They cost as much as others, and a name can bring 254 of them. */
    @Test
    void countsTheDirectoriesThatOnlyNamesTellOf() throws IOException {
        byte[] tar = archive(file("a/b/c/f"), file("a/b/d/g"), hardLink("a/e/h", "a/b/c/f"));
        ArchiveLimits limits = ArchiveLimits.DEFAULT;

        assertThatThrownBy(() -> extract(tar, limits.entries(7), Existing.REFUSE))
                .isInstanceOf(IOException.class)
                .hasMessage("the archive has more than 7 entries, with the directories that only their names tell of,"
                        + " the limit \"entries\"");
        assertThat(found()).containsExactly("folder");

        extract(tar, limits.entries(8), Existing.REFUSE);
        assertThat(found()).contains("folder/a/b/c/f", "folder/a/b/d/g", "folder/a/e/h");
    }

    @Test
    void countsOnceWhatEntriesOfTheirOwnTellOf() throws IOException {
        extract(
                archive(directory("a"), directory("a/b"), file("a/b/f")),
                ArchiveLimits.DEFAULT.entries(3),
                Existing.REFUSE);

        assertThat(found()).contains("folder/a/b/f");
    }

    static Stream<Arguments> harmful() {
        return Stream.of(
                Arguments.of("absolute", archive(file("/etc/owned"))),
                Arguments.of("\"..\"", archive(file("../owned"))),
                Arguments.of("\"..\"", archive(file("a/../../owned"))),
                Arguments.of("\"..\"", archive(directory(".."))),
                Arguments.of("\"..\"", archive(pax("20 path=../../owned\n"), file("a"))),
                Arguments.of("a drive on Windows", archive(file("C:/owned"))),
                Arguments.of("a drive on Windows", archive(file("c:owned"))),
                Arguments.of("a drive on Windows", archive(file("B::Deparse.3pm"))),
                Arguments.of("a backslash, which separates", archive(file("..\\owned"))),
                Arguments.of("a backslash, which separates", archive(file("a\\x2db.slice"))),
                Arguments.of("NUL", archive(pax("14 path=a\0b/c\n"), file("a"))),
                Arguments.of(
                        "more than 255 parts", archive(pax("522 path=" + "a/".repeat(256) + "\n"), directory("a"))),
                Arguments.of(
                        "more than 255 parts",
                        archive(pax("526 linkpath=" + "a/".repeat(256) + "\n"), symbolicLink("l", "a"))),
                Arguments.of("folder itself", archive(file("."))),
                Arguments.of("empty", archive(file(""))),
                Arguments.of("absolute", archive(symbolicLink("l", "/etc"))),
                Arguments.of("out of the folder", archive(symbolicLink("l", ".."))),
                Arguments.of("out of the folder", archive(symbolicLink("a/l", "../../x"))),
                Arguments.of("behind another part", archive(symbolicLink("l", "a/../../x"))),
                Arguments.of(
                        "behind another part",
                        archive(directory("a/b"), symbolicLink("a/b/up", ".."), symbolicLink("q", "a/b/up/../../.."))),
                Arguments.of("a link", archive(symbolicLink("l", "."), file("l/owned"))),
                Arguments.of("a link", archive(directory("d"), symbolicLink("l", "d"), symbolicLink("l/m", "x"))),
                Arguments.of("a link", archive(symbolicLink("l", "d"), directory("l"))),
                Arguments.of("earlier entry has that name", archive(symbolicLink("l", "x"), file("l"))),
                Arguments.of("a file", archive(file("a"), file("a/b"))),
                Arguments.of("absolute", archive(hardLink("h", "/etc/passwd"))),
                Arguments.of("\"..\"", archive(hardLink("h", "../secret"))),
                Arguments.of("no such file", archive(hardLink("h", "a"))),
                Arguments.of("no such file", archive(directory("d"), hardLink("h", "d"))),
                Arguments.of("no such file", archive(symbolicLink("l", "x"), hardLink("h", "l"))),
                Arguments.of(
                        "a link", archive(directory("d"), file("d/f"), symbolicLink("l", "d"), hardLink("h", "l/f"))),
                Arguments.of("not a file, directory or link", archive(Tars.header("dev", '3', 0, ""))),
                Arguments.of("not a file, directory or link", archive(Tars.header("dev", '4', 0, ""))),
                Arguments.of("not a file, directory or link", archive(Tars.header("pipe", '6', 0, ""))),
                Arguments.of("not a file, directory or link", archive(Tars.header("what", 'Q', 0, ""))),
                Arguments.of("earlier entry has that name", archive(file("a"), file("a"))),
                Arguments.of("earlier entry has that name", archive(file("a"), file("./a"))));
    }

    @ParameterizedTest
    @MethodSource("harmful")
    void refusesWithTheReasonAndLeavesNothing(String reason, byte[] tar) throws Exception {
        Files.writeString(outside.resolve("secret"), "secret");
        byte[] whole = Tars.joined(file("good/before"), tar);

        assertThatThrownBy(() -> extract(whole)).isInstanceOf(IOException.class).hasMessageContaining(reason);

        assertThat(found()).containsExactly("folder", "secret");
        assertThat(Files.exists(Path.of("/etc/owned"))).isFalse();
    }

    @Test
    void extractsNamesLinksTimesAndHarmlessPermissions() throws Exception {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        byte[] tar = Payload.writtenBy(Tar.of(List.of(
                Entry.directory("d").permissions(0111),
                Entry.file("d/a", 3, out -> out.write(new byte[3]))
                        .permissions(07777)
                        .modified(time),
                Entry.file("d/closed", 0, out -> {}).permissions(0),
                Entry.hardLink("d/b", "d/a"),
                Entry.symbolicLink("e/up", "../d/a"),
                Entry.symbolicLink("dangling", "nowhere"))));

        extract(tar);

        assertThat(folder.resolve("d/a")).hasSize(3);
        assertThat(Files.getLastModifiedTime(folder.resolve("d/a")).toInstant()).isEqualTo(time);
        assertThat(Files.isSameFile(folder.resolve("d/b"), folder.resolve("d/a")))
                .isTrue();
        assertThat(Files.isSameFile(folder.resolve("e/up"), folder.resolve("d/a")))
                .isTrue();
        assertThat(Files.readSymbolicLink(folder.resolve("dangling"))).hasToString("nowhere");
        assertThat(permissions("d")).isEqualTo("rwx--x--x");
        assertThat(permissions("d/a")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("d/closed")).isEqualTo("rw-------");
        assertThat((int) Files.getAttribute(folder.resolve("d/a"), "unix:mode") & 07000)
                .isZero();
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void takesOddNames() throws Exception {
        List<String> names = List.of(
                "e\u0301 combining",
                "\u00e9 composed",
                "🎈".repeat(60),
                ("x".repeat(60) + "/").repeat(6) + "deep",
                "new\nline",
                " ",
                "..a",
                "a..",
                "-rf");
        List<Entry> entries = new ArrayList<>();
        names.forEach(name -> entries.add(Entry.file(name, 0, out -> {})));

        extract(Payload.writtenBy(Tar.of(entries)));

        assertThat(names).allSatisfy(name -> assertThat(folder.resolve(name)).exists());
    }

    @Test
    void takesTimesThatNoFileSystemHolds() throws Exception {
        extract(archive(pax("22 mtime=999999999999\n"), file("late"), pax("23 mtime=-999999999999\n"), file("early")));

        assertThat(folder.resolve("late")).hasContent("late");
        assertThat(folder.resolve("early")).hasContent("early");
    }

    /** Some of these would be set to 1970 by the JDK, which can't represent them. */
    @ParameterizedTest
    @CsvSource({
        "1950-01-01T12:00:00Z, 1950-01-01T12:00:00Z",
        "1950-01-01T12:00:00.500Z, 1950-01-01T12:00:00Z",
        "1969-12-31T23:59:59.750Z, 1969-12-31T23:59:59Z",
        "1960-06-01T00:00:00.123456700Z, 1960-06-01T00:00:00Z",
        "1970-01-01T00:00:00.500Z, 1970-01-01T00:00:00.500Z"
    })
    void keepsTimesBefore1970ToTheSecond(Instant time, Instant kept) throws Exception {
        Entry early = Entry.file("early", 0, out -> {}).modified(time);

        extract(Payload.writtenBy(Tar.of(List.of(early))));

        assertThat(Files.getLastModifiedTime(folder.resolve("early")).toInstant())
                .isEqualTo(kept);
    }

    @Test
    void neverMakesATimeLongBefore1970OneOf1970() throws Exception {
        Entry early = Entry.file("early", 0, out -> {}).modified(Instant.parse("1600-01-01T00:00:00Z"));

        extract(Payload.writtenBy(Tar.of(List.of(early))));

        assertThat(Files.getLastModifiedTime(folder.resolve("early")).toInstant())
                .isBetween(Instant.parse("1600-01-01T00:00:00Z"), Instant.parse("1902-01-01T00:00:00Z"));
    }

    @Test
    void namesWhatTheFileSystemCannotHold() throws Exception {
        String name = "x".repeat(300);
        byte[] tar = Payload.writtenBy(Tar.of(List.of(Entry.file(name, 0, out -> {}))));

        assertThatThrownBy(() -> extract(tar)).isInstanceOf(IOException.class).hasMessageContaining("x".repeat(100));
        assertThat(found()).containsExactly("folder");
    }

    @Test
    void takesTheFolderItselfAsAnEntry() throws Exception {
        extract(archive(directory("./"), file("./a"), directory("d//"), file("d//b")));

        assertThat(found()).containsExactly("folder", "folder/a", "folder/d", "folder/d/b");
    }

    @Test
    void leavesNothingOfAnArchiveThatIsCut() throws Exception {
        byte[] tar = archive(directory("d"), file("d/a"), Tars.entry("b", '0', new byte[100_000], ""));

        for (int length = 0; length < tar.length - 1024; length += 512) {
            byte[] cut = Arrays.copyOf(tar, length);
            assertThatThrownBy(() -> extract(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("truncated");
            assertThat(found()).containsExactly("folder");
        }
    }

    @Test
    void leavesNothingWhereALimitIsMet() throws Exception {
        byte[] tar = archive(file("a"), file("b"), file("c"));

        assertThatThrownBy(() -> extract(tar, ArchiveLimits.DEFAULT.entries(2), Existing.REFUSE))
                .hasMessageContaining("\"entries\"");
        assertThatThrownBy(() -> extract(tar, ArchiveLimits.DEFAULT.totalSize(2), Existing.REFUSE))
                .hasMessageContaining("\"totalSize\"");
        assertThat(found()).containsExactly("folder");
    }

    @Test
    void makesTheFolderAndTakesItAwayAgain() throws Exception {
        Files.delete(folder);

        assertThatThrownBy(() -> extract(archive(file("a"), file("../b")))).isInstanceOf(IOException.class);
        assertThat(found()).isEmpty();
        extract(archive(file("a")));
        assertThat(found()).containsExactly("folder", "folder/a");
    }

    @Test
    void addsToWhatIsThereButTouchesNoFile() throws Exception {
        Files.createDirectories(folder.resolve("d/e"));
        Files.writeString(folder.resolve("d/mine"), "mine");

        extract(archive(directory("d"), file("d/a"), file("d/e/b"), file("f/c")));
        assertThat(found())
                .containsExactly(
                        "folder",
                        "folder/d",
                        "folder/d/a",
                        "folder/d/e",
                        "folder/d/e/b",
                        "folder/d/mine",
                        "folder/f",
                        "folder/f/c");

        assertThatThrownBy(() -> extract(archive(file("d/new"), file("d/mine"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("d/mine exists");
        assertThat(folder.resolve("d/mine")).hasContent("mine");
        assertThat(folder.resolve("d/new")).doesNotExist();
    }

    @Test
    void replacesFilesAndLinksIfSoAsked() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(folder.resolve("a"), "old");
        Files.createSymbolicLink(folder.resolve("l"), secret);
        Files.createLink(folder.resolve("h"), secret);

        extract(
                archive(file("a"), file("l"), file("h"), file("twice"), symbolicLink("twice", "a")),
                ArchiveLimits.DEFAULT,
                Existing.REPLACE);

        assertThat(secret).hasContent("secret");
        assertThat(folder.resolve("a")).hasContent("a");
        assertThat(folder.resolve("l")).hasContent("l");
        assertThat(Files.isSymbolicLink(folder.resolve("l"))).isFalse();
        assertThat(folder.resolve("h")).hasContent("h");
        assertThat(Files.readSymbolicLink(folder.resolve("twice"))).hasToString("a");
    }

    @Test
    void neverReplacesADirectoryOrPutsOneInPlaceOfAFile() throws Exception {
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("f"), "f");

        assertThatThrownBy(() -> extract(archive(file("d")), ArchiveLimits.DEFAULT, Existing.REPLACE))
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> extract(archive(file("f/x")), ArchiveLimits.DEFAULT, Existing.REPLACE))
                .hasMessageContaining("is no directory");
        assertThat(found()).containsExactly("folder", "folder/d", "folder/f");
    }

    @Test
    void neverGoesThroughALinkThatWasThere() throws Exception {
        Path elsewhere = Files.createDirectory(outside.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("l"), elsewhere);

        for (Existing existing : Existing.values()) {
            assertThatThrownBy(() -> extract(archive(file("l/owned")), ArchiveLimits.DEFAULT, existing))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is no directory");
            assertThatThrownBy(() -> extract(archive(symbolicLink("m", "l/x")), ArchiveLimits.DEFAULT, existing))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("which was there before");
        }
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(Files.exists(folder.resolve("m"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    /** In the long form as many as nobody has in a folder; each costs the file system some work. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void takesVeryManyEntries() throws Exception {
        int count = Boolean.getBoolean("fifoio.long") ? 100_000 : 2_000;
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.file("d" + i % 100 + "/e" + i, 1, out -> out.write('x')));
        }

        try (ArchiveReader reader = Tar.read(Tar.of(entries).open())) {
            reader.extractTo(folder);
        }

        try (Stream<Path> paths = Files.walk(folder)) {
            assertThat(paths.filter(Files::isRegularFile).count()).isEqualTo(count);
        }
    }

    @Test
    void extractsAZipTheSameWay() throws Exception {
        byte[] zip = Payload.writtenBy(Zip.of(List.of(
                Entry.directory("d"),
                Entry.file("d/a", out -> out.write("x".getBytes(StandardCharsets.UTF_8)))
                        .permissions(0755),
                Entry.symbolicLink("l", "d/a"))));

        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            reader.extractTo(folder);
        }

        assertThat(folder.resolve("l")).hasContent("x");
        assertThat(permissions("d/a")).isEqualTo("rwxr-xr-x");
    }
}
