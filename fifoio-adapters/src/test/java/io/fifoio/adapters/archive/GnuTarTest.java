package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Archives as a program reads them that is not ours. */
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
            Entry.symbolicLink("latest", "logs/of the day")));

    @BeforeEach
    void gnuTarIsHere() throws Exception {
        boolean here;
        try {
            here = run(List.of("tar", "--version"), out -> {}).contains("GNU tar");
        } catch (IOException noSuchProgram) {
            here = false;
        }
        assumeTrue(here, "skipped: there is no GNU tar on the path");
    }

    @Test
    void listsWhatWasPutIn() throws Exception {
        String listing = run(List.of("tar", "--utc", "--quoting-style=literal", "-tvf", "-"), archive);

        assertThat(listing.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("drwxr-xr-x").endsWith("2026-01-02 03:04 logs/"),
                        line -> assertThat(line)
                                .startsWith("-rw-r-----")
                                .contains(" 200000 1970-01-01 00:00 ")
                                .endsWith("logs/of the day"),
                        line -> assertThat(line).startsWith("-rw-r--r--").endsWith("logs/Übergröße"),
                        line -> assertThat(line).endsWith(LONG),
                        line -> assertThat(line).startsWith("lrwxrwxrwx").endsWith("latest -> logs/of the day"));
    }

    @Test
    void unpacksWhatWasPutIn() throws Exception {
        run(List.of("tar", "-xzf", "-", "-C", folder.toString()), archive.through(GZIPOutputStream::new));

        assertThat(folder.resolve("logs/of the day")).as("seed " + Payload.SEED).hasBinaryContent(PAYLOAD);
        assertThat(folder.resolve(LONG)).hasSize(3);
        assertThat(Files.readSymbolicLink(folder.resolve("latest"))).hasToString("logs/of the day");
        assertThat(Files.getLastModifiedTime(folder.resolve("logs/of the day")).toInstant())
                .isEqualTo(Instant.EPOCH);
    }

    /** What the program prints, both ways, when it is given the source's bytes. */
    private String run(List<String> command, PushSource source) throws Exception {
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            try (SourceInputStream in = source.open();
                    OutputStream stdin = process.getOutputStream()) {
                in.transferTo(stdin);
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(process.exitValue())
                    .as("%s printed:%n%s", command, printed)
                    .isZero();
            return printed;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
