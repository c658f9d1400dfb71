package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of archives, ours and others, whole, cut, damaged, too large. */
@ExtendWith(NoLeakedThreads.class)
final class ArchiveReaderTest {

    private static final byte[] PAYLOAD = Payload.ofSize(3000);
    private static final Instant TIME = Instant.parse("2026-11-23T01:02:03Z");

    enum Format {
        TAR(Tar::of, Tar::read),
        ZIP(Zip::of, Zip::read);

        private final java.util.function.Function<List<Entry>, PushSource> writer;
        private final BiFunction<InputStream, ArchiveLimits, ArchiveReader> reader;

        Format(
                java.util.function.Function<List<Entry>, PushSource> writer,
                BiFunction<InputStream, ArchiveLimits, ArchiveReader> reader) {
            this.writer = writer;
            this.reader = reader;
        }

        byte[] write(Entry... entries) throws Exception {
            return Payload.writtenBy(writer.apply(List.of(entries)));
        }

        ArchiveReader read(byte[] archive) {
            return read(archive, ArchiveLimits.DEFAULT);
        }

        ArchiveReader read(byte[] archive, ArchiveLimits limits) {
            return reader.apply(new ByteArrayInputStream(archive), limits);
        }
    }

    private static Entry file(String name) {
        return Entry.file(name, PAYLOAD.length, out -> out.write(PAYLOAD));
    }

