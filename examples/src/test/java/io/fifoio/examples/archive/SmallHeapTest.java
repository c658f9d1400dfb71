package io.fifoio.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job in a JVM of its own, with a heap much smaller than its data. */
class SmallHeapTest {

    private static final long SEED = 64;
    private static final int FILE = 128 << 20;
    private static final int CHUNK = 1 << 20;

    @TempDir
    private Path work;

    @Test
    void aFileOfTwiceTheHeapIsArchivedAndVerified() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(work.resolve("folder"));
        writeHalfRandom(folder.resolve("file"));
        Path output = work.resolve("output");
        Process job = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Archive.class.getName(),
                        folder.toString(),
                        "--database",
                        work.resolve("database").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(job.waitFor(50, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            job.destroyForcibly();
        }
        assertThat(Files.readString(output)).contains("1 of 1 files verified").contains(" MiB of 64.0 MiB");
        assertThat(job.exitValue()).isZero();
    }

    private static void writeHalfRandom(Path file) throws IOException {
        Random random = new Random(SEED);
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < FILE; written += 2 * CHUNK) {
                random.nextBytes(chunk);
                out.write(chunk);
                out.write(new byte[CHUNK]);
            }
        }
    }
}
