package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SpoolTest {

    private static final byte[] VALUE = Payload.ofSize(300_000);

    @Test
    void keepsTheValueOfAThreadThatIsInterrupted() throws Exception {
        byte[] stored;
        boolean kept;
        Thread.currentThread().interrupt();
        try (Spool spool = Spool.of(new ByteArrayInputStream(VALUE))) {
            stored = spool.stored().readAllBytes();
        } finally {
            kept = Thread.interrupted();
        }
        assertThat(stored).as("seed " + Payload.SEED).isEqualTo(VALUE);
        assertThat(kept).as("the flag").isTrue();
    }

    @Test
    void leavesNoFile() throws Exception {
        Set<Path> before = files();
        IOException failure = new IOException("half-way");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };

        assertThatThrownBy(() -> Spool.of(failing)).isSameAs(failure);
        try (Spool spool = Spool.of(new ByteArrayInputStream(VALUE))) {
            assertThat(spool.length()).isEqualTo(VALUE.length);
        }

        assertThat(files()).isEqualTo(before);
    }

    private static Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".spool")).collect(Collectors.toSet());
        }
    }
}
