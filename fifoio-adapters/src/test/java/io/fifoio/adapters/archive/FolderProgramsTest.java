package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folders as GNU tar and unzip unpack them. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class FolderProgramsTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

    @TempDir
    private Path work;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"), "modes are of Unix");
        folder = Files.createDirectory(work.resolve("folder"));
        Files.createDirectories(folder.resolve("logs/deeper/empty"));
        Files.write(folder.resolve("logs/of the day"), PAYLOAD);
        Files.writeString(folder.resolve("logs/deeper/\u00dcbergr\u00f6\u00dfe \ud83c\udf88"), "big");
        Files.createSymbolicLink(folder.resolve("latest"), Path.of("logs/of the day"));
        Files.createSymbolicLink(folder.resolve("away"), Path.of("/no/such/place"));
        Files.setAttribute(folder.resolve("logs/of the day"), "unix:mode", 0640);
        Files.setAttribute(folder.resolve("logs/deeper/empty"), "unix:mode", 01777);
        Path tool = Files.createFile(folder.resolve("tool"));
        Files.setAttribute(tool, "unix:mode", 06751);
        Files.setLastModifiedTime(folder.resolve("logs/of the day"), FileTime.from(TIME));
    }

    private Path written(PushSource archive) throws Exception {
        Path file = work.resolve("archive");
        try (OutputStream out = Files.newOutputStream(file)) {
            archive.writeTo(out);
        }
        return file;
    }

    private void assertUnpacked(Path copy) throws Exception {
        assertThat(Program.of("diff", "-r", "--no-dereference", folder.toString(), copy.toString())
                        .run())
                .isEmpty();
        assertThat(copy.resolve("logs/deeper/empty")).isDirectory();
        assertThat(mode(copy.resolve("logs/of the day"))).isEqualTo(0640);
        assertThat(Files.getLastModifiedTime(copy.resolve("logs/of the day")).toInstant())
                .isEqualTo(TIME);
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & 07777;
    }

    @Test
    void tarUnpacksThem() throws Exception {
        Program.assumeHere("tar", "--version", "GNU tar");
        Path copy = Files.createDirectory(work.resolve("copy"));

        Program.of("tar", "-xpf", written(Tar.of(Folder.of(folder))).toString(), "-C", copy.toString())
                .run();

        assertUnpacked(copy);
        assertThat(mode(copy.resolve("tool"))).isEqualTo(06751);
        assertThat(mode(copy.resolve("logs/deeper/empty"))).isEqualTo(01777);
    }

    @Test
    void unzipUnpacksThem() throws Exception {
        Program.assumeHere("unzip", "-v", "UnZip");
        Path copy = work.resolve("copy");

        Program.of("unzip", "-q", written(Zip.of(Folder.of(folder))).toString(), "-d", copy.toString())
                .run();

        assertUnpacked(copy);
    }

    @Test
    void listsOfTarAreThoseOfTheirOwn() throws Exception {
        Program.assumeHere("tar", "--version", "GNU tar");
        String own = Program.of(
                        "sh",
                        "-c",
                        "cd '" + folder + "' && tar --format=posix -cf - * | tar -tvf - --numeric-owner | sort")
                .run();
        String ours = Program.of(
                        "sh", "-c", "tar -tvf '" + written(Tar.of(Folder.of(folder))) + "' --numeric-owner | sort")
                .run();
        assertThat(withoutOwners(ours)).isEqualTo(withoutOwners(own));
    }

    private static String withoutOwners(String listed) {
        return listed.replaceAll("\\d+/\\d+ +", "");
    }
}
