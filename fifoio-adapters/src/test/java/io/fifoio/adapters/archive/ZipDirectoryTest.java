package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.Tars.joined;
import static io.fifoio.adapters.archive.Zips.end;
import static io.fifoio.adapters.archive.Zips.end64;
import static io.fifoio.adapters.archive.Zips.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Zips that mean one thing to a program that reads a stream and another to one that begins with the directory at the
 * end: checking an archive with the one and unpacking it with the other would be deceptive.
 */
@ExtendWith(NoLeakedThreads.class)
final class ZipDirectoryTest {

    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    /** Of one CRC-32 and one length. */
    private static final String NAME = "plumless";

    private static final String TWIN = "buckeroo";

    private static final Zips A = stored("a", CONTENT);
    private static final byte[] ENTRY = A.local();
    private static final byte[] LISTED = A.listed(0);
    private static final int START = ENTRY.length;
    private static final int SIZE = LISTED.length;

    static Stream<Arguments> whole() {
        byte[] end64 = end64(1, SIZE, START, START + SIZE);
        byte[] big = end(0, 0xffff, 0xffff, -1, -1, NOTHING);
        return Stream.of(
                Arguments.of("plain", joined(ENTRY, LISTED, end(1, SIZE, START))),
                Arguments.of(
                        "with a comment",
                        joined(
                                ENTRY,
                                LISTED,
                                end(0, 1, 1, SIZE, START, "PK, is it?".getBytes(StandardCharsets.UTF_8)))),
                Arguments.of("signed", joined(ENTRY, LISTED, signature(CONTENT), end(1, SIZE + 13, START))),
                Arguments.of("zip64", joined(ENTRY, LISTED, end64, big)),
                Arguments.of("zip64 where none is needed", joined(ENTRY, LISTED, end64, end(1, SIZE, START))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void takesWhatBothReadersTakeForTheSame(String what, byte[] archive) throws Exception {
        assertThat(ArchiveFormat.ZIP.names(archive)).containsExactly("a");
    }

    static Stream<Arguments> ambiguous() {
        byte[] end64 = end64(1, SIZE, START, START + SIZE);
        byte[] locator = java.util.Arrays.copyOfRange(end64, 56, 76);
        byte[] big = end(0, 0xffff, 0xffff, -1, -1, NOTHING);
        byte[] hidden = end(1, SIZE, START);
        return Stream.of(
                Arguments.of("a size of the directory that leads elsewhere", joined(ENTRY, LISTED, end(1, 10, START))),
                Arguments.of("an offset that leads elsewhere", joined(ENTRY, LISTED, end(1, SIZE, START - 1))),
                Arguments.of("fewer entries", joined(ENTRY, LISTED, end(0, 0, 0, SIZE, START, NOTHING))),
                Arguments.of("fewer entries on this disk", joined(ENTRY, LISTED, end(0, 0, 1, SIZE, START, NOTHING))),
                Arguments.of("another disk", joined(ENTRY, LISTED, end(1, 1, 1, SIZE, START, NOTHING))),
                Arguments.of("zip64 announced, and not there", joined(ENTRY, LISTED, big)),
                Arguments.of("zip64 without its locator", joined(ENTRY, LISTED, prefix(end64, 56), big)),
                Arguments.of("a locator without zip64", joined(ENTRY, LISTED, locator, end(1, SIZE, START))),
                Arguments.of(
                        "a locator that leads elsewhere",
                        joined(ENTRY, LISTED, end64(1, SIZE, START, START + SIZE - 1), big)),
                Arguments.of("zip64 with another size", joined(ENTRY, LISTED, end64(1, 10, START, START + SIZE), big)),
                Arguments.of(
                        "zip64 with another offset",
                        joined(ENTRY, LISTED, end64(1, SIZE, START + 1, START + SIZE), big)),
                Arguments.of(
                        "zip64 with other entries", joined(ENTRY, LISTED, end64(2, SIZE, START, START + SIZE), big)),
                Arguments.of(
                        "a zip64 record within another", joined(ENTRY, LISTED, longer(end64, prefix(end64, 56)), big)),
                Arguments.of("a locator of no disk", joined(ENTRY, LISTED, withDisks(end64, 0), big)),
                Arguments.of("a locator of two disks", joined(ENTRY, LISTED, withDisks(end64, 2), big)),
                Arguments.of(
                        "a locator in a comment of the directory",
                        joined(ENTRY, withTail(32, locator), end(1, SIZE + 20, START))),
                Arguments.of(
                        "a locator in an extra field of the directory",
                        joined(ENTRY, withTail(30, Zips.extraField(0xcafe, locator)), end(1, SIZE + 24, START))),
                Arguments.of(
                        "a locator in a signature",
                        joined(ENTRY, LISTED, signature(locator), end(1, SIZE + 26, START))),
                Arguments.of("an end in the comment", joined(ENTRY, LISTED, end(0, 1, 1, SIZE, START, hidden))));
    }

    /** With more data in the record of zip64. */
    private static byte[] longer(byte[] end64, byte[] data) {
        byte[] record = joined(prefix(end64, 56), data);
        record[4] = (byte) (44 + data.length);
        return joined(record, java.util.Arrays.copyOfRange(end64, 56, 76));
    }

    private static byte[] withDisks(byte[] end64, int disks) {
        byte[] changed = end64.clone();
        changed[72] = (byte) disks;
        return changed;
    }

    /** What is listed, with a comment or an extra field behind it, whose length stands at that place. */
    private static byte[] withTail(int lengthAt, byte[] tail) {
        byte[] listed = joined(LISTED, tail);
        listed[lengthAt] = (byte) tail.length;
        return listed;
    }

    private static byte[] signature(byte[] data) {
        return joined(new byte[] {'P', 'K', 5, 5, (byte) data.length, 0}, data);
    }

    private static byte[] prefix(byte[] bytes, int length) {
        return java.util.Arrays.copyOf(bytes, length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void refusesWhatLeadsOtherReadersElsewhere(String what, byte[] archive) {
        assertThatThrownBy(() -> ArchiveFormat.ZIP.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(directory at the archive's end|comment at its end|no record of a zip).*");
    }

    static Stream<Arguments> others() {
        byte[] two = joined(A.local(), stored("b", CONTENT).local());
        Zips behind = stored("b", CONTENT);
        byte[] deflated = Zips.deflatedFile("a", CONTENT).local();
        byte[] named = stored("x", CONTENT).extra(Zips.unicodeName("x", "ü")).local();
        byte[] linked = stored("l", CONTENT).extra(Zips.mode(Zips.LINK)).local();
        return Stream.of(
                Arguments.of(
                        "another name", Zips.archive(ENTRY, stored("b", CONTENT).listed(0))),
                Arguments.of(
                        "another name of the same checksum",
                        Zips.archive(
                                stored(NAME, CONTENT).local(),
                                stored(TWIN, CONTENT).listed(0))),
                Arguments.of(
                        "another content",
                        Zips.archive(
                                ENTRY,
                                stored("a", "CONTENT".getBytes(StandardCharsets.UTF_8))
                                        .listed(0))),
                Arguments.of("another method", Zips.archive(deflated, methodOf(Zips.deflatedFile("a", CONTENT), 0))),
                Arguments.of("one twice, another not", Zips.archive(two, A.listed(0), A.listed(0))),
                Arguments.of("two at one place", Zips.archive(two, A.listed(0), behind.listed(0))),
                Arguments.of("one missing", Zips.archive(two, A.listed(0))),
                Arguments.of("one too many", Zips.archive(ENTRY, A.listed(0), behind.listed(START))),
                Arguments.of(
                        "a name in UTF-8 that only the entry has",
                        Zips.archive(named, stored("x", CONTENT).listed(0))),
                Arguments.of(
                        "a name in UTF-8 that only the directory has",
                        Zips.archive(
                                stored("x", CONTENT).local(),
                                stored("x", CONTENT)
                                        .extra(Zips.unicodeName("x", "ü"))
                                        .listed(0))),
                Arguments.of(
                        "another link",
                        Zips.archive(
                                joined(linked, A.local()),
                                stored("l", CONTENT).listed(0),
                                A.listed(linked.length, Zips.LINK))));
    }

    private static byte[] methodOf(Zips entry, int method) {
        byte[] listed = entry.listed(0);
        listed[10] = (byte) method;
        return listed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void refusesADirectoryThatListsOtherEntries(String what, byte[] archive) {
        assertThatThrownBy(() -> ArchiveFormat.ZIP.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the directory at the archive's end");
    }

    /** If something around it is compressed, such a directory takes almost no room. */
    @Test
    void readsNoDirectoryOnThatListsMoreThanCame() {
        int listed = 100_000;
        byte[] head = joined(ENTRY, LISTED);
        long[] read = {0};
        InputStream in = new InputStream() {
            @Override
            public int read() {
                long at = read[0]++;
                return at >= ENTRY.length + (long) listed * SIZE
                        ? -1
                        : head[at < ENTRY.length ? (int) at : ENTRY.length + (int) ((at - ENTRY.length) % SIZE)] & 0xff;
            }
        };

        assertThatThrownBy(() -> {
                    try (ArchiveReader reader = Zip.read(in, ArchiveLimits.DEFAULT.entries(1))) {
                        while (reader.next()) {
                            // Nothing is wrong with the entry.
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the directory at the archive's end lists more than the 1 entries that came before it");
        assertThat(read[0]).isLessThan(100_000);
    }

    @Test
    void refusesAnEntryThatOnlyTheDirectorySaysIsEncrypted() {
        byte[] listed = A.listed(0);
        listed[8] |= 1;

        assertThatThrownBy(() -> ArchiveFormat.ZIP.names(Zips.archive(ENTRY, listed)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("encrypted");
    }

    @Test
    void takesADirectoryInAnotherOrder() throws Exception {
        byte[] two = joined(ENTRY, stored("b", CONTENT).local());

        assertThat(ArchiveFormat.ZIP.names(
                        Zips.archive(two, stored("b", CONTENT).listed(START), A.listed(0))))
                .containsExactly("a", "b");
    }

    @Test
    void refusesWhatStandsBeforeBetweenOrBehind() {
        byte[] junk = {1, 2, 3, 4};
        byte[] whole = Zips.archive(ENTRY, LISTED);

        for (byte[] archive : new byte[][] {
            joined(junk, whole),
            joined(ENTRY, junk, LISTED, end(1, SIZE, START + 4)),
            joined(whole, junk),
            joined(whole, whole)
        }) {
            assertThatThrownBy(() -> ArchiveFormat.ZIP.names(archive)).isInstanceOf(IOException.class);
        }
    }
}
