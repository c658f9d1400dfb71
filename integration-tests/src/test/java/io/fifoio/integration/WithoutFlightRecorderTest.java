package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class WithoutFlightRecorderTest {

    @Test
    @Timeout(120)
    void aPairWorksInARuntimeOfTheBaseModuleAlone(@TempDir Path folder) throws Exception {
        String printed = ChildJvm.run(
                folder,
                "--limit-modules",
                "java.base",
                "-cp",
                Libraries.path(Libraries.THESE_TESTS, Libraries.CORE),
                PairAlone.class.getName());

        assertThat(printed).isEqualTo("1000000 bytes, flight recorder absent");
    }
}
