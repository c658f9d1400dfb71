package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of which an archive holds only what is no hole. */
@ExtendWith(NoLeakedThreads.class)
final class SparseTarTest {

    /** How a map is written. */
    enum Kind {
        GNU {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                return gnu(name, size, data, map);
            }
        },
        PAX_0_0 {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                StringBuilder records = new StringBuilder(sizes(size, map));
                for (int i = 0; i < map.length; i += 2) {
                    records.append(record("offset", map[i])).append(record("numbytes", map[i + 1]));
                }
                return Tars.joined(Tars.pax(records.toString()), Tars.entry(name, '0', data, ""));
            }
        },
        PAX_0_1 {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                String records = sizes(size, map)
                        + record("name", name)
                        + (map.length == 0 ? "" : record("map", joined(map, ",")));
                return Tars.joined(Tars.pax(records), Tars.entry("GNUSparseFile.1/" + name, '0', data, ""));
            }
        },
        PAX_1_0 {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                String lines = map.length / 2 + "\n" + joined(map, "\n") + (map.length == 0 ? "" : "\n");
                byte[] text = lines.getBytes(StandardCharsets.UTF_8);
                byte[] content = Tars.joined(text, new byte[-text.length & 511], data);
                return Tars.joined(
                        Tars.pax(version1(name, size)), Tars.entry("GNUSparseFile.1/" + name, '0', content, ""));
            }
        };

        /** @param map offset and length in turn */
        abstract byte[] named(String name, long size, byte[] data, long... map);

        byte[] entry(long size, byte[] data, long... map) {
            return named("sparse", size, data, map);
        }
    }

    private static String sizes(long size, long... map) {
        return record("size", size) + record("numblocks", map.length / 2);
    }

    private static String version1(String name, long size) {
        return record("major", 1) + record("minor", 0) + record("name", name) + record("realsize", size);
    }

    private static String record(String name, Object value) {
        String rest = " GNU.sparse." + name + "=" + value + "\n";
        int length = rest.length() + 2;
        length = rest.length() + String.valueOf(length).length();
        length = rest.length() + String.valueOf(length).length();
        return length + rest;
    }

    private static String joined(long[] map, String between) {
        return String.join(between, Arrays.stream(map).mapToObj(Long::toString).toList());
    }

    private static byte[] gnu(String name, long size, byte[] data, long... map) {
        byte[] header = Tars.header(name, 'S', data.length, "");
        put(header, 257, "ustar  \0");
        number(header, 483, size);
        byte[] rest = new byte[512];
        List<byte[]> parts = new ArrayList<>();
        parts.add(header);
        byte[] block = header;
        int at = 386;
        for (int i = 0; i < map.length; i += 2) {
            if (at == (block == header ? 482 : 504)) {
                block[at] = 1;
                block = rest.clone();
                parts.add(block);
                at = 0;
            }
            number(block, at, map[i]);
            number(block, at + 12, map[i + 1]);
            at += 24;
        }
        Tars.summed(header);
        parts.add(data);
        parts.add(new byte[-data.length & 511]);
        return Tars.joined(parts.toArray(byte[][]::new));
    }

    /** The checksum of the header that these bytes begin with. */
    private static void resum(byte[] archive) {
        System.arraycopy(Tars.summed(Arrays.copyOf(archive, 512)), 0, archive, 0, 512);
    }

    /** In digits; where they are not enough, in bytes. */
    private static void number(byte[] block, int at, long number) {
        if (number < 1L << 33) {
            put(block, at, String.format("%011o\0", number));
        } else {
            ByteBuffer.wrap(block, at, 12).put((byte) 0x80).put(new byte[3]).putLong(number);
        }
    }

    private static void put(byte[] block, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, block, at, text.length());
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Read in pieces of such a length, the entry behind it too. */
    private static byte[] content(byte[] entry, long size, int piece) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (ArchiveReader reader = ArchiveFormat.TAR.read(Tars.archive(entry, Tars.file("next")))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("sparse");
            assertThat(reader.entry().size()).isEqualTo(size);
            InputStream content = reader.entry().content();
            byte[] buffer = new byte[piece];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                assertThat(count).isPositive();
                read.write(buffer, 0, count);
            }
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("next");
            assertThat(reader.next()).isFalse();
        }
        return read.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void isReadWithItsHolesAsZeros(Kind kind) throws Exception {
        byte[] expected = new byte[10_000];
        Arrays.fill(expected, 1024, 2048, (byte) 1);
        Arrays.fill(expected, 5000, 5003, (byte) 2);
        byte[] data = Tars.joined(filled(1024, 1), filled(3, 2));
        for (int piece : new int[] {1, 512, 1000, 100_000}) {
            assertThat(content(kind.entry(10_000, data, 1024, 1024, 5000, 3, 10_000, 0), 10_000, piece))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadWhereItIsNothingButAHoleOrHasNone(Kind kind) throws Exception {
        byte[] dense = filled(1500, 1);

        assertThat(content(kind.entry(3000, new byte[0], 3000, 0), 3000, 700)).isEqualTo(new byte[3000]);
        assertThat(content(kind.entry(3000, new byte[0]), 3000, 700)).isEqualTo(new byte[3000]);
        assertThat(content(kind.entry(0, new byte[0]), 0, 700)).isEmpty();
        assertThat(content(kind.entry(1500, dense, 0, 512, 512, 988), 1500, 700))
                .isEqualTo(dense);
    }

    @ParameterizedTest
    @EnumSource
    void hasAsManyRegionsAsFitIntoAMebibyte(Kind kind) throws Exception {
        long[] map = new long[2 * 1000];
        for (int i = 0; i < map.length; i += 2) {
            map[i] = i * 512L;
            map[i + 1] = 512;
        }
        byte[] read = content(kind.entry(1_024_000, filled(512_000, 1), map), 1_024_000, 64 * 1024);
        for (int i = 0; i < read.length; i++) {
            assertThat(read[i]).isEqualTo((byte) (i / 512 % 2 == 0 ? 1 : 0));
        }

        long[] tooMany = new long[2 * 300_000];
        for (int i = 0; i < tooMany.length; i += 2) {
            tooMany[i] = i * 512L;
            tooMany[i + 1] = 512;
        }
        assertThatThrownBy(() -> content(kind.entry(1, new byte[0], tooMany), 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(too long|longer than 1048576 bytes).*");
    }

    @ParameterizedTest
    @EnumSource
    void isPassedOverAndCountsInFullAgainstTheLimits(Kind kind) throws Exception {
        byte[] archive = Tars.archive(kind.entry(1_000_000, new byte[512], 0, 512), Tars.file("next"));
        ArchiveLimits all = ArchiveLimits.DEFAULT;

        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            assertThat(reader.next() && reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("next");
        }
        assertThatThrownBy(() -> ArchiveFormat.names(ArchiveFormat.TAR.read(archive, all.entrySize(999_999))))
                .hasMessageContaining("\"entrySize\" is 999999");
        assertThatThrownBy(() -> ArchiveFormat.names(ArchiveFormat.TAR.read(archive, all.totalSize(1_000_003))))
                .hasMessageContaining("\"totalSize\"");
        assertThatThrownBy(() -> ArchiveFormat.names(ArchiveFormat.TAR.read(archive, all.ratio(100))))
                .hasMessageContaining("\"ratio\" is 100");
    }

    /** A small archive can tell of many large holes, which would fill the disk. */
    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void isExtractedWithItsHoles(Kind kind, @TempDir Path folder) throws Exception {
        long size = 4L << 30;
        byte[] archive = Tars.archive(
                kind.entry(size, filled(515, 1), 1 << 20, 512, size - 3, 3),
                kind.named("hole", size, new byte[0], size, 0),
                kind.named("short", 1000, filled(512, 2), 0, 512, 1000, 0));

        long free = Files.getFileStore(folder).getUsableSpace();

        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            reader.extractTo(folder);
        }

        assertThat(free - Files.getFileStore(folder).getUsableSpace()).isLessThan(1L << 30);
        try (FileChannel file = FileChannel.open(folder.resolve("sparse"))) {
            assertThat(file.size()).isEqualTo(size);
            ByteBuffer around = ByteBuffer.allocate(514);
            file.read(around, (1 << 20) - 1);
            assertThat(around.array()).isEqualTo(Tars.joined(new byte[1], filled(512, 1), new byte[1]));
            ByteBuffer end = ByteBuffer.allocate(4);
            file.read(end, size - 4);
            assertThat(end.array()).containsExactly(0, 1, 1, 1);
        }
        assertThat(folder.resolve("hole")).hasSize(size);
        assertThat(folder.resolve("short")).hasBinaryContent(Tars.joined(filled(512, 2), new byte[488]));
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void isPassedOverWithoutItsZeros(Kind kind) throws Exception {
        long size = 1L << 40;
        byte[] archive = Tars.archive(kind.entry(size, filled(512, 1), 512, 512, size, 0), Tars.file("next"));
        ArchiveLimits all = ArchiveLimits.DEFAULT.entrySize(size).totalSize(2 * size);

        assertThat(passedOver(archive, all)).isEqualTo(2);
        assertThatThrownBy(() -> passedOver(archive, all.ratio(1000))).hasMessageContaining("\"ratio\" is 1000");
        assertThatThrownBy(() -> passedOver(archive, all.totalSize(size + 3))).hasMessageContaining("\"totalSize\"");
    }

    private static int passedOver(byte[] archive, ArchiveLimits limits) throws IOException {
        int entries = 0;
        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive, limits)) {
            while (reader.next()) {
                entries++;
            }
        }
        return entries;
    }

    @ParameterizedTest
    @EnumSource
    void isAnErrorWhereverItIsCut(Kind kind) {
        byte[] archive = kind.entry(1000, filled(512, 1), 0, 512, 1000, 0);
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);

            assertThatThrownBy(() -> ArchiveFormat.TAR.names(cut))
                    .as("cut to %s of %s", length, archive.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            512 512 0 512     | 1024 | 2000 | overlap, or are not in order
            0 512 511 512     | 1024 | 2000 | overlap, or are not in order
            0 512 1024 512    | 1024 | 1535 | leads beyond the file's end
            2000 0            | 0    | 1999 | leads beyond the file's end
            0 512             | 513  | 2000 | its regions have 512 bytes, the content has 513
            0 513             | 512  | 2000 | its regions have 513 bytes, the content has 512
            0 500 1024 12     | 512  | 2000 | a region that others follow is not of whole blocks
            0 0 0 512         | 512  | 2000 | a region that others follow is empty
            0 512 512 0 512 0 | 512  | 2000 | a region that others follow is empty
            """)
    void isRefusedIfItsMapMakesNoSense(String map, int data, long size, String reason) {
        long[] numbers =
                Arrays.stream(map.split(" ")).mapToLong(Long::parseLong).toArray();
        for (Kind kind : Kind.values()) {
            assertThatThrownBy(() -> content(kind.entry(size, new byte[data], numbers), size, 100))
                    .as("%s", kind)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"sparse\"")
                    .hasMessageContaining(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            major=1                                     | of a version that is not supported, or of two
            major=1 minor=0 realsize=3 size=3           | of a version that is not supported, or of two
            major=2 minor=0 realsize=3                  | of a version that is not supported, or of two
            major=1 minor=1 realsize=3                  | of a version that is not supported, or of two
            name=b                                      | of a version that is not supported, or of two
            size=4                                      | of a version that is not supported, or of two
            major=1 minor=0 realsize=3 map=0,4          | it is there twice
            size=4 numblocks=2 map=0,4                  | it has 1 regions, not as many as it says
            size=4 numblocks=1 map=0,4,4                | a region has no length
            size=4 numblocks=1 map=0,4,                 | it has something else than a number
            size=4 numblocks=1 map=,4                   | it has something else than a number
            size=4 numblocks=1 map=0,-4                 | it has something else than a number
            size=4 numblocks=1 map=0,4000000000000000000 | it has something else than a number
            size= numblocks=1 map=0,4                   | it has something else than a number
            size=4 numblocks=1 map=0,4 map=0,4          | it is there twice
            size=4 numblocks=1 offset=0 map=4           | it is there twice
            size=4 numblocks=1 numbytes=4 offset=0      | offsets and lengths do not alternate
            size=4 numblocks=1 offset=0 offset=4        | offsets and lengths do not alternate
            size=4 size=4 numblocks=1 map=0,4           | GNU.sparse.size is there twice
            size=4 numblocks=1 map=0,4 other=1          | the record "GNU.sparse.other" is not supported
            """)
    void isRefusedIfItsRecordsMakeNoSense(String records, String reason) {
        StringBuilder header = new StringBuilder();
        for (String record : records.split(" ")) {
            String[] parts = record.split("=", 2);
            header.append(record(parts[0], parts[1]));
        }
        byte[] file = Tars.entry("a", '0', "4\n\n\n".getBytes(StandardCharsets.UTF_8), "");
        byte[] map = Tars.entry("a", '0', new byte[4], "");
        for (byte[] entry : List.of(file, map)) {
            assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(Tars.pax(header.toString()), entry)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("map of the sparse file")
                    .hasMessageContaining(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1           | it is too long, or longer than the content that it is in
            1;0;        | it is too long, or longer than the content that it is in
            1000000;0;0; | it is too long, or longer than the content that it is in
            x;          | it has something else than a number
            ;           | it has something else than a number
            -1;         | it has something else than a number
            1;0;+2;     | it has something else than a number
            '1 ;'       | it has something else than a number
            """)
    void isRefusedIfTheLinesOfItsMapMakeNoSense(String lines, String reason) {
        byte[] content = Arrays.copyOf(lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8), 512);
        byte[] entry = Tars.joined(Tars.pax(version1("sparse", 4)), Tars.entry("a", '0', content, ""));

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(entry)))
                .isInstanceOf(IOException.class)
                .hasMessage("the map of the sparse file \"sparse\" makes no sense: " + reason);
    }

    @Test
    void isRefusedWhereItIsOfAnotherKind() {
        byte[] star = Tars.entry("a", 'S', new byte[0], "");
        byte[] both = Tars.joined(Tars.pax(sizes(0)), gnu("a", 0, new byte[0]));
        byte[] solaris = Tars.joined(Tars.pax("22 SUN.holesdata= 0 5\n"), Tars.file("a"));

        assertRefused(star, "it is of a kind that is not supported, or of two");
        assertRefused(both, "it is of a kind that is not supported, or of two");
        assertRefused(solaris, "the record \"SUN.holesdata\" is not supported");
    }

    @Test
    void isRefusedWhereItIsNoFile() {
        byte[] directory = Tars.joined(Tars.pax(sizes(0)), Tars.directory("a"));
        byte[] named = gnu("a/", 0, new byte[0]);

        for (byte[] entry : List.of(directory, named)) {
            assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(entry)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("entry \"a/\" of kind DIRECTORY has holes as a sparse file");
        }
    }

    /** Behind an empty region some readers look no further, others do. */
    @Test
    void isRefusedIfItsHeaderHasAGap() {
        byte[] gap = gnu("a", 2000, new byte[1024], 0, 512, 512, 0, 1024, 512);
        Arrays.fill(gap, 386 + 24, 386 + 48, (byte) 0);
        resum(gap);
        byte[] goesOn = gnu("a", 2000, new byte[512], 0, 512);
        goesOn[482] = 1;
        resum(goesOn);
        byte[] extended = Tars.joined(
                Arrays.copyOf(goesOn, 512), Arrays.copyOf("00000001024\0".getBytes(StandardCharsets.UTF_8), 512));

        for (byte[] archive : List.of(gap, extended)) {
            assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"a\" makes no sense: it has a gap");
        }
    }

    @Test
    void isRefusedIfItsHeaderGoesOnInAWayThatReadersDifferAbout() throws Exception {
        byte[] goesOn = gnu("a", 4000, new byte[5 * 512], 0, 512, 512, 512, 1024, 512, 1536, 512, 2048, 512);
        ArchiveFormat.TAR.names(Tars.archive(goesOn));
        for (int value : new int[] {2, '0', '1', -1}) {
            goesOn[482] = (byte) value;
            resum(goesOn);

            assertRefused(goesOn, "it goes on in a way that is not known");
        }
        goesOn[482] = 1;
        goesOn[512 + 504] = 2;
        resum(goesOn);

        assertRefused(goesOn, "it goes on in a way that is not known");
    }

    /** Some readers look for the next entry behind as many bytes as the file has. */
    @ParameterizedTest
    @EnumSource
    void isRefusedIfARecordTellsItsStoredSize(Kind kind) {
        byte[] entry = kind.entry(1000, new byte[512], 0, 512, 1000, 0);
        byte[] size = Tars.pax(kind == Kind.PAX_1_0 ? "13 size=1024\n" : "12 size=512\n");

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(size, entry)))
                .isInstanceOf(IOException.class)
                .hasMessage("the sparse file \"sparse\" has a record of its size in the archive, without need: "
                        + (kind == Kind.PAX_1_0 ? 1024 : 512));
    }

    /** Larger than a header of POSIX can tell, so the record is needed. */
    @Test
    void mayHaveARecordOfItsStoredSizeFrom8GibibytesOn() throws Exception {
        long size = 8L << 30;
        byte[] header = Tars.joined(
                Tars.pax("19 size=" + size + "\n"),
                Tars.pax(sizes(size, 0, size) + record("map", "0," + size)),
                Tars.header("a", '0', 0, ""));

        try (ArchiveReader reader = ArchiveFormat.TAR.read(header)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().size()).isEqualTo(size);
        }
    }

    @Test
    void isRefusedIfItsRecordsStandInTwoHeaders() {
        byte[] archive = Tars.archive(
                Tars.pax(record("size", 4)),
                Tars.pax(record("numblocks", 1) + record("map", "0,4")),
                Tars.entry("a", '0', new byte[4], ""));

        assertRefused(archive, "its records stand in two headers");
    }

    @Test
    void isNotToldOfAllEntries() {
        for (String record : List.of(record("name", "b"), record("size", 4))) {
            byte[] global = Tars.entry("g", 'g', record.getBytes(StandardCharsets.UTF_8), "");

            assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(global, Tars.file("a"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "the global records before byte 1024 tell of a sparse file, which can't be all entries");
        }
    }

    private static void assertRefused(byte[] archive, String reason) {
        assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(archive)))
                .isInstanceOf(IOException.class)
                .hasMessage("the map of the sparse file \"a\" makes no sense: " + reason);
    }

    @Test
    void isRefusedIfANumberOfItsHeaderIsNegative() {
        long[] map = {0, 512, 512, 512, 1024, 512, 1536, 512, 2048, 512, 2560, 512};
        for (int[] fields : new int[][] {{386}, {398}, {483}, {512}, {524}, {512, 548}}) {
            byte[] archive = gnu("a", 4000, new byte[6 * 512], map);
            for (int at : fields) {
                Arrays.fill(archive, at, at + 12, (byte) -1);
            }
            resum(archive);

            assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(".*(makes no sense|no header of a tar).*");
        }
    }
}
