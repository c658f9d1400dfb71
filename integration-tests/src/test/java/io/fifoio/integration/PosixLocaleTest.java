package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.archive.ArchiveReader;
import io.fifoio.adapters.archive.ArchivedEntry;
import io.fifoio.adapters.archive.Tar;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in the default locale of a container, in which Java decodes names of files as ASCII. */
final class PosixLocaleTest {

    @Test
    @Timeout(120)
    void aFolderIsArchivedWithTheNamesOfItsFiles(@TempDir Path work) throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"), "names are bytes on Unix");
        Path folder = Files.createDirectories(work.resolve("folder/\u00fcber"));
        Files.writeString(folder.resolve("\u65e5\u672c"), "content");
        Files.createSymbolicLink(folder.resolve("zz"), Path.of("\u65e5\u672c"));
        Path archive = work.resolve("archive.tar");

        ChildJvm.run(
                work,
                Map.of("LC_ALL", "POSIX"),
                "-cp",
                Libraries.path(Stream.concat(
                                Stream.of(
                                        Libraries.THESE_TESTS,
                                        Libraries.CORE,
                                        Libraries.ADAPTERS,
                                        Libraries.of("org.apache.commons.compress.archivers.tar.TarArchiveEntry")),
                                Libraries.OF_COMMONS_COMPRESS.stream())
                        .toArray(Path[]::new)),
                FolderAsTar.class.getName(),
                "folder",
                "archive.tar");

        List<String> entries = new ArrayList<>();
        try (ArchiveReader reader = Tar.read(Files.newInputStream(archive))) {
            while (reader.next()) {
                ArchivedEntry entry = reader.entry();
                entries.add(entry.name() + " " + entry.size() + " " + entry.linkTarget());
            }
        }
        assertThat(entries)
                .containsExactlyInAnyOrder("\u00fcber/ 0 ", "\u00fcber/zz 0 \u65e5\u672c", "\u00fcber/\u65e5\u672c 7 ");
    }
}
