package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives as commons-compress and the JDK read them back. */
@ExtendWith(NoLeakedThreads.class)
final class ZipTest {

    private static final byte[] PAYLOAD = Payload.ofSize(1000);

    private static Entry file(String name) {
        return Entry.file(name, PAYLOAD.length, out -> out.write(PAYLOAD));
    }

    private static Map<ZipArchiveEntry, byte[]> readBack(Entry... entries) throws Exception {
        byte[] archive = Payload.writtenBy(Zip.of(List.of(entries)));
        Map<ZipArchiveEntry, byte[]> found = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(zip.getEntriesInPhysicalOrder())) {
                found.put(entry, zip.getInputStream(entry).readAllBytes());
            }
        }
        return found;
    }

    private static ZipArchiveEntry readBackOne(Entry entry) throws Exception {
        return readBack(entry).keySet().iterator().next();
    }

    static List<String> names() {
        return TarTest.names().stream().filter(name -> !name.contains("\\")).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsNamesOfAnyLengthAndScript(String name) throws Exception {
        Map<ZipArchiveEntry, byte[]> entries =
                readBack(file(name), Entry.directory(name + ".d"), Entry.symbolicLink(name + ".link", name));

        assertThat(entries.keySet())
                .extracting(ZipArchiveEntry::getName)
                .containsExactly(name, name + ".d/", name + ".link");
        assertThat(entries.values()).containsExactly(PAYLOAD, new byte[0], name.getBytes("UTF-8"));
    }

    @Test
    void keepsKindsAndPermissions() throws Exception {
        assertThat(readBackOne(file("a").permissions(0751)).getUnixMode()).isEqualTo(0100751);
        assertThat(readBackOne(Entry.directory("a")).getUnixMode()).isEqualTo(040755);
        assertThat(readBackOne(Entry.symbolicLink("a", "b")).isUnixSymlink()).isTrue();
    }

    static List<Instant> times() {
        return List.of(
                Instant.EPOCH,
                Instant.parse("2026-11-23T01:02:03Z"),
                Instant.parse("1969-12-31T23:59:59Z"),
                Instant.parse("1601-01-01T00:00:00Z"),
                Instant.parse("2038-01-19T03:14:08.1234567Z"),
                Instant.parse("9999-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @MethodSource("times")
    void keepsTimes(Instant time) throws Exception {
        assertThat(readBackOne(file("a").modified(time)).getLastModifiedTime().toInstant())
                .isEqualTo(time);
    }

    @Test
    void takesATimeBeyondWhatItCanTell() throws Exception {
        assertThat(readBack(file("a").modified(Instant.MAX), file("b").modified(Instant.MIN)))
                .hasSize(2);
    }

    @Test
    void isTheSameInEveryZone() throws Exception {
        PushSource archive = Zip.of(List.of(file("a").modified(Instant.parse("2026-11-23T01:02:03Z"))));
        byte[] here = Payload.writtenBy(archive);
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(Payload.writtenBy(archive)).isEqualTo(here);
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    /** An hour or a day that the clocks of a time zone skip: for the library there is no such local time. */
    @ParameterizedTest
    @CsvSource({
        "2024-03-31T02:30:00Z, Europe/Berlin",
        "2024-03-10T02:59:59Z, America/New_York",
        "2011-12-30T12:00:00Z, Pacific/Apia",
        "1986-01-01T00:10:00Z, Asia/Kathmandu",
        "2096-03-25T02:30:00Z, Europe/Berlin",
        "1996-02-29T12:00:00Z, Europe/Berlin"
    })
    void isTheSameInAZoneThatPassesOverItsTime(Instant time, String zone) throws Exception {
        PushSource archive =
                Zip.of(List.of(file("a").modified(time), Entry.directory("d").modified(time)));
        TimeZone here = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            byte[] expected = Payload.writtenBy(archive);
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            assertThat(Payload.writtenBy(archive)).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void deflatesOrStores() throws Exception {
        byte[] zeros = new byte[100_000];
        Map<ZipArchiveEntry, byte[]> entries = readBack(
                Entry.file("deflated", zeros.length, out -> out.write(zeros)),
                Entry.file("deflated of unknown size", out -> out.write(zeros)),
                Entry.file("stored", zeros.length, out -> out.write(zeros)).stored(),
                Entry.file("stored of unknown size", out -> out.write(zeros)).stored());

        assertThat(entries.values()).containsOnly(zeros);
        assertThat(entries.keySet())
                .extracting(ZipArchiveEntry::getMethod)
                .containsExactly(ZipEntry.DEFLATED, ZipEntry.DEFLATED, ZipEntry.STORED, ZipEntry.STORED);
    }

    /** As two lists have that are joined, each with its directories. */
    @Test
    void keepsEntriesThatAreEqual() throws Exception {
        Entry directory = Entry.directory("d");
        Entry stored = file("d/b").stored();
        byte[] archive = Payload.writtenBy(Zip.of(
                List.of(directory, file("d/a"), stored, directory, Entry.directory("d"), file("d/a"), stored, stored)));

        assertThat(ArchiveFormat.ZIP.names(archive))
                .containsExactly("d/", "d/a", "d/b", "d/", "d/", "d/a", "d/b", "d/b");
    }

    @Test
    void isReadAsAStreamByTheJdk() throws Exception {
        byte[] archive = Payload.writtenBy(Zip.of(List.of(
                Entry.directory("d"),
                file("d/a"),
                Entry.file("d/b", out -> out.write(PAYLOAD)),
                file("c").stored())));

        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("d/");
            assertThat(zip.getNextEntry().getName()).isEqualTo("d/a");
            assertThat(zip.readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(zip.getNextEntry().getName()).isEqualTo("d/b");
            assertThat(zip.readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(zip.getNextEntry().getName()).isEqualTo("c");
            assertThat(zip.readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void takesAnEmptyArchive() throws Exception {
        assertThat(readBack()).isEmpty();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void takesMoreEntriesThanTheOldFormatCounts() throws Exception {
        Entry[] entries = new Entry[70_000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Entry.file("n" + i, 0, out -> {});
        }

        assertThat(readBack(entries)).hasSize(entries.length);
    }

    @Test
    void namesAnEntryThatDoesNotMeetItsSize() {
        assertThatThrownBy(() -> readBack(Entry.file("a", 1001, out -> out.write(PAYLOAD))))
                .isInstanceOf(IOException.class)
                .hasMessage("entry \"a\": declared 1001 bytes, its content ended after 1000");
        assertThatThrownBy(() ->
                        readBack(Entry.file("a", 999, out -> out.write(PAYLOAD)).stored()))
                .isInstanceOf(IOException.class)
                .hasMessage("entry \"a\": declared 999 bytes, its content has at least 1000");
    }

    @Test
    void refusesWhatItCannotHold() {
        assertThatThrownBy(() -> readBack(file("a"), Entry.hardLink("b", "a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"b\"")
                .hasMessageContaining("hard links");
        assertThatThrownBy(() -> readBack(file("a\\b")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("backslash");
        assertThatThrownBy(() -> readBack(file("ü".repeat(40_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("80000 bytes, at most 65535");
    }

    @Test
    void writesNoDirectoryAfterAFailure() {
        IllegalStateException failure = new IllegalStateException("half way");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PushSource archive = Zip.of(List.of(file("a"), Entry.file("b", out -> {
            out.write(new byte[100]);
            throw failure;
        })));

        assertThatThrownBy(() -> archive.writeTo(output)).isSameAs(failure);

        assertThat(output.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("PK\1\2")
                .doesNotContain("PK\5\6");
    }
}
