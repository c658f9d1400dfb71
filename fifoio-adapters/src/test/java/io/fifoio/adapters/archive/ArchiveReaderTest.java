package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.ArchiveFormat.PAYLOAD;
import static io.fifoio.adapters.archive.ArchiveFormat.file;
import static io.fifoio.adapters.archive.ArchiveFormat.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of archives, ours and others. */
@ExtendWith(NoLeakedThreads.class)
final class ArchiveReaderTest {

    private static final Instant TIME = Instant.parse("2026-11-23T01:02:03Z");

    @ParameterizedTest
    @EnumSource
    void givesWhatWasPutIn(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(
                Entry.directory("d").modified(TIME).permissions(0700),
                file("d/a").modified(TIME).permissions(0640),
                Entry.file("ü🎈", out -> out.write(PAYLOAD)).stored(),
                Entry.symbolicLink("l", "d/a").modified(TIME));
        try (ArchiveReader reader = format.read(archive)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().kind()).isEqualTo(EntryKind.DIRECTORY);
            assertThat(reader.entry().name()).isEqualTo("d/");
            assertThat(reader.entry().permissions()).isEqualTo(0700);
            assertThat(reader.entry().content().read()).isEqualTo(-1);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().kind()).isEqualTo(EntryKind.FILE);
            assertThat(reader.entry().permissions()).isEqualTo(0640);
            assertThat(reader.entry().modified()).isEqualTo(TIME);
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(reader.entry().content().read()).isEqualTo(-1);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("ü🎈");
            assertThat(reader.entry().size()).isEqualTo(PAYLOAD.length);
            assertThat(reader.entry().content().readNBytes(10)).isEqualTo(Arrays.copyOf(PAYLOAD, 10));
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().kind()).isEqualTo(EntryKind.SYMBOLIC_LINK);
            assertThat(reader.entry().linkTarget()).isEqualTo("d/a");
            assertThat(reader.entry().modified()).isEqualTo(TIME);
            assertThat(reader.next()).isFalse();
            assertThat(reader.next()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyArchiveHasNoEntryAndAnEmptyStreamIsNone(ArchiveFormat format) throws Exception {
        assertThat(names(format.read(format.write()))).isEmpty();
        assertThatThrownBy(() -> names(format.read(new byte[0])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated");
    }

    @ParameterizedTest
    @EnumSource
    void anEntryIsReadInItsTurnOnly(ArchiveFormat format) throws Exception {
        ArchiveReader reader = format.read(format.write(file("a"), file("b")));
        assertThatThrownBy(reader::entry).isInstanceOf(IllegalStateException.class);
        reader.next();
        InputStream first = reader.entry().content();
        reader.next();

        assertThatThrownBy(first::read).isInstanceOf(IOException.class).hasMessageContaining("\"a\"");
        InputStream second = reader.entry().content();
        second.close();
        assertThat(second.markSupported()).isFalse();
        assertThat(second.read(new byte[0], 0, 0)).isZero();
        reader.close();
        assertThatThrownBy(second::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    /** One byte at a time, and sometimes none. */
    @ParameterizedTest
    @EnumSource
    void takesAStreamThatGivesLittle(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(file("a"), Entry.file("b", out -> out.write(PAYLOAD)));
        InputStream little = new FilterInputStream(new ByteArrayInputStream(archive)) {
            private int turn;

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return turn++ % 3 == 0 ? 0 : super.read(b, off, 1);
            }
        };

        assertThat(names(format.read(little, ArchiveLimits.DEFAULT))).containsExactly("a", "b");
    }

    @Test
    void anyFailureOfTheStreamIsToldAsItIs() {
        IOException failure = new IOException("gone");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };

        assertThatThrownBy(() -> Tar.read(broken).next()).isSameAs(failure);
        assertThatThrownBy(() -> Zip.read(broken).next()).isSameAs(failure);
    }

    @Test
    void refusesWhatIsNoArchive() {
        byte[] text = "This is no archive, though it is long enough to be one. "
                .repeat(20)
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ArchiveFormat.TAR.read(text).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a tar header at byte 0");
        assertThatThrownBy(() -> ArchiveFormat.ZIP.read(text).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a zip");
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void readsVeryManyEntries(ArchiveFormat format) throws Exception {
        Entry[] entries = new Entry[Boolean.getBoolean("fifoio.long") ? 100_000 : 10_000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Entry.file("d" + i % 100 + "/e" + i, 1, out -> out.write('x'));
        }

        assertThat(names(format.read(format.write(entries)))).hasSize(entries.length);
    }
}
