package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** However much passes, memory stays at the capacity. In a JVM of its own, with a heap that holds a small part of it. */
@EnabledIfSystemProperty(named = "fifoio.long", matches = "true", disabledReason = "it takes its time: profile long")
final class TenGibibytesTest {

    private static final long BYTES = 10L << 30;
    private static final long SEED = 10;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void tenGibibytesPassThroughAHeapOf64Mebibytes(@TempDir Path folder) throws Exception {
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        Twin.classPath(),
                        LargeTransfer.class.getName(),
                        "" + BYTES,
                        "" + SEED)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            int status = process.waitFor();
            List<String> lines = Files.readAllLines(printed);
            assertThat(lines).as("exit status %d, seed %d", status, SEED).hasSize(2);
            assertThat(lines.get(0)).startsWith(BYTES + " bytes, checksum ");
            assertThat(lines.get(1)).isEqualTo(lines.get(0));
            assertThat(status).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
