package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.SparseTars.content;
import static io.fifoio.adapters.archive.SparseTars.gnu;
import static io.fifoio.adapters.archive.SparseTars.record;
import static io.fifoio.adapters.archive.SparseTars.resum;
import static io.fifoio.adapters.archive.SparseTars.sizes;
import static io.fifoio.adapters.archive.SparseTars.version1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.archive.SparseTars.Kind;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files whose maps make no sense, or that programs read differently. */
@ExtendWith(NoLeakedThreads.class)
final class RefusedSparseTarTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            512 512 0 512     | 1024 | 2000 | overlap, or are not in order
            0 512 511 512     | 1024 | 2000 | overlap, or are not in order
            0 512 1024 512    | 1024 | 1535 | leads beyond the file's end
            2000 0            | 0    | 1999 | leads beyond the file's end
            0 512             | 512  | 513  | its regions end before the file does
            0 512 2000 0      | 513  | 2000 | its regions have 512 bytes, the content has 513
            0 513             | 512  | 513  | its regions have 513 bytes, the content has 512
            0 500 1024 12     | 512  | 2000 | a region that others follow is not of whole blocks
            0 0 0 512         | 512  | 2000 | a region that others follow is empty
            0 512 512 0 512 0 | 512  | 2000 | a region that others follow is empty
            0 0 1488 512      | 512  | 2000 | a region that others follow is empty
            0 0 0 0 2000 0    | 0    | 2000 | a region that others follow is empty
            512 0 2000 0      | 0    | 2000 | a region that others follow is empty
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

    /** As libarchive writes it by version 1.0 alone. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PAX_1_0")
    void isRefusedIfItIsAllHoleBehindAnEmptyRegion(Kind kind) {
        assertThatThrownBy(() -> content(kind.entry(3000, new byte[0], 0, 0, 3000, 0), 3000, 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a region that others follow is empty");
    }

    /** GNU tar looks for the next entry behind as many bytes as the file has. */
    @ParameterizedTest
    @EnumSource
    void isRefusedIfItHasASizeAndNoRegions(Kind kind) throws Exception {
        assertThat(content(kind.entry(0, new byte[0]), 0, 100)).isEmpty();
        assertThatThrownBy(() -> content(kind.entry(3000, new byte[0]), 3000, 100))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the map of the sparse file \"sparse\" makes no sense: its regions end before the file does");
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
            size=4 numblocks=1 map=0,4,                 | it has something that is not a number
            size=4 numblocks=1 map=,4                   | it has something that is not a number
            size=4 numblocks=1 map=0,-4                 | it has something that is not a number
            size=4 numblocks=1 map=0,4000000000000000000 | it has something that is not a number
            size= numblocks=1 map=0,4                   | it has something that is not a number
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
            x;          | it has something that is not a number
            ;           | it has something that is not a number
            -1;         | it has something that is not a number
            1;0;+2;     | it has something that is not a number
            '1 ;'       | it has something that is not a number
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

    /** After an empty region some programs look no further, others do. */
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
        byte[] goesOn = gnu("a", 4000, new byte[5 * 512], 0, 512, 512, 512, 1024, 512, 1536, 512, 2048, 512, 4000, 0);
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
        byte[] sized = withRecord(entry, kind == Kind.PAX_1_0 ? "13 size=1024\n" : "12 size=512\n");

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(sized)))
                .isInstanceOf(IOException.class)
                .hasMessage("the sparse file \"sparse\" has a record of its size in the archive, without need: "
                        + (kind == Kind.PAX_1_0 ? 1024 : 512));
    }

    /** In the header of records that it has, as a second one is refused. */
    private static byte[] withRecord(byte[] entry, String record) {
        if (entry[156] != 'x') {
            return Tars.joined(Tars.pax(record), entry);
        }
        int size = Integer.parseInt(new String(entry, 124, 11, StandardCharsets.US_ASCII), 8);
        String records = record + new String(entry, 512, size, StandardCharsets.UTF_8);
        return Tars.joined(Tars.pax(records), Arrays.copyOfRange(entry, 512 + (size + 511) / 512 * 512, entry.length));
    }

    /** Larger than a header of POSIX can tell, so the record is needed. */
    @Test
    void mayHaveARecordOfItsStoredSizeFrom8GibibytesOn() throws Exception {
        long size = 8L << 30;
        byte[] header = Tars.joined(
                Tars.pax("19 size=" + size + "\n" + sizes(size, 0, size) + record("map", "0," + size)),
                Tars.header("a", '0', 0, ""));

        try (ArchiveReader reader = ArchiveFormat.TAR.read(header)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().size()).isEqualTo(size);
        }
    }

    /** GNU tar passes over the records then, and some of the entries behind. */
    @ParameterizedTest
    @ValueSource(strings = {"ustar\001", "ustar ", "", "Ustar"})
    void isRefusedIfRecordsStandBeforeAHeaderOfAnotherFormat(String magic) {
        byte[] file = Tars.entry("a", '0', new byte[512], "");
        System.arraycopy(Arrays.copyOf(magic.getBytes(StandardCharsets.US_ASCII), 6), 0, file, 257, 6);
        resum(file);

        assertRefused(
                Tars.joined(Tars.pax(sizes(1000, 0, 512, 1000, 0) + record("map", "0,512,1000,0")), file),
                "its header is not that of a format with records");
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
                    .hasMessageMatching(".*(makes no sense|not a tar header).*");
        }
    }
}
