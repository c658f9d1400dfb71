package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * A waiting virtual thread leaves its carrier to others. Runs in a JVM of its own, with one carrier for all threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads")
final class VirtualPairsTest {

    private static final int PAIRS = 10_000;

    @Test
    void tenThousandPairsMakeProgressOnOneCarrier(@TempDir Path folder) throws Exception {
        Program program = new Program(VirtualPairs.class, folder)
                .with("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");

        assertThat(program.run("" + PAIRS))
                .containsExactly("10000 pairs, 10000 came through whole, 1000 waits interrupted");
    }
}
