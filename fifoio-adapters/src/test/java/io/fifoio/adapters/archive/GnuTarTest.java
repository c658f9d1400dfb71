package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as a foreign program reads them. */
@ExtendWith(NoLeakedThreads.class)
final class GnuTarTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final String LONG = "long/".repeat(50) + "x".repeat(60);

    @TempDir
    Path folder;

    private final PushSource archive = Tar.of(List.of(
            Entry.directory("logs").modified(Instant.parse("2026-01-02T03:04:05Z")),
            Entry.file("logs/of the day", PAYLOAD.length, out -> out.write(PAYLOAD))
                    .permissions(0640),
            Entry.file("logs/Übergröße", 0, out -> {}),
            Entry.file(LONG, 3, out -> out.write(new byte[3])),
            Entry.symbolicLink("latest", "logs/of the day"),
            Entry.hardLink("same", "logs/of the day"),
            Entry.file("unknown", out -> out.write(PAYLOAD))));

    @BeforeEach
    void gnuTarIsHere() throws Exception {
        Program.assumeHere("tar", "--version", "GNU tar");
    }

    @Test
    void listsWhatWasPutIn() throws Exception {
        String listing = Program.of("tar", "--utc", "--quoting-style=literal", "-tvf", "-")
                .run(archive);

        assertThat(listing.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("drwxr-xr-x").endsWith("2026-01-02 03:04 logs/"),
                        line -> assertThat(line)
                                .startsWith("-rw-r-----")
                                .contains(" 200000 1970-01-01 00:00 ")
                                .endsWith("logs/of the day"),
                        line -> assertThat(line).startsWith("-rw-r--r--").endsWith("logs/Übergröße"),
                        line -> assertThat(line).endsWith(LONG),
                        line -> assertThat(line).startsWith("lrwxrwxrwx").endsWith("latest -> logs/of the day"),
                        line -> assertThat(line).startsWith("hrw").endsWith("same link to logs/of the day"),
                        line -> assertThat(line).contains(" 200000 ").endsWith("unknown"));
    }

    @Test
    void unpacksWhatWasPutIn() throws Exception {
        Program.of("tar", "-xzf", "-", "-C", folder.toString()).run(archive.through(GZIPOutputStream::new));

        assertThat(folder.resolve("logs/of the day")).as("seed " + Payload.SEED).hasBinaryContent(PAYLOAD);
        assertThat(folder.resolve(LONG)).hasSize(3);
        assertThat(Files.readSymbolicLink(folder.resolve("latest"))).hasToString("logs/of the day");
        assertThat(Files.isSameFile(folder.resolve("same"), folder.resolve("logs/of the day")))
                .isTrue();
        assertThat(folder.resolve("unknown")).hasBinaryContent(PAYLOAD);
        assertThat(Files.getLastModifiedTime(folder.resolve("logs/of the day")).toInstant())
                .isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "posix"})
    void isReadBackInEachOfItsFormats(String format) throws Exception {
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.createDirectories(input.resolve("logs/deeper"));
        Files.write(input.resolve("logs/of the day"), PAYLOAD);
        Files.createFile(input.resolve("logs/empty"));
        Files.createLink(input.resolve("zz same"), input.resolve("logs/of the day"));
        Files.createSymbolicLink(input.resolve("latest"), Path.of("logs/of the day"));
        boolean longNames = format.endsWith("gnu") || format.equals("posix");
        if (longNames) {
            Files.createDirectories(input.resolve(LONG).getParent());
            Files.write(input.resolve(LONG), new byte[3]);
            Files.writeString(input.resolve("logs/Übergröße 🎈"), "big");
            Files.createSymbolicLink(input.resolve("to long"), Path.of(LONG));
        }
        byte[] tar = Program.of("tar", "--format=" + format, "-C", input.toString(), "-cf", "-", ".")
                .output(out -> {});
        Path output = folder.resolve("output");

        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            reader.extractTo(output);
        }

        assertThat(Program.of("diff", "-r", "--no-dereference", input.toString(), output.toString())
                        .run())
                .isEmpty();
        assertThat(output.resolve("logs/deeper")).isDirectory();
        assertThat(Files.isSameFile(output.resolve("zz same"), output.resolve("logs/of the day")))
                .isTrue();
        assertThat(Files.getLastModifiedTime(output.resolve("logs/empty")).toMillis() / 1000)
                .isEqualTo(
                        Files.getLastModifiedTime(input.resolve("logs/empty")).toMillis() / 1000);
    }

    /** It has times where POSIX has the front of a name. */
    @ParameterizedTest
    @ValueSource(strings = {"oldgnu", "gnu", "posix"})
    void isReadWhereItIsIncrementalAndHasALabel(String format) throws Exception {
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.createDirectories(input.resolve(LONG).getParent());
        Files.write(input.resolve(LONG), new byte[3]);
        Files.createSymbolicLink(input.resolve("to long"), Path.of(LONG));
        Files.writeString(input.resolve("a"), "a");
        Path tar = folder.resolve("a.tar");
        String state = folder.resolve("state").toString();
        Program.of(
                        "tar",
                        "--format=" + format,
                        "-V",
                        "label",
                        "-g",
                        state,
                        "-C",
                        input.toString(),
                        "-cf",
                        tar.toString(),
                        ".")
                .run();
        List<String> listed = Program.of("tar", "--quoting-style=literal", "-tf", tar.toString())
                .run()
                .lines()
                .filter(name -> !name.equals("label"))
                .toList();

        List<String> found = new ArrayList<>();
        try (ArchiveReader reader = Tar.read(Files.newInputStream(tar))) {
            while (reader.next()) {
                found.add(reader.entry().name());
            }
        }

        assertThat(found).containsExactlyElementsOf(listed).hasSize(54);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=oldgnu",
                "--format=gnu",
                "--format=pax --sparse-version=0.0",
                "--format=pax --sparse-version=0.1",
                "--format=pax --sparse-version=1.0"
            })
    void isReadBackWhereFilesAreSparse(String format) throws Exception {
        Program.assumeHere("diff", "--version", "diff");
        SparseTars.assumeHoles(folder);
        Path input = Files.createDirectories(folder.resolve("input").resolve(LONG.substring(0, 200)))
                .getParent()
                .getParent();
        writeSparse(input.resolve("ends with data"), 300_001, 200);
        writeSparse(input.resolve("ends with a hole"), 6 << 20, 31);
        writeSparse(input.resolve(LONG.substring(LONG.length() - 60) + "Übergröße"), 70_000, 1);
        writeSparse(input.resolve("nothing but a hole"), 1 << 20, 0);
        Files.writeString(input.resolve("dense"), "dense");
        List<String> command = new ArrayList<>(List.of("tar", "-S", "-C", input.toString(), "-cf", "-", "."));
        command.addAll(1, List.of(format.split(" ")));
        byte[] tar = Program.of(command.toArray(String[]::new)).output(out -> {});
        assertThat(tar.length).as("there are holes").isLessThan(3 << 20);
        Path output = folder.resolve("output");

        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            reader.extractTo(output);
        }

        assertThat(Program.of("diff", "-r", input.toString(), output.toString()).run())
                .isEmpty();
        assertThatThrownBy(() -> ArchiveFormat.names(
                        Tar.read(new ByteArrayInputStream(tar), ArchiveLimits.DEFAULT.totalSize(6 << 20))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"totalSize\"");
    }

    /** From 8 GiB on, a number in the header is no longer written in digits. */
    @ParameterizedTest
    @ValueSource(strings = {"oldgnu", "gnu", "posix"})
    void isReadBackWhereASparseFileIsLargerThanDigitsTell(String format) throws Exception {
        SparseTars.assumeHoles(folder);
        long size = 9L << 30;
        Path input = Files.createDirectory(folder.resolve("input"));
        writeSparse(input.resolve("large"), size, 3);
        byte[] tar = Program.of("tar", "-S", "--format=" + format, "-C", input.toString(), "-cf", "-", "large")
                .output(out -> {});

        try (ArchiveReader reader = Tar.read(new ByteArrayInputStream(tar))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().size()).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsSparseFilesAsWeDo(long seed) throws Exception {
        byte[] archive = SparseTars.byChance(seed, 100);

        Program.of("tar", "-C", folder.toString(), "-xf", "-").run(out -> out.write(archive));

        for (String sum : SparseTars.sums(archive)) {
            Path file = folder.resolve(sum.substring(sum.lastIndexOf(' ') + 1));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            assertThat(HexFormat.of().formatHex(digest))
                    .as("%s, seed %s", sum, seed)
                    .isEqualTo(sum.substring(0, 64));
        }
    }

    /** Writes the given number of bytes of data, 64 KiB apart; the rest is holes. */
    private static void writeSparse(Path path, long size, int bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
            for (int i = 0; i < bytes; i++) {
                file.seek((long) i << 16);
                file.write(i + 1);
            }
        }
    }
}
