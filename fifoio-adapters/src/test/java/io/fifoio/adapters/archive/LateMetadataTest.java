package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.joined;
import static io.fifoio.adapters.archive.Zips.LINK;
import static io.fifoio.adapters.archive.Zips.archive;
import static io.fifoio.adapters.archive.Zips.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Permissions and links that only the directory at the end of a zip contains, as Info-ZIP, Python and most others write
 * them.
 */
@ExtendWith(NoLeakedThreads.class)
final class LateMetadataTest {

    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;

    @TempDir
    Path folder;

    private static Zips named(String name, String content) {
        return stored(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The first entry, and the second. */
    private static byte[] of(Zips first, int firstMode, Zips second, int secondMode) {
        byte[] start = first.local();
        return archive(
                joined(start, second.local()), first.listed(0, firstMode), second.listed(start.length, secondMode));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void extract(byte[] zip, Existing existing) throws IOException {
        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            reader.extractTo(out(), existing);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void areExtracted() throws Exception {
        extract(of(named("d/run", "#!"), FILE | 0755, named("d/link", "run"), LINK), Existing.REFUSE);

        assertThat(permissions(out().resolve("d/run"))).isEqualTo("rwxr-xr-x");
        assertThat(Files.readSymbolicLink(out().resolve("d/link"))).hasToString("run");
    }

    @Test
    void arePermissionsNoFurtherThanIsHarmless() throws Exception {
        extract(of(named("d/", ""), FOLDER | 0007, named("d/f", "x"), FILE | 07077), Existing.REFUSE);

        assertThat(permissions(out().resolve("d"))).isEqualTo("rwx---r-x");
        assertThat(permissions(out().resolve("d/f"))).isEqualTo("rw-r-xr-x");
    }

    @Test
    void whichNobodyToldAreTheUsualOnes() throws Exception {
        extract(of(named("a", "x"), 0, named("b", "x"), FILE | 0600), Existing.REFUSE);

        assertThat(permissions(out().resolve("a"))).isEqualTo("rw-r--r--");
        assertThat(permissions(out().resolve("b"))).isEqualTo("rw-------");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linksThatAreRefused")
    void areNoWayOut(String reason, String target) {
        byte[] zip = of(named("d/a", "x"), FILE | 0600, named("link", target), LINK);

        assertThatThrownBy(() -> extract(zip, Existing.REFUSE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link")
                .hasMessageContaining(reason);
        assertThat(out()).doesNotExist();
    }

    static Stream<Arguments> linksThatAreRefused() {
        return Stream.of(
                Arguments.of("it is absolute", "/etc/passwd"),
                Arguments.of("it leads out of the folder", "../out"),
                Arguments.of("it is empty", ""),
                Arguments.of("the limit \"nameLength\" is 4096", "x".repeat(5000)),
                Arguments.of("longer than 65536 bytes", "x".repeat(70_000)));
    }

    /** What is behind a link was never there, so its directory can't come to be one. */
    @Test
    void areNothingToBeGoneThrough() {
        byte[] zip = of(named("d/a", "x"), LINK, named("d/a/b", "x"), FILE | 0600);

        assertThatThrownBy(() -> extract(zip, Existing.REFUSE)).isInstanceOf(IOException.class);
        assertThat(out()).doesNotExist();
    }

    @Test
    void areNotThoseOfAnEntryThatWasNotThere() {
        byte[] entry = named("a", "x").local();
        byte[] zip = archive(entry, named("b", "x").listed(0, LINK));

        assertThatThrownBy(() -> extract(zip, Existing.REFUSE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lists others");
        assertThat(out()).doesNotExist();
    }

    @Test
    void areNotThoseOfADirectory() {
        byte[] zip = of(named("d/", ""), LINK, named("d/f", "x"), FILE | 0600);

        assertThatThrownBy(() -> extract(zip, Existing.REFUSE)).hasMessageContaining("1 symbolic links");
        assertThat(out()).doesNotExist();
    }

    /** The one that is there is not the one that is a link. */
    @Test
    void ofAnEntryWhosePlaceAnotherHasTakenAreNotKnown() throws Exception {
        byte[] link = of(named("a", "b"), LINK, named("a", "c"), FILE | 0755);
        assertThatThrownBy(() -> extract(link, Existing.REPLACE)).hasMessageContaining("1 symbolic links");
        assertThat(out()).doesNotExist();

        extract(of(named("a", "b"), FILE | 0755, named("a", "c"), FILE | 0644), Existing.REPLACE);
        assertThat(permissions(out().resolve("a"))).isEqualTo("rw-r--r--");
    }

    @Test
    void areNotThoseOfWhatWasReadBefore() throws Exception {
        byte[] zip = of(named("a", "b"), LINK, named("a", "x"), FILE | 0755);

        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(() -> reader.extractTo(out())).hasMessageContaining("1 symbolic links");
        }
        assertThat(out()).doesNotExist();
    }

    @Test
    void areAnErrorToWhoReadsOneByOne() throws Exception {
        byte[] zip = of(named("a", "b"), LINK, named("b", "x"), FILE | 0755);

        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next).hasMessageContaining("1 symbolic links");
        }
    }

    /** An entry that says what kind it is stays of that kind: code that read it as a stream has taken it for that. */
    @Test
    void contradictNothingThatWasToldBefore() {
        Zips file = named("a", "b").extra(Zips.mode(FILE | 0644));
        byte[] zip = of(file, LINK, named("b", "x").extra(Zips.mode(FILE | 0644)), FILE | 0644);

        assertThatThrownBy(() -> extract(zip, Existing.REFUSE)).hasMessageContaining("1 symbolic links");
        assertThat(out()).doesNotExist();
    }
}
