package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Zip archives as unzip and Python read them, and theirs as they are read here. */
@ExtendWith(NoLeakedThreads.class)
final class ZipProgramsTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final String LONG = "long/".repeat(50) + "x".repeat(60);

    private static final PushSource ARCHIVE = Zip.of(List.of(
            Entry.directory("logs"),
            Entry.file("logs/of the day", PAYLOAD.length, out -> out.write(PAYLOAD))
                    .permissions(0640)
                    .modified(Instant.parse("2026-01-02T03:04:05Z")),
            Entry.file("logs/Übergröße", out -> out.write(PAYLOAD)),
            Entry.file(LONG, 3, out -> out.write(new byte[3])).stored(),
            Entry.file("empty", 0, out -> {}),
            Entry.symbolicLink("latest", "logs/of the day")));

    @TempDir
    Path folder;

    private Path written() throws Exception {
        Path zip = folder.resolve("a.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            ARCHIVE.writeTo(out);
        }
        return zip;
    }

    @Test
    void unzipTestsAndUnpacksOurs() throws Exception {
        Program.assumeHere("unzip", "-v", "UnZip");
        String zip = written().toString();

        assertThat(Program.of("unzip", "-t", zip).run()).contains("No errors detected");
        Program.of("unzip", "-q", zip, "-d", folder.resolve("out").toString()).run();

        Path out = folder.resolve("out");
        assertThat(out.resolve("logs/of the day")).hasBinaryContent(PAYLOAD);
        assertThat(out.resolve("logs/Übergröße")).hasBinaryContent(PAYLOAD);
        assertThat(out.resolve(LONG)).hasSize(3);
        assertThat(Files.readSymbolicLink(out.resolve("latest"))).hasToString("logs/of the day");
        assertThat(Files.getPosixFilePermissions(out.resolve("logs/of the day")))
                .hasSize(3);
        assertThat(Files.getLastModifiedTime(out.resolve("logs/of the day")).toInstant())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void zipinfoListsOurs() throws Exception {
        Program.assumeHere("zipinfo", "-v", "ZipInfo");

        assertThat(Program.of("zipinfo", written().toString()).run().lines())
                .anySatisfy(line -> assertThat(line).startsWith("drwxr-xr-x").endsWith("logs/"))
                .anySatisfy(line -> assertThat(line).startsWith("-rw-r-----").endsWith("logs/of the day"))
                .anySatisfy(line -> assertThat(line).contains("stor").endsWith(LONG))
                .anySatisfy(line -> assertThat(line).startsWith("lrwxrwxrwx").endsWith("latest"));
    }

    @Test
    void pythonReadsOurs() throws Exception {
        Program.assumeHere("python3", "--version", "Python");

        assertThat(Program.of("python3", "-c", """
                import sys, zipfile
                z = zipfile.ZipFile(sys.argv[1])
                assert z.testzip() is None
                for i in z.infolist(): print(i.filename, i.file_size, i.date_time)
                """, written().toString()).run())
                .contains("logs/Übergröße 200000")
                .contains("logs/of the day 200000 (2026, 1, 2, 3, 4, 4)");
    }

    @Test
    void oursReadsWhatZipWrites() throws Exception {
        Program.assumeHere("zip", "-v", "Info-ZIP");
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.createDirectories(input.resolve("logs/deeper"));
        Files.write(input.resolve("logs/of the day"), PAYLOAD);
        Files.writeString(input.resolve("logs/Übergröße 🎈"), "big");
        Files.createFile(input.resolve("empty"));
        Path zip = folder.resolve("b.zip");
        Program.of("sh", "-c", "cd '" + input + "' && zip -q -r '" + zip + "' .")
                .run();
        Path out = folder.resolve("out");

        try (ArchiveReader reader = Zip.read(Files.newInputStream(zip))) {
            reader.extractTo(out);
        }

        assertThat(Program.of("diff", "-r", input.toString(), out.toString()).run())
                .isEmpty();
    }

    /** In its standard output it can't go back, so sizes come after the contents. */
    @Test
    void oursReadsWhatZipStreams() throws Exception {
        Program.assumeHere("zip", "-v", "Info-ZIP");
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.write(input.resolve("zeros"), new byte[100_000]);
        Files.write(input.resolve("random"), PAYLOAD);
        byte[] zip = Program.of("sh", "-c", "cd '" + input + "' && zip -q -r - zeros random | cat")
                .output(out -> {});

        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(new byte[100_000]);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(PAYLOAD);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void oursExtractsWhatZipTellsOfAtTheEndAlone() throws Exception {
        Program.assumeHere("zip", "-v", "Info-ZIP");
        Path input = Files.createDirectories(folder.resolve("in/bin"));
        Files.writeString(input.resolve("run"), "#!/bin/sh");
        Files.setPosixFilePermissions(input.resolve("run"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(input.resolve("link"), Path.of("run"));
        Files.createSymbolicLink(input.resolve("nowhere"), Path.of("../not there"));
        for (String how : new String[] {"%s .", "- . > %s"}) {
            Path zip = Files.createTempFile(folder, "b", ".zip");
            Files.delete(zip);
            Program.of("sh", "-c", "cd '" + input + "/..' && zip -q -r -y " + String.format(how, "'" + zip + "'"))
                    .run();
            Path out = Files.createTempDirectory(folder, "out");

            try (ArchiveReader reader = Zip.read(Files.newInputStream(zip))) {
                reader.extractTo(out);
            }

            assertThat(Program.of(
                                    "diff",
                                    "-r",
                                    "--no-dereference",
                                    input.getParent().toString(),
                                    out.toString())
                            .run())
                    .isEmpty();
            assertThat(Files.getPosixFilePermissions(out.resolve("bin/run")))
                    .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        }
    }

    @Test
    void aLinkThatLeadsOutAndOnlyTheDirectoryTellsOfIsAnError() throws Exception {
        Program.assumeHere("zip", "-v", "Info-ZIP");
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.createSymbolicLink(input.resolve("link"), Path.of("/etc/passwd"));
        Path zip = folder.resolve("b.zip");
        Program.of("sh", "-c", "cd '" + input + "' && zip -q -r -y '" + zip + "' .")
                .run();
        Path out = folder.resolve("out");

        try (ArchiveReader reader = Zip.read(Files.newInputStream(zip))) {
            assertThatThrownBy(() -> reader.extractTo(out))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"link\" to \"/etc/passwd\" is not extracted: it is absolute");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void oursReadsWhatPythonWrites() throws Exception {
        Program.assumeHere("python3", "--version", "Python");
        byte[] zip = Program.of("python3", "-c", """
                import sys, zipfile
                class Pipe:
                    def write(self, b): return sys.stdout.buffer.write(b)
                    def flush(self): sys.stdout.buffer.flush()
                out = Pipe()
                z = zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED)
                z.writestr('a/b', b'x' * 100000)
                with z.open('forced 64', 'w', force_zip64=True) as f: f.write(b'y' * 1000)
                z.writestr('ü🎈', b'')
                z.writestr('dir/', b'')
                z.close()
                """).output(out -> {});

        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().content().readAllBytes()).hasSize(100_000);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().content().readAllBytes()).hasSize(1000);
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("ü🎈");
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().kind()).isEqualTo(EntryKind.DIRECTORY);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void refusesWhatPythonStoresWithTheSizeBehind() throws Exception {
        Program.assumeHere("python3", "--version", "Python");
        byte[] zip = Program.of("python3", "-c", """
                import sys, zipfile
                class Pipe:
                    def write(self, b): return sys.stdout.buffer.write(b)
                    def flush(self): sys.stdout.buffer.flush()
                out = Pipe()
                z = zipfile.ZipFile(out, 'w')
                z.writestr('a', b'x' * 1000)
                z.close()
                """).output(out -> {});

        try (ArchiveReader reader = Zip.read(new ByteArrayInputStream(zip))) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("\"a\"")
                    .hasMessageContaining("stored with its size behind it");
        }
    }
}
