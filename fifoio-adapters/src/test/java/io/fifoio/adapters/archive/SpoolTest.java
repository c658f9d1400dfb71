package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents whose size must be determined first. */
@ExtendWith(NoLeakedThreads.class)
final class SpoolTest {

    @TempDir
    Path folder;

    private PushSource tar(PushSource content) {
        return Tar.of(List.of(Entry.file("a", content)), Spool.upTo(10 << 20).in(folder));
    }

    private static void assertHolds(byte[] tar, byte[] content) throws IOException {
        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().size()).isEqualTo(content.length);
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(content);
            assertThat(reader.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Spooled.IN_MEMORY, Spooled.IN_MEMORY + 1, 5_000_000})
    void measuresWhateverLength(int length) throws Exception {
        byte[] content = Payload.ofSize(length);
        PushSource straight = tar(out -> out.write(content));
        PushSource inSteps = tar(PushSource.from(() -> new ByteArrayInputStream(content)));

        assertHolds(Payload.writtenBy(straight), content);
        assertHolds(Payload.writtenBy(inSteps), content);
        for (PushSource source : List.of(straight, inSteps)) {
            try (SourceInputStream in = source.open()) {
                assertHolds(in.readAllBytes(), content);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** A system call for each write would take seconds for some megabytes. */
    @Test
    void gathersWhatIsWrittenByteByByte() throws Exception {
        byte[] content = Payload.ofSize(Spooled.IN_MEMORY + 100_000);
        PushSource tar = tar(out -> {
            for (byte b : content) {
                out.write(b);
            }
        });
        assertHolds(Payload.writtenBy(tar), content);
        assertThat(folder).isEmptyDirectory();

        Path counts = Path.of("/proc/self/io");
        assumeTrue(Files.isReadable(counts), "skipped: this system does not count the writes of a process");
        long before = writes(counts);
        Payload.writtenBy(tar);
        assertThat(writes(counts) - before)
                .as("writes of this process meanwhile")
                .isLessThan(10_000);
    }

    private static long writes(Path counts) throws IOException {
        return Files.readAllLines(counts).stream()
                .filter(line -> line.startsWith("syscw: "))
                .mapToLong(line -> Long.parseLong(line.substring(7)))
                .findFirst()
                .orElseThrow();
    }

    /** A channel of a file would be closed by each of these interrupts, and the content lost. */
    @Test
    void losesNothingToInterruptsOfTheReader() throws Exception {
        byte[] content = Payload.ofSize(3_000_000);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[50_000];
        try (SourceInputStream in =
                tar(PushSource.from(() -> new ByteArrayInputStream(content))).open()) {
            for (int count = 0; count >= 0; ) {
                Thread.currentThread().interrupt();
                try {
                    count = in.read(chunk);
                    read.write(chunk, 0, Math.max(0, count));
                } catch (InterruptedIOException e) {
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                }
            }
        } finally {
            Thread.interrupted();
        }

        assertHolds(read.toByteArray(), content);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void usesNoSpoolWhereTheContentKnowsItsLength() throws Exception {
        byte[] content = Payload.ofSize(5_000_000);
        PushSource declared = out -> out.write(content);
        Path file = Files.write(folder.resolve("content"), content);

        for (PushSource sized :
                List.of(declared.ofLength(content.length), PushSource.from(content), PushSource.from(file))) {
            assertHolds(Payload.writtenBy(Tar.of(List.of(Entry.file("a", sized)), Spool.upTo(0))), content);
        }
    }

    @Test
    void namesTheLimit() {
        byte[] content = new byte[2_000_000];
        PushSource tar = Tar.of(
                List.of(Entry.file("a", out -> out.write(content))),
                Spool.upTo(1_999_999).in(folder));

        assertThatThrownBy(() -> tar.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("longer than the 1999999 bytes");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> Spool.upTo(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void isGoneAfterAFailure() {
        IllegalStateException failure = new IllegalStateException("half way");
        PushSource tar = tar(out -> {
            out.write(new byte[3_000_000]);
            throw failure;
        });

        assertThatThrownBy(() -> tar.writeTo(new ByteArrayOutputStream())).isSameAs(failure);
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> {
                    try (SourceInputStream in = tar.open()) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .cause()
                .isSameAs(failure);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isGoneAfterReadingWasGivenUp() throws Exception {
        try (SourceInputStream in = tar(out -> out.write(new byte[5_000_000])).open()) {
            in.readNBytes(100_000);
        }

        assertThat(folder).isEmptyDirectory();
    }

    /** {@code PrintStream} swallows what its target throws. */
    @Test
    void noticesAContentThatSwallowsThatItIsTooLong() {
        PushSource tar = Tar.of(
                List.of(Entry.file("a", out -> new PrintStream(out, true).print("longer than that"))), Spool.upTo(5));

        assertThatThrownBy(() -> tar.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than the 5 bytes");
    }

    @Test
    void namesTheFolderThatIsNotThere() {
        Path missing = folder.resolve("missing");
        PushSource tar = Tar.of(
                List.of(Entry.file("a", out -> out.write(new byte[2_000_000]))),
                Spool.upTo(10 << 20).in(missing));

        assertThatThrownBy(() -> tar.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }
}
