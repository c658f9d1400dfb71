package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder as the entries of an archive. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class FolderTest {

    private static final byte[] LONG = Payload.ofSize(200_000);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

    @TempDir
    private Path work;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        OpenHandles.assertNoneIn(work);
    }

    private void fill() throws IOException {
        Files.createDirectories(folder.resolve("logs/deeper/empty"));
        Files.write(folder.resolve("logs/of the day"), LONG);
        Files.writeString(folder.resolve("logs/deeper/\u00dcbergr\u00f6\u00dfe \ud83c\udf88"), "big");
        Files.createFile(folder.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("latest"), Path.of("logs/of the day"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of("logs"));
        Files.createSymbolicLink(folder.resolve("logs/nowhere"), Path.of("deeper/\u00fc/"));
        Files.setLastModifiedTime(folder.resolve("logs/of the day"), FileTime.from(TIME));
    }

    private static List<String> names(Iterable<Entry> entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(Entry::name)
                .sorted()
                .toList();
    }

    private static List<String> found(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.skip(1).map(path -> seen(folder, path)).sorted().toList();
        }
    }

    private static String seen(Path folder, Path path) {
        try {
            String name = folder.relativize(path).toString();
            return Files.isSymbolicLink(path)
                    ? name + " -> " + Files.readSymbolicLink(path)
                    : Files.isDirectory(path)
                            ? name + "/"
                            : name + " " + Files.getLastModifiedTime(path).toMillis() / 1000 + " "
                                    + Arrays.hashCode(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PushSource archived(ArchiveFormat format, Folder folder) {
        return format == ArchiveFormat.TAR ? Tar.of(folder) : Zip.of(folder);
    }

    @ParameterizedTest
    @EnumSource
    void comesBackAsItWas(ArchiveFormat format) throws Exception {
        fill();
        Path copy = work.resolve("copy");

        try (ArchiveReader reader =
                format.read(archived(format, Folder.of(folder)).open(), ArchiveLimits.DEFAULT)) {
            reader.extractTo(copy);
        }

        assertThat(found(copy)).isEqualTo(found(folder)).hasSize(9);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameReadInStepsAndWrittenStraightOutAndAgain(ArchiveFormat format) throws Exception {
        fill();
        PushSource archive = archived(format, Folder.of(folder));
        byte[] written = Payload.writtenBy(archive);

        assertThat(archive).isInstanceOf(StepwiseSource.class);
        for (int i = 0; i < 2; i++) {
            try (SourceInputStream in = archive.open()) {
                assertThat(in.readAllBytes()).isEqualTo(written);
            }
        }
    }

    @Test
    void readsLikeTheSentenceThatDescribesIt() throws Exception {
        fill();
        try (ArchiveReader reader = Tar.read(new GZIPInputStream(
                Tar.of(Folder.of(folder)).through(GZIPOutputStream::new).open()))) {
            reader.extractTo(work.resolve("copy"));
        }
        assertThat(found(work.resolve("copy"))).isEqualTo(found(folder));
    }

    @Test
    void needsNoThreadForLongFiles() throws Exception {
        fill();
        for (Entry entry : Folder.of(folder)) {
            if (entry.kind() == EntryKind.FILE) {
                assertThat(entry.content()).isInstanceOf(StepwiseSource.class);
            }
        }
    }

    @Test
    void hasADirectoryBeforeWhatIsInIt() throws Exception {
        fill();
        List<String> seen = new ArrayList<>(List.of(""));
        for (Entry entry : Folder.of(folder)) {
            String inDirectory = entry.name().replaceAll("[^/]*/?$", "");
            assertThat(seen).contains(inDirectory);
            seen.add(entry.name());
        }
        assertThat(seen).hasSize(10);
    }

    @Test
    void isWalkedAnewEachTime() throws Exception {
        Folder lively = Folder.of(folder);
        assertThat(lively).isEmpty();
        Files.createFile(folder.resolve("late"));
        assertThat(names(lively)).containsExactly("late");
    }

    @Test
    void mayBeReachedThroughALink() throws Exception {
        Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(work.resolve("link"), folder);
        assertThat(names(Folder.of(link))).containsExactly("file");
    }

    @Test
    void leavesOutWhatIsExcludedWithAllThatIsInIt() throws Exception {
        fill();
        List<Path> asked = new ArrayList<>();
        Folder some = Folder.of(folder)
                .excluding(path -> path.endsWith("deeper"))
                .excluding(path -> asked.add(path) && path.equals(folder.resolve("nothing")));

        assertThat(names(some)).containsExactly("latest", "logs/", "logs/nowhere", "logs/of the day", "up");
        assertThat(asked).hasSize(6).allMatch(path -> path.startsWith(folder));
    }

    /** A file that comes and goes must not matter if it is excluded. */
    @Test
    void asksNothingElseAboutWhatIsExcluded() throws Exception {
        Files.createFile(folder.resolve("file"));
        Folder without = Folder.of(folder).excluding(path -> {
            delete(path);
            return true;
        });
        assertThat(without).isEmpty();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasOtherEntriesForItsOwn() throws Exception {
        fill();
        Folder mapped = Folder.of(folder)
                .mapping(entry -> entry.name("b/" + entry.name()))
                .mapping(entry -> entry.name("a/" + entry.name()).permissions(0700));

        assertThat(names(mapped))
                .hasSize(9)
                .allMatch(name -> name.startsWith("a/b/"))
                .contains("a/b/logs/");
        assertThat(mapped).allMatch(entry -> entry.permissions() == 0700);
    }

    @Test
    void aSocketIsRefusedOrLeftOut() throws Exception {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertThatThrownBy(() -> Payload.writtenBy(Tar.of(Folder.of(folder))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(socket + " is not a file, directory or symbolic link; Folder.excludingSpecialFiles()"
                            + " leaves such things out");
            assertThat(Folder.of(folder).excludingSpecialFiles()).isEmpty();
            assertThat(Folder.of(folder).excluding(socket::equals)).isEmpty();
        }
    }

    @Test
    void mustBeThereAndBeOne() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Folder.of(file))
                .isExactlyInstanceOf(NotDirectoryException.class)
                .hasMessage(file.toString());
        assertThatThrownBy(() -> Folder.of(missing))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(missing.toString());
    }

    @Test
    void thatIsNoMoreThereFailsBeforeAnythingIsWritten() throws Exception {
        PushSource archive = Tar.of(Folder.of(folder));
        Files.delete(folder);
        List<Integer> written = new ArrayList<>();

        assertThatThrownBy(() -> archive.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) {
                        written.add(b);
                    }
                }))
                .isExactlyInstanceOf(NoSuchFileException.class)
                .hasMessage(folder.toString());
        assertThat(written).isEmpty();
    }

    @Test
    void closesItsDirectoriesWhenTheReaderLeaves() throws Exception {
        OpenHandles.assumeCountable();
        Files.createDirectories(folder.resolve("a/b/c"));
        Files.write(folder.resolve("a/b/c/file"), LONG);
        try (SourceInputStream in = Tar.of(Folder.of(folder)).open()) {
            in.readNBytes(LONG.length);
            assertThat(OpenHandles.in(work)).hasSizeGreaterThan(4).anyMatch(place -> place.endsWith("c/file"));
        }
        OpenHandles.assertNoneIn(work);
    }

    @Test
    void closesItsDirectoriesWhenItsIteratorIsClosed() throws Exception {
        fill();
        FolderWalk walk = Folder.of(folder).iterator();
        walk.next();
        walk.close();
        OpenHandles.assertNoneIn(work);
        assertThat(walk.hasNext()).isFalse();
    }

    @Test
    void closesItsDirectoriesAfterAFailureOfTheCallers() throws Exception {
        fill();
        IllegalStateException failure = new IllegalStateException("not this one");
        Iterator<Entry> walk = Folder.of(folder)
                .mapping(entry -> {
                    throw failure;
                })
                .iterator();

        assertThatThrownBy(walk::hasNext).isSameAs(failure);
        OpenHandles.assertNoneIn(work);
        assertThatThrownBy(walk::hasNext).hasMessageContaining(folder + " has failed before");
    }

    /** Each read by a thread with its flag set, as files can't be read by channels without being closed. */
    @Test
    void isReadByAThreadThatIsInterrupted() throws Exception {
        fill();
        PushSource archive = Tar.of(Folder.of(folder));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        try (SourceInputStream in = archive.open()) {
            int count = 0;
            while (count >= 0) {
                Thread.currentThread().interrupt();
                try {
                    count = in.read(buffer);
                    read.write(buffer, 0, Math.max(count, 0));
                } catch (InterruptedIOException nothingCameInThisStep) {
                    assertThat(nothingCameInThisStep).hasNoCause();
                } finally {
                    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
                }
            }
        }
        assertThat(read.toByteArray()).isEqualTo(Payload.writtenBy(archive));
    }

    @Test
    void entriesOutliveTheWalk() throws Exception {
        fill();
        List<Entry> entries = new ArrayList<>();
        Folder.of(folder).forEach(entries::add);

        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(Payload.writtenBy(Tar.of(entries))))) {
            reader.extractTo(work.resolve("copy"));
        }
        assertThat(found(work.resolve("copy"))).isEqualTo(found(folder));
    }

    @Test
    void isNamedByItsPath() throws Exception {
        assertThat(Folder.of(folder)).hasToString("Folder[" + folder + "]");
    }
}
