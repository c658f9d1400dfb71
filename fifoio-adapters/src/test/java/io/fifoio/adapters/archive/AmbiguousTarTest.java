package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives in which GNU tar, Python or others would find different entries from ours. */
@ExtendWith(NoLeakedThreads.class)
final class AmbiguousTarTest {

    private static final byte[] FILE = Tars.file("outer");
    private static final byte[] X_SIZE = Tars.pax("13 size=1024\n");
    private static final byte[] X_TIME = Tars.pax("11 mtime=5\n");
    private static final byte[] X_PATH = Tars.pax("12 path=pax\n");
    private static final byte[] X_LINK = Tars.pax("16 linkpath=pax\n");
    private static final byte[] LINK = Tars.symbolicLink("link", "short");

    private static final int MODE = 100;
    private static final int OWNER = 108;
    private static final int GROUP = 116;
    private static final int TIME = 136;
    private static final int MAJOR = 329;
    private static final int MINOR = 337;

    private static byte[] ofGnu(char type, String text) {
        return Tars.entry("././@LongLink", type, (text + "\0").getBytes(StandardCharsets.UTF_8), "");
    }

    private static byte[] global(String records) {
        return Tars.entry("g", 'g', records.getBytes(StandardCharsets.UTF_8), "");
    }

    private static byte[] with(byte[] header, int at, String text) {
        byte[] changed = header.clone();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, changed, at, bytes.length);
        return Tars.summed(changed);
    }

    private static byte[] sized(String size) {
        return with(Tars.header("outer", '0', 0, ""), 124, size);
    }

    private static byte[] prefixed(String magic, String prefix) {
        return with(with(Tars.header("outer", '0', 0, ""), 257, magic), 345, prefix);
    }

    static Stream<Arguments> ambiguous() {
        byte[] label = Tars.header("label", 'V', 0, "");
        byte[] longName = ofGnu('L', "long");
        byte[] longLink = ofGnu('K', "long");
        return Stream.of(
                Arguments.of("x twice", "second of its type", new byte[][] {X_SIZE, X_TIME, FILE}),
                Arguments.of("x twice, apart", "second of its type", new byte[][] {X_SIZE, longName, X_TIME, FILE}),
                Arguments.of("x twice, as X", "second of its type", new byte[][] {
                    X_SIZE, Tars.entry("X", 'X', "11 mtime=5\n".getBytes(StandardCharsets.UTF_8), ""), FILE
                }),
                Arguments.of("L twice", "second of its type", new byte[][] {longName, ofGnu('L', "other"), FILE}),
                Arguments.of("K twice", "second of its type", new byte[][] {longLink, ofGnu('K', "other"), LINK}),
                Arguments.of("L and path", "two long names", new byte[][] {longName, X_PATH, FILE}),
                Arguments.of("path and L", "two long names", new byte[][] {X_PATH, longName, FILE}),
                Arguments.of("K and linkpath", "two long link targets", new byte[][] {longLink, X_LINK, LINK}),
                Arguments.of("path twice in g", "path is twice", new byte[][] {global("10 path=a\n10 path=b\n"), FILE}),
                Arguments.of(
                        "size twice in x", "size is twice", new byte[][] {Tars.pax("10 size=5\n10 size=0\n"), FILE}),
                Arguments.of("empty size", "size is empty", new byte[][] {Tars.pax("8 size=\n"), FILE}),
                Arguments.of("empty path", "path is empty", new byte[][] {Tars.pax("8 path=\n"), FILE}),
                Arguments.of("sparse in two x", "second of its type", new byte[][] {
                    Tars.pax("21 GNU.sparse.size=4\n"), Tars.pax("25 GNU.sparse.numblocks=1\n"), FILE
                }),
                Arguments.of("no keyword", "PAX record", new byte[][] {Tars.pax("5 =x\n13 size=1024\n"), FILE}),
                Arguments.of("two blanks", "PAX record", new byte[][] {Tars.pax("14  size=1024\n"), FILE}),
                Arguments.of("label behind x", "label of a volume at byte 1024", new byte[][] {X_SIZE, label, FILE}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void refusesWhatTellsTwoThingsOfOneEntry(String what, String message, byte[][] parts) {
        byte[] archive = Tars.archive(Tars.joined(parts), Tars.file("inner"), FILE);

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0" + "0000002000\0",
                "\0" + "0000002000 ",
                "\0\0\0\0\0\0\0\0\0\0\0001",
                "\0junk",
                "\u0081\0\0\0\0\0\0\0\0\0\4\0",
                "\u00c0\0\0\0\0\0\0\0\0\0\4\0",
                "\u00ff\0\0\0\0\0\0\0\0\0\4\0",
                "            "
            })
    void refusesASizeThatReadersTakeForOthers(String size) {
        byte[] archive = Tars.archive(sized(size), Tars.file("inner"));

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a tar header at byte 0")
                .hasMessageContaining("size");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\0\0\0\0\0\0\0\0",
                "\0         \0\0",
                "00000000000 ",
                "      0 \0\0\0\0",
                "000000000000",
                "           \0"
            })
    void takesASizeThatIsNothingToAll(String size) throws Exception {
        assertThat(ArchiveFormat.TAR.names(Tars.archive(sized(size), Tars.file("inner"))))
                .containsExactly("outer", "inner");
    }

    /** Python then silently takes what follows for the end of the archive. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000-0\0",
                "-000001\0",
                "+000001\0",
                "0000008\0",
                "00 0000\0",
                "0x00001\0",
                "\u0081\0\0\0\0\0\0\1",
                "\u00c0\0\0\0\0\0\0\1",
                "\t00001 \0"
            })
    void refusesANumberThatIsNone(String number) {
        for (int at : new int[] {MODE, OWNER, GROUP, TIME, MAJOR, MINOR}) {
            byte[] archive = Tars.archive(FILE, with(Tars.header("b", '0', 0, ""), at, number), FILE);

            assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                    .as("at %s", at)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a tar header at byte 1024: the field at byte " + at);
        }
    }

    /** As GNU tar, bsdtar, star, Python, Go, V7 and others fill them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000644\0",
                "000644 \0",
                "   644 \0",
                "   644\0 ",
                "     644",
                "00000644",
                "644 \0\0\0\0",
                "644     ",
                "\0\0\0\0\0\0\0\0",
                "        ",
                "       \0",
                "\0       ",
                "\0000001\0",
                "1\0junk\0\0",
                "\u0080\0\0\0\0\0\1\2",
                "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00fe"
            })
    void takesANumberAsItIsWritten(String number) throws Exception {
        for (int at : new int[] {MODE, OWNER, GROUP, MAJOR, MINOR}) {
            byte[] archive = Tars.archive(with(Tars.header("b", '0', 0, ""), at, number), FILE);

            assertThat(ArchiveFormat.TAR.names(archive)).as("at %s", at).containsExactly("b", "outer");
        }
        byte[] time = with(with(Tars.header("b", '0', 0, ""), TIME, "\0".repeat(12)), TIME, number + "\0\0\0\0");
        assertThat(ArchiveFormat.TAR.names(Tars.archive(time, FILE))).containsExactly("b", "outer");
    }

    /** For Python the name in the header makes it a directory without content, so it takes the content for headers. */
    @Test
    void refusesADirectoryOfV7ThatIsAFileByItsLongName() throws Exception {
        byte[] content = Tars.joined(Tars.header("hidden", '0', 0, ""));
        byte[] directory = Tars.entry("directory/", '\0', content, "");

        for (byte[] told : new byte[][] {X_PATH, ofGnu('L', "file")}) {
            assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(told, directory)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("by the name in its header a directory");
        }
        assertThat(ArchiveFormat.TAR.names(Tars.archive(
                        Tars.header("directory/", '\0', 0, ""),
                        ofGnu('L', "long/"),
                        Tars.header("directory/", '\0', 0, ""),
                        X_PATH,
                        Tars.entry("cut here/", '0', content, ""),
                        X_PATH,
                        Tars.entry("file", '\0', content, ""))))
                .containsExactly("directory/", "long/", "pax", "pax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0\0\0\0\0", "ustar 00", "ustar  \0", "USTAR\00000"})
    void refusesAPrefixWhereTheFormatHasNone(String magic) {
        assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(prefixed(magic, "dir"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a tar header at byte 0: it has a prefix");
    }

    @Test
    void refusesAPrefixOfStarThatIsTooLong() throws Exception {
        byte[] star = with(prefixed("ustar\00000", "p".repeat(130)), 508, "tar\0");

        assertThat(ArchiveFormat.TAR.names(Tars.archive(star))).containsExactly("p".repeat(130) + "/outer");
        assertThatThrownBy(() -> ArchiveFormat.TAR.names(Tars.archive(with(star, 345 + 130, "p"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 130 bytes");
    }

    /** In its place GNU tar has times there. */
    @ParameterizedTest
    @ValueSource(strings = {"15102203211\00015102203211\0", "\u0080\0\0\0\0\0\0\0\0\0\4\0"})
    void takesTheTimesOfAnIncrementalArchive(String times) throws Exception {
        assertThat(ArchiveFormat.TAR.names(Tars.archive(prefixed("ustar  \0", times))))
                .containsExactly("outer");
    }

    /** If both exist, some programs ignore the header with a long name, and some the record. */
    @Test
    void takesALongNameOfBothKindsWhereTheyAreTheSame() throws Exception {
        String name = "ü".repeat(200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }

        assertThat(ArchiveFormat.TAR.names(out.toByteArray())).containsExactly(name);
    }

    /** One header of each kind is what a writer may well need. */
    @Test
    void takesOneHeaderOfEachKind() throws Exception {
        List<String> found = new ArrayList<>();
        byte[] archive = Tars.archive(
                Tars.header("label", 'V', 0, ""),
                ofGnu('K', "target"),
                ofGnu('L', "name"),
                X_TIME,
                global("13 comment=x\n"),
                LINK,
                X_TIME,
                ofGnu('L', "other"),
                FILE);
        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            while (reader.next()) {
                found.add(reader.entry().name() + reader.entry().linkTarget());
            }
        }

        assertThat(found).containsExactly("nametarget", "other");
    }
}
