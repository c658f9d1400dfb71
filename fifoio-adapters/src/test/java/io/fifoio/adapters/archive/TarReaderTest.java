package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.ArchiveFormat.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a tar can contain, and what it may not. */
@ExtendWith(NoLeakedThreads.class)
final class TarReaderTest {

    @Test
    void takesZerosBehindTheEndOfATarAndASingleBlockOfThem() throws Exception {
        assertThat(names(Tar.read(new ByteArrayInputStream(Tars.joined(Tars.file("a"), new byte[512])))))
                .containsExactly("a");
        assertThat(names(Tar.read(new ByteArrayInputStream(Tars.joined(Tars.file("a"), new byte[100_000])))))
                .containsExactly("a");
    }

    @Test
    void takesNamesThatAreNotUtf8ForLatin1() throws Exception {
        byte[] latin = "Größe".getBytes(StandardCharsets.ISO_8859_1);
        byte[] archive = Tars.archive(Tars.header(latin, '0', 0, ""));

        assertThat(names(ArchiveFormat.TAR.read(archive))).containsExactly("Größe");
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

        assertThatThrownBy(() -> names(ArchiveFormat.TAR.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PAX record");
    }

    @Test
    void globalRecordsHoldUntilAnEntryHasItsOwn() throws Exception {
        byte[] archive = Tars.archive(
                Tars.entry("g", 'g', "12 mtime=70\n".getBytes(StandardCharsets.UTF_8), ""),
                Tars.file("a"),
                Tars.pax("11 mtime=1\n"),
                Tars.file("b"),
                Tars.file("c"));
        List<Long> times = new ArrayList<>();

        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            while (reader.next()) {
                times.add(reader.entry().modified().getEpochSecond());
            }
        }

        assertThat(times).containsExactly(70L, 1L, 70L);
    }

    /** As git archives an empty folder, and tar writes the label of a volume without files. */
    @Test
    void takesGlobalRecordsAndALabelWithoutAnEntryBehindThem() throws Exception {
        byte[] global = Tars.entry("g", 'g', "12 mtime=70\n".getBytes(StandardCharsets.UTF_8), "");
        byte[] label = Tars.entry("label", 'V', new byte[0], "");

        assertThat(names(ArchiveFormat.TAR.read(Tars.archive(global)))).isEmpty();
        assertThat(names(ArchiveFormat.TAR.read(Tars.archive(label)))).isEmpty();
        assertThat(names(ArchiveFormat.TAR.read(Tars.archive(Tars.file("a"), label, global))))
                .containsExactly("a");
        assertThatThrownBy(() -> names(ArchiveFormat.TAR.read(Tars.archive(Tars.pax("12 path=one\n"), global))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no entry");
    }

    @Test
    void boundsTheHeadersOfATar() {
        byte[] huge = Tars.header("x", 'x', 8L << 30, "");
        byte[][] many = new byte[3000][];
        Arrays.fill(many, Tars.entry("g", 'g', "12 mtime=70\n".getBytes(StandardCharsets.UTF_8), ""));

        for (byte[] archive : List.of(
                huge, Tars.header("L", 'L', (8L << 30) - 1, ""), Tars.archive(Tars.joined(many), Tars.file("a")))) {
            assertThatThrownBy(() -> names(ArchiveFormat.TAR.read(archive)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than 1048576 bytes");
        }
    }

    @Test
    void refusesLinksAndDirectoriesWithContent() {
        for (char type : "125".toCharArray()) {
            byte[] archive = Tars.archive(Tars.entry("a", type, new byte[10], "b"));

            assertThatThrownBy(() -> names(ArchiveFormat.TAR.read(archive)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has a size: 10");
        }
    }

    @Test
    void refusesATarOfSeveralVolumesAndAHeaderWithoutEntry() {
        assertThatThrownBy(() -> names(ArchiveFormat.TAR.read(Tars.archive(Tars.entry("a", 'M', new byte[0], "")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another volume");
        assertThatThrownBy(() -> names(ArchiveFormat.TAR.read(Tars.archive(Tars.pax("12 path=one\n")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no entry");
    }

    @Test
    void aSizeBeyond8GiBIsRead() throws Exception {
        byte[] archive = Tars.joined(Tars.pax("20 size=99999999999\n"), Tars.header("huge", '0', 0, ""));
        try (ArchiveReader reader = ArchiveFormat.TAR.read(
                archive, ArchiveLimits.DEFAULT.entrySize(Long.MAX_VALUE).totalSize(Long.MAX_VALUE))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().size()).isEqualTo(99_999_999_999L);
            assertThatCode(reader::close).doesNotThrowAnyException();
        }
    }

    /** Some programs skip such a content, others take it for headers. */
    @Test
    void refusesDevicesAndPipesWithContent() {
        for (char type : "346".toCharArray()) {
            byte[] archive = Tars.archive(Tars.entry("a", type, new byte[10], ""));

            assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"a\"")
                    .hasMessageContaining("has a size: 10");
        }
    }

    @Test
    void refusesTheLabelOfAVolumeWithContent() throws Exception {
        assertThat(ArchiveFormat.TAR.names(Tars.archive(Tars.header("label", 'V', 0, ""), Tars.file("a"))))
                .containsExactly("a");
        assertThatThrownBy(() -> ArchiveFormat.TAR.names(
                        Tars.archive(Tars.file("V"), Tars.entry("label", 'V', new byte[10], ""))))
                .isInstanceOf(IOException.class)
                .hasMessage("the label of a volume at byte 1024 has a size: 10");
    }

    /**
     * Some programs ignore global records, GNU tar those of all such headers except the last: they would find other
     * entries.
     */
    @ParameterizedTest
    @ValueSource(strings = {"12 size=512\n", "12 path=all\n", "16 linkpath=all\n"})
    void refusesASizeOrANameForAllEntries(String record) {
        byte[] archive =
                Tars.archive(Tars.entry("g", 'g', record.getBytes(StandardCharsets.UTF_8), ""), Tars.file("a"));

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessage("the global record " + record.substring(3, record.indexOf('='))
                        + ", before byte 1024, can't be that of all entries");
    }

    /**
     * As GNU tar writes what octal digits can't hold: a first byte 0x80, or 0xff for what is negative, then big-endian.
     */
    @Test
    void takesSizesInBinaryButNoneThatIsNegativeOrBeyondALong() throws Exception {
        byte[] ten = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10};
        byte[] minusOne = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
        byte[] twoTo63 = {(byte) 0x80, 0, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0};
        byte[] twoTo88 = {(byte) 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

        assertThat(ArchiveFormat.TAR.names(Tars.archive(sized('0', ten), new byte[512], Tars.file("b"))))
                .containsExactly("a", "b");
        for (byte[] size : List.of(minusOne, twoTo63, twoTo88)) {
            for (char type : "0xgLK5".toCharArray()) {
                assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(sized(type, size), Tars.file("b"))))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("not a tar header at byte 0");
            }
        }
    }

    private static byte[] sized(char type, byte[] size) {
        byte[] header = Tars.header("a", type, 0, "");
        System.arraycopy(size, 0, header, 124, size.length);
        return Tars.summed(header);
    }

    @Test
    void refusesASizeThatIsNoNumber() {
        for (String size : List.of("-0000000001", "0000000009 ", "000000000x0", "0x000000010")) {
            assertThatThrownBy(() -> ArchiveFormat.TAR.names(
                            Tars.archive(sized('0', size.getBytes(StandardCharsets.UTF_8)), Tars.file("b"))))
                    .as(size)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a tar header at byte 0");
        }
    }

    @Test
    void refusesAHeaderWhoseChecksumIsWrong() {
        byte[] archive = Tars.archive(Tars.file("a"), Tars.file("b"));
        archive[1024] = 'c';

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a tar header at byte 1024: its checksum is wrong");
    }

    /** Records that nobody uses are not kept, so their number needs no limit. */
    @Test
    void takesGlobalRecordsThatMeanNothingHoweverMany() throws Exception {
        byte[][] parts = new byte[3000][];
        for (int i = 0; i < parts.length; i++) {
            byte[] record =
                    String.format("512 comment.%04d=%s\n", i, "x".repeat(494)).getBytes(StandardCharsets.UTF_8);
            parts[i] = Tars.joined(Tars.entry("g", 'g', record, ""), Tars.file("a"));
        }

        assertThat(ArchiveFormat.TAR.names(Tars.archive(parts))).hasSize(parts.length);
    }
}
