package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.ArchiveFormat.PAYLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that commons-compress has written, in each of its ways. */
@ExtendWith(NoLeakedThreads.class)
final class CommonsArchivesTest {

    private static final List<String> NAMES = List.of("plain", "Größe", "long/".repeat(60) + "end");

    private static void assertReadBack(ArchiveFormat format, byte[] archive) throws IOException {
        try (ArchiveReader reader = format.read(archive)) {
            for (String name : NAMES) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.entry().name()).isEqualTo(name);
                assertThat(reader.entry().content().readAllBytes()).isEqualTo(PAYLOAD);
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void aTarIsReadBack(int longNames) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(longNames);
            for (String name : NAMES) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(PAYLOAD.length);
                tar.putArchiveEntry(entry);
                tar.write(PAYLOAD);
                tar.closeArchiveEntry();
            }
        }

        assertReadBack(ArchiveFormat.TAR, out.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    void aZipIsReadBack(Zip64Mode mode) throws Exception {
        assertReadBack(ArchiveFormat.ZIP, zip(mode, StandardCharsets.UTF_8.name(), ZipArchiveOutputStream.DEFLATED));
        assertReadBack(ArchiveFormat.ZIP, zip(mode, StandardCharsets.UTF_8.name(), ZipArchiveOutputStream.STORED));
    }

    /** Names in another encoding, with those in UTF-8 in extra fields. */
    @Test
    void aZipOfAnOldEncodingIsReadBack() throws Exception {
        byte[] zip = zip(Zip64Mode.AsNeeded, StandardCharsets.ISO_8859_1.name(), ZipArchiveOutputStream.DEFLATED);

        assertReadBack(ArchiveFormat.ZIP, zip);
    }

    private static byte[] zip(Zip64Mode mode, String encoding, int method) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(PAYLOAD);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.setUseZip64(mode);
            zip.setEncoding(encoding);
            zip.setUseLanguageEncodingFlag(encoding.equals(StandardCharsets.UTF_8.name()));
            zip.setCreateUnicodeExtraFields(UnicodeExtraFieldPolicy.ALWAYS);
            for (String name : NAMES) {
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                entry.setMethod(method);
                if (method == ZipArchiveOutputStream.STORED) {
                    entry.setSize(PAYLOAD.length);
                    entry.setCrc(checksum.getValue());
                }
                zip.putArchiveEntry(entry);
                zip.write(PAYLOAD);
                zip.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }
}
