package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives between bsdtar (libarchive) and us. */
@ExtendWith(NoLeakedThreads.class)
final class BsdtarTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final String LONG = "long/".repeat(50) + "x".repeat(60);

    @TempDir
    Path folder;

    @BeforeEach
    void bsdtarIsHere() throws Exception {
        Program.assumeHere("bsdtar", "--version", "bsdtar");
    }

    @ParameterizedTest
    @EnumSource
    void unpacksOurs(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(
                Entry.directory("d"),
                Entry.file("d/known", PAYLOAD.length, out -> out.write(PAYLOAD)),
                Entry.file("d/Übergröße 🎈", out -> out.write(PAYLOAD)),
                Entry.file("stored", PAYLOAD.length, out -> out.write(PAYLOAD)).stored(),
                Entry.file(LONG, 3, out -> out.write(new byte[3])),
                Entry.symbolicLink("latest", "d/known"));

        Program.of("bsdtar", "-xf", "-", "-C", folder.toString()).run(out -> out.write(archive));

        assertThat(folder.resolve("d/known")).hasBinaryContent(PAYLOAD);
        assertThat(folder.resolve("d/Übergröße 🎈")).hasBinaryContent(PAYLOAD);
        assertThat(folder.resolve("stored")).hasBinaryContent(PAYLOAD);
        assertThat(folder.resolve(LONG)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7", "ustar", "pax", "gnutar"})
    void isReadBackInEachOfItsTars(String format) throws Exception {
        Path input = input();
        if (format.equals("pax") || format.equals("gnutar")) {
            Files.createDirectories(input.resolve(LONG).getParent());
            Files.write(input.resolve(LONG), new byte[3]);
            Files.writeString(input.resolve("d/Übergröße 🎈"), "big");
        }
        Files.createSymbolicLink(input.resolve("latest"), Path.of("d/a"));
        Files.createLink(input.resolve("same"), input.resolve("d/a"));
        byte[] tar = Program.of("bsdtar", "--format=" + format, "-C", input.toString(), "-cf", "-", ".")
                .output(out -> {});
        Path output = folder.resolve("output");

        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            reader.extractTo(output);
        }

        assertSame(input, output);
    }

    /** Written to a file: in a pipe bsdtar pads a zip with whole blocks of zeros, as for tapes. */
    @Test
    void isReadBackInItsZip() throws Exception {
        Path input = input();
        Files.writeString(input.resolve("d/Übergröße 🎈"), "big");
        Path zip = folder.resolve("a.zip");
        Program.of("bsdtar", "--format=zip", "-C", input.toString(), "-cf", zip.toString(), ".")
                .run();
        Path output = folder.resolve("output");

        try (ArchiveReader reader = Zip.read(Files.newInputStream(zip))) {
            reader.extractTo(output);
        }

        assertSame(input, output);
    }

    private Path input() throws Exception {
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.createDirectories(input.resolve("d/deeper"));
        Files.write(input.resolve("d/a"), PAYLOAD);
        Files.createFile(input.resolve("d/empty"));
        return input;
    }

    private static void assertSame(Path input, Path output) throws Exception {
        assertThat(Program.of("diff", "-r", "--no-dereference", input.toString(), output.toString())
                        .run())
                .isEmpty();
    }
}
