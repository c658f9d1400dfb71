package io.fifoio.integration.large;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data of more than 4 GiB through every format, written and read back, in a JVM of its own with a heap of 64 MiB. */
final class LargeFormatsTest {

    private static final String MEBIBYTES = "fifoio.formats.mib";
    private static final int LONGEST_SECONDS = 1800;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    @Timeout(LONGEST_SECONDS + 60)
    @EnabledIfSystemProperty(named = MEBIBYTES, matches = "[1-9]\\d*", disabledReason = "runs in the profile long")
    void passesThroughAHeapOf64Mebibytes(LargeFormat format) throws Exception {
        long bytes = (Long.getLong(MEBIBYTES) << 20) + 1; // beyond what 32 bits can count, if it is 4096
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargeFormat.class.getName(),
                        Long.toString(bytes),
                        format.name())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(printed);
            assertThat(ended)
                    .as("ends within %d s; it printed %s", LONGEST_SECONDS, lines)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit status; it printed %s", lines)
                    .isZero();
            assertThat(lines).hasSize(1);
            System.out.println("format | MiB | MiB written | ms: " + lines.get(0));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