    /** All of it, or what it throws. */
    private static List<String> names(ArchiveReader opened) throws IOException {
        List<String> names = new ArrayList<>();
        try (ArchiveReader reader = opened) {
            while (reader.next()) {
                names.add(reader.entry().name());
                reader.entry().content().readAllBytes();
            }
            assertThat(reader.next()).isFalse();
        }
        return names;
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatWasPutIn(Format format) throws Exception {
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
    void anEmptyArchiveHasNoEntryAndAnEmptyStreamIsNone(Format format) throws Exception {
        assertThat(names(format.read(format.write()))).isEmpty();
        assertThatThrownBy(() -> names(format.read(new byte[0])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut");
    }

    @ParameterizedTest
    @EnumSource
    void isAnErrorWhereverItIsCut(Format format) throws Exception {
        byte[] archive = format.write(file("a"), Entry.directory("d"), Entry.file("b", out -> out.write(PAYLOAD)));
        // One block of zeros is end enough; what follows in a tar is filling up.
        int needed = format == Format.ZIP ? archive.length : 512 * (1 + 6 + 1 + 1 + 6 + 1);
        for (int length = 0; length < needed; length++) {
            byte[] cut = Arrays.copyOf(archive, length);

            assertThatThrownBy(() -> names(format.read(cut)))
                    .as("cut to %s of %s", length, archive.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotEndAContentThatIsCut(Format format) throws Exception {
        byte[] cut = Arrays.copyOf(format.write(file("a")), 2000);
        try (ArchiveReader reader = format.read(cut)) {
            assertThat(reader.next()).isTrue();
            InputStream content = reader.entry().content();
            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut");
            assertThatThrownBy(content::read).isInstanceOf(IOException.class).hasMessageContaining("cut");
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessageContaining("cut");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatFollowsTheEnd(Format format) throws Exception {
        byte[] archive = Tars.joined(format.write(file("a")), new byte[] {1});

        assertThatThrownBy(() -> names(format.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessage("something follows the archive's end, at byte " + (archive.length - 1)
                        + (format == Format.TAR ? "; another archive must be read with a reader of its own" : ""));
    }

    @Test
    void takesZerosBehindTheEndOfATarAndASingleBlockOfThem() throws Exception {
        assertThat(names(Tar.read(new ByteArrayInputStream(Tars.joined(Tars.file("a"), new byte[512])))))
                .containsExactly("a");
        assertThat(names(Tar.read(new ByteArrayInputStream(Tars.joined(Tars.file("a"), new byte[100_000])))))
                .containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void noticesADamagedContentOrHeader(Format format) throws Exception {
        byte[] archive = format.write(file("a"));
        archive[format == Format.TAR ? 3 : archive.length / 2] ^= 1;

        assertThatThrownBy(() -> names(format.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(damaged|checksum).*");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheLimitThatWasMet(Format format) throws Exception {
        byte[] archive = format.write(file("a"), file("bb"), Entry.file("c", out -> out.write(PAYLOAD)));
        ArchiveLimits all = ArchiveLimits.DEFAULT;

        assertThatThrownBy(() -> names(format.read(archive, all.entries(2))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 2 entries")
                .hasMessageContaining("\"entries\"");
        assertThatThrownBy(() -> names(format.read(archive, all.entrySize(2999))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"entrySize\" is 2999");
        assertThatThrownBy(() -> names(format.read(archive, all.totalSize(8999))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 8999 bytes")
                .hasMessageContaining("\"totalSize\"");
        assertThatThrownBy(() -> names(format.read(archive, all.nameLength(1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"nameLength\" is 1")
                .hasMessageContaining("\"bb\"");
        assertThat(names(format.read(
                        archive, all.entries(3).entrySize(3000).totalSize(9000).nameLength(2))))
                .containsExactly("a", "bb", "c");
    }

    @Test
    void refusesALimitThatMakesNoSense() {
        assertThatThrownBy(() -> ArchiveLimits.DEFAULT.entries(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entries is -1");
    }

    /** A bomb: a thousandfold, known only when it is read. */
    @Test
    void stopsABombThatIsPassedOver() throws Exception {
        byte[] archive = Format.ZIP.write(Entry.file("bomb", out -> {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }));
        assertThat(archive.length).isLessThan(100_000);
        try (ArchiveReader reader = Format.ZIP.read(archive, ArchiveLimits.DEFAULT.entrySize(1 << 20))) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessageContaining("\"entrySize\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEntryIsReadInItsTurnOnly(Format format) throws Exception {
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
    void takesAStreamThatGivesLittle(Format format) throws Exception {
        byte[] archive = format.write(file("a"), Entry.file("b", out -> out.write(PAYLOAD)));
        InputStream little = new FilterInputStream(new ByteArrayInputStream(archive)) {
            private int turn;

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return turn++ % 3 == 0 ? 0 : super.read(b, off, 1);
            }
        };

        assertThat(names(format.reader.apply(little, ArchiveLimits.DEFAULT))).containsExactly("a", "b");
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
    void takesNamesThatAreNotUtf8ForLatin1() throws Exception {
        byte[] latin = "Größe".getBytes(StandardCharsets.ISO_8859_1);
        byte[] archive = Tars.archive(Tars.header(latin, '0', 0, ""));

        assertThat(names(Format.TAR.read(archive))).containsExactly("Größe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 path=x\n",
                "path=x\n",
                "9 path=x\n10 path=",
                "0 path=x\n",
                "10path=xx\n",
                "10 pathxxx\n",
                "99999999999999999999 path=x\n",
                "12 size=abcd\n",
                "14 mtime=abcde\n",
                "29 size=99999999999999999999\n"
            })
    void refusesPaxRecordsThatMakeNoSense(String records) {
        byte[] archive = Tars.archive(Tars.pax(records), Tars.file("a"));

        assertThatThrownBy(() -> names(Format.TAR.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PAX record");
    }

    @Test
    void globalRecordsHoldUntilAnEntryHasItsOwn() throws Exception {
        byte[] archive = Tars.archive(
                Tars.entry("g", 'g', "12 path=all\n".getBytes(StandardCharsets.UTF_8), ""),
                Tars.file("a"),
                Tars.pax("12 path=one\n"),
                Tars.file("b"),
                Tars.pax("8 path=\n"),
                Tars.file("c"));

        assertThat(names(Format.TAR.read(archive))).containsExactly("all", "one", "c");
    }

    @Test
    void boundsTheHeadersOfATar() {
        byte[] huge = Tars.header("x", 'x', 8L << 30, "");
        byte[][] many = new byte[3000][];
        Arrays.fill(many, Tars.pax("12 path=one\n"));

        for (byte[] archive : List.of(
                huge, Tars.header("L", 'L', (8L << 30) - 1, ""), Tars.archive(Tars.joined(many), Tars.file("a")))) {
            assertThatThrownBy(() -> names(Format.TAR.read(archive)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than 1048576 bytes");
        }
    }

    @Test
    void refusesLinksAndDirectoriesWithContent() {
        for (char type : "125".toCharArray()) {
            byte[] archive = Tars.archive(Tars.entry("a", type, new byte[10], "b"));

            assertThatThrownBy(() -> names(Format.TAR.read(archive)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has a size: 10");
        }
    }

    @Test
    void refusesATarOfSeveralVolumesAndAHeaderWithoutEntry() {
        assertThatThrownBy(() -> names(Format.TAR.read(Tars.archive(Tars.entry("a", 'M', new byte[0], "")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another volume");
        assertThatThrownBy(() -> names(Format.TAR.read(Tars.archive(Tars.pax("12 path=one\n")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no entry");
    }

    @Test
    void refusesAZipThatIsEncryptedOrOfAnotherMethod() throws Exception {
        byte[] encrypted = Format.ZIP.write(file("a"));
        encrypted[6] |= 1;
        assertThatThrownBy(() -> names(Format.ZIP.read(encrypted)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("encrypted");
        byte[] bzip2 = Format.ZIP.write(file("a"));
        bzip2[8] = 12;
        assertThatThrownBy(() -> names(Format.ZIP.read(bzip2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("12, BZIP2");
    }

    @Test
    void refusesAZipWhoseDirectoryListsOtherEntries() throws Exception {
        byte[] archive = Format.ZIP.write(file("a"), file("b"));
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int listed = text.indexOf("PK\1\2");
        archive[text.indexOf('b', listed)] = 'c';

        assertThatThrownBy(() -> names(Format.ZIP.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lists others than the 2");
    }

    @Test
    void refusesWhatIsNoArchive() {
        byte[] text = "This is no archive, though it is long enough to be one. "
                .repeat(20)
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Format.TAR.read(text).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no header of a tar at byte 0");
        assertThatThrownBy(() -> Format.ZIP.read(text).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no zip");
    }

    @Test
    void aSizeBeyond8GiBIsRead() throws Exception {
        byte[] archive = Tars.joined(Tars.pax("20 size=99999999999\n"), Tars.header("huge", '0', 0, ""));
        try (ArchiveReader reader = Format.TAR.read(
                archive, ArchiveLimits.DEFAULT.entrySize(Long.MAX_VALUE).totalSize(Long.MAX_VALUE))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().size()).isEqualTo(99_999_999_999L);
            assertThatCode(reader::close).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAHundredThousandEntries(Format format) throws Exception {
        Entry[] entries = new Entry[100_000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Entry.file("d" + i % 100 + "/e" + i, 1, out -> out.write('x'));
        }

        assertThat(names(format.read(format.write(entries)))).hasSize(entries.length);
    }
}
