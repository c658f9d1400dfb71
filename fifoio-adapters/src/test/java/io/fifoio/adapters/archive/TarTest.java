package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives as commons-compress reads them back. */
@ExtendWith(NoLeakedThreads.class)
final class TarTest {

    private static final byte[] PAYLOAD = Payload.ofSize(1000);

    private static Entry file(String name) {
        return Entry.file(name, PAYLOAD.length, out -> out.write(PAYLOAD));
    }

    /** Entries in order, with their contents. */
    private static Map<TarArchiveEntry, byte[]> readBack(byte[] archive) throws IOException {
        Map<TarArchiveEntry, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry, tar.readAllBytes());
            }
        }
        return entries;
    }

    private static TarArchiveEntry readBackOne(Entry entry) throws Exception {
        Map<TarArchiveEntry, byte[]> entries = readBack(Payload.writtenBy(Tar.of(List.of(entry))));
        assertThat(entries).hasSize(1);
        return entries.keySet().iterator().next();
    }

    static List<String> names() {
        return List.of(
                "plain",
                "with space and \"quotes\"",
                "Übergröße/日本語/🎈",
                "x".repeat(99),
                "x".repeat(100),
                "x".repeat(101),
                "ü".repeat(50),
                "ü".repeat(51),
                "d".repeat(150) + "/" + "f".repeat(149),
                "deep/".repeat(80) + "file",
                "back\\slash",
                "new\nline");
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsNamesOfAnyLengthAndScript(String name) throws Exception {
        Map<TarArchiveEntry, byte[]> entries = readBack(Payload.writtenBy(Tar.of(List.of(
                file(name), Entry.directory(name), Entry.symbolicLink(name + ".link", name), file("after it")))));

        assertThat(entries.keySet())
                .extracting(TarArchiveEntry::getName)
                .containsExactly(name, name + "/", name + ".link", "after it");
        assertThat(new ArrayList<>(entries.keySet()).get(2).getLinkName()).isEqualTo(name);
        assertThat(entries.values()).containsExactly(PAYLOAD, new byte[0], new byte[0], PAYLOAD);
    }

    @Test
    void keepsKinds() throws Exception {
        assertThat(readBackOne(file("a")).isFile()).isTrue();
        assertThat(readBackOne(Entry.directory("a")).isDirectory()).isTrue();
        TarArchiveEntry link = readBackOne(Entry.symbolicLink("a", "/to/anything/../at all"));
        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.getLinkName()).isEqualTo("/to/anything/../at all");
        assertThat(link.getSize()).isZero();
    }

    @Test
    void keepsPermissions() throws Exception {
        assertThat(readBackOne(file("a")).getMode() & 07777).isEqualTo(0644);
        assertThat(readBackOne(Entry.directory("a")).getMode() & 07777).isEqualTo(0755);
        assertThat(readBackOne(Entry.symbolicLink("a", "b")).getMode() & 07777).isEqualTo(0777);
        assertThat(readBackOne(file("a").permissions(04751)).getMode() & 07777).isEqualTo(04751);
    }

    static List<Instant> times() {
        return List.of(
                Instant.EPOCH,
                Instant.parse("2026-11-23T01:02:03Z"),
                Instant.parse("2026-11-23T01:02:03.123456700Z"),
                Instant.parse("1969-12-31T23:59:59Z"),
                Instant.parse("1969-12-31T23:59:58.25Z"),
                Instant.parse("2262-04-12T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999999900Z"));
    }

    @ParameterizedTest
    @MethodSource("times")
    void keepsTimesToTheTenthOfAMicrosecond(Instant time) throws Exception {
        assertThat(readBackOne(file("a").modified(time)).getLastModifiedTime().toInstant())
                .isEqualTo(time);
    }

    @Test
    void takesAnEmptyFileAndAnEmptyArchive() throws Exception {
        assertThat(readBackOne(Entry.file("empty", 0, out -> {})).getSize()).isZero();
        assertThat(readBack(Payload.writtenBy(Tar.of(List.of())))).isEmpty();
    }

    @Test
    void padsToWholeRecords() throws Exception {
        assertThat(Payload.writtenBy(Tar.of(List.of(file("a")))).length % 10240).isZero();
    }

    @Test
    void isTheSameWhoeverWritesIt() throws Exception {
        PushSource archive = Tar.of(List.of(file("a"), Entry.directory("b"), Entry.symbolicLink("c", "a")));
        byte[] mine = Payload.writtenBy(archive);
        String user = System.getProperty("user.name");
        try {
            System.setProperty("user.name", "somebody else");

            assertThat(Payload.writtenBy(archive)).isEqualTo(mine);
        } finally {
            System.setProperty("user.name", user);
        }
        assertThat(readBackOne(file("a")).getUserName()).isEmpty();
    }

    @Test
    void takesContentThatClosesWhatItIsGiven() throws Exception {
        Entry closing = Entry.file("a", PAYLOAD.length, out -> {
            try (out) {
                out.write(PAYLOAD);
            }
        });

        assertThat(readBack(Payload.writtenBy(Tar.of(List.of(closing, file("b")))))
                        .values())
                .containsExactly(PAYLOAD, PAYLOAD);
    }

    @Test
    void takesContentByteByByte() throws Exception {
        Entry entry = Entry.file("a", PAYLOAD.length, out -> {
            for (byte b : PAYLOAD) {
                out.write(b);
            }
        });

        assertThat(readBack(Payload.writtenBy(Tar.of(List.of(entry)))).values()).containsExactly(PAYLOAD);
    }

    @Test
    void namesAnEntryThatIsShorterThanDeclared() {
        PushSource archive = Tar.of(List.of(Entry.file("logs/day", 1001, out -> out.write(PAYLOAD)), file("b")));

        assertThatThrownBy(() -> archive.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("entry \"logs/day\": declared 1001 bytes, its content ended after 1000");
    }

    @Test
    void namesAnEntryThatIsLongerThanDeclared() {
        PushSource archive = Tar.of(List.of(Entry.file("logs/day", 999, out -> out.write(PAYLOAD)), file("b")));

        assertThatThrownBy(() -> archive.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("entry \"logs/day\": declared 999 bytes, its content has at least 1000");
    }

    /** {@code PrintStream} swallows what its target throws. */
    @Test
    void namesAnEntryWhoseContentSwallowsThatItIsTooLong() {
        PushSource archive = Tar.of(List.of(Entry.file("logs/day", 5, out -> {
            PrintStream print = new PrintStream(out, true);
            print.print("12345");
            print.print("67");
        })));

        assertThatThrownBy(() -> archive.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("entry \"logs/day\": declared 5 bytes, its content has at least 7");
    }

    @Test
    void writesNoEndAfterAFailure() {
        IllegalStateException failure = new IllegalStateException("half way");
        PushSource archive = Tar.of(List.of(file("a"), Entry.file("b", 512, out -> {
            out.write(new byte[100]);
            throw failure;
        })));
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> archive.writeTo(output)).isSameAs(failure);

        // a: header, 1000 bytes in two blocks; b: header at most, and what it wrote.
        assertThat(output.size()).isLessThanOrEqualTo(512 + 1024 + 512 + 100);
    }

    @Test
    void reachesTheReaderWithTheEntrysFailure() {
        IOException failure = new IOException("half way");
        PushSource archive = Tar.of(List.of(Entry.file("b", 512, out -> {
            throw failure;
        })));

        assertThatThrownBy(() -> archive.feed(in -> in.readAllBytes()))
                .isInstanceOf(IncompleteStreamException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void asksForEntriesOneByOneAndAnewEachTime() throws Exception {
        AtomicInteger iterators = new AtomicInteger();
        List<String> order = new ArrayList<>();
        Iterable<Entry> entries = () -> {
            iterators.incrementAndGet();
            Iterator<String> names = List.of("a", "b").iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return names.hasNext();
                }

                @Override
                public Entry next() {
                    String name = names.next();
                    order.add("asked for " + name);
                    return Entry.file(name, 0, out -> order.add("wrote " + name));
                }
            };
        };
        PushSource archive = Tar.of(entries);

        Payload.writtenBy(archive);
        assertThat(order).containsExactly("asked for a", "wrote a", "asked for b", "wrote b");
        Payload.writtenBy(archive);

        assertThat(iterators).hasValue(2);
    }

    @Test
    void declaresASizeBeyond8GiB() throws Exception {
        long size = 9L << 30;
        IOException failure = new IOException("not written here");
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> Tar.of(List.of(Entry.file("huge", size, out -> {
                            // So that the header is out, where blocks are gathered.
                            out.write(new byte[10240]);
                            out.flush();
                            throw failure;
                        })))
                        .writeTo(output))
                .isSameAs(failure);

        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(output.toByteArray()))) {
            assertThat(tar.getNextEntry().getSize()).isEqualTo(size);
        }
        assertThat(output.toString("ISO-8859-1")).contains("size=" + size);
    }

    /** For readers that take a header's bytes for another encoding than UTF-8. */
    @Test
    void tellsNamesAndTargetsBeyondAsciiInRecordsAndNoOthers() throws Exception {
        assertThat(text(Entry.file("ü", 0, out -> {}))).contains("path=ü\n");
        assertThat(text(Entry.symbolicLink("a", "ü"))).contains("linkpath=ü\n").doesNotContain(" path=");
        assertThat(text(Entry.hardLink("a", "\u0080"))).contains("linkpath=\u0080\n");
        assertThat(text(Entry.symbolicLink("a", "\u007f"))).doesNotContain("path=", "PaxHeaders");
    }

    private static String text(Entry entry) throws Exception {
        return new String(Payload.writtenBy(Tar.of(List.of(entry))), StandardCharsets.UTF_8);
    }
}
