package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** A property that only adds to messages must not keep anybody from having a pair. */
final class SecurityManagerTest {

    @Test
    @DisabledForJreRange(minVersion = 24, disabledReason = "has no security manager any more")
    void aPairNeedsNoPermission(@TempDir Path folder) throws Exception {
        assertThat(new Program(PairUnderGuard.class, folder)
                        .with("-Djava.security.manager")
                        .run())
                .last()
                .isEqualTo("7");
    }
}
