package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * However much data passes, memory stays at the capacity. Runs in a JVM of its own, whose heap holds a small part of
 * the data.
 */
@EnabledIfSystemProperty(named = "fifoio.long", matches = "true", disabledReason = "it takes its time: profile long")
final class TenGibibytesTest {

    private static final long BYTES = 10L << 30;
    private static final long SEED = 10;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void tenGibibytesPassThroughAHeapOf64Mebibytes(@TempDir Path folder) throws Exception {
        List<String> lines = new Program(LargeTransfer.class, folder)
                .with("-Xmx64m", "-XX:+ExitOnOutOfMemoryError")
                .run("" + BYTES, "" + SEED);

        assertThat(lines).as("seed %d", SEED).hasSize(2);
        assertThat(lines.get(0)).startsWith(BYTES + " bytes, checksum ");
        assertThat(lines.get(1)).isEqualTo(lines.get(0));
    }
}
