package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Directories in directories, deeper than any path can tell. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class DeepFolderTest {

    @TempDir
    private Path work;

    private Path folder;
    private Path inner;
    private Path other;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("folder"));
        inner = folder.resolve("d");
        other = work.resolve("other");
    }

    /** From the inside out: no path is long. */
    private void nest(int deep) throws IOException {
        Files.createDirectory(inner);
        for (int i = 1; i < deep; i++) {
            Files.createDirectory(other);
            Files.move(inner, other.resolve("d"));
            Files.move(other, inner);
        }
    }

    @AfterEach
    void unnest() throws IOException {
        OpenHandles.assertNoneIn(work);
        while (Files.exists(inner.resolve("d"))) {
            Files.move(inner.resolve("d"), other);
            Files.delete(inner);
            Files.move(other, inner);
        }
    }

    @Test
    void comeBackAsDeepAsTheReaderGoes() throws Exception {
        nest(255);
        PushSource archive = Tar.of(Folder.of(folder));
        try (ArchiveReader reader = Tar.read(archive.open())) {
            reader.extractTo(work.resolve("copy"));
        }
        assertThat(work.resolve("copy" + "/d".repeat(255))).isDirectory();
    }

    @Test
    void areRefusedWhereTheReaderWouldRefuseThem() throws Exception {
        for (int deep : new int[] {256, 10_000}) {
            nest(deep);
            assertThatThrownBy(() -> Tar.of(Folder.of(folder)).writeTo(OutputStream.nullOutputStream()))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage(folder + "/d".repeat(256)
                            + " lies deeper than the 255 directories that an archive's reader follows");
            unnest();
            Files.delete(inner);
        }
    }
}
