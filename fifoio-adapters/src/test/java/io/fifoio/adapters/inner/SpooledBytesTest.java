package io.fifoio.adapters.inner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpooledBytesTest {

    private static final int IN_MEMORY = 10_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, IN_MEMORY, IN_MEMORY + 1, 300_000})
    void areReadAsTheyWereWritten(int length) throws Exception {
        byte[] value = Payload.ofSize(length);
        try (SpooledBytes spooled = new SpooledBytes(IN_MEMORY, folder)) {
            spooled.readFrom(new ByteArrayInputStream(value));

            assertThat(spooled.size()).isEqualTo(length);
            assertThat(spooled.read().readAllBytes()).as("seed " + Payload.SEED).isEqualTo(value);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void needNoFileUpToTheirLimit() throws Exception {
        Path missing = folder.resolve("missing");
        try (SpooledBytes spooled = new SpooledBytes(IN_MEMORY, missing)) {
            spooled.write(new byte[IN_MEMORY - 1], 0, IN_MEMORY - 1);
            spooled.write(1);

            assertThat(spooled.read().readAllBytes()).hasSize(IN_MEMORY);
            assertThatThrownBy(() -> spooled.write(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void areKeptThoughTheThreadIsInterrupted() throws Exception {
        byte[] value = Payload.ofSize(300_000);
        byte[] stored;
        boolean kept;
        Thread.currentThread().interrupt();
        try (SpooledBytes spooled = new SpooledBytes(IN_MEMORY, folder)) {
            spooled.readFrom(new ByteArrayInputStream(value));
            stored = spooled.read().readAllBytes();
        } finally {
            kept = Thread.interrupted();
        }
        assertThat(stored).as("seed " + Payload.SEED).isEqualTo(value);
        assertThat(kept).as("the flag").isTrue();
    }

    @Test
    void leaveNoFileThoughTheyWereNotAllWrittenNorRead() throws Exception {
        IOException failure = new IOException("half-way");
        InputStream failing = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > 2 * IN_MEMORY) {
                    throw failure;
                }
                return 1;
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                b[off] = (byte) read();
                return 1;
            }
        };
        try (SpooledBytes spooled = new SpooledBytes(IN_MEMORY, folder)) {
            assertThatThrownBy(() -> spooled.readFrom(failing)).isSameAs(failure);
        }
        try (SpooledBytes spooled = new SpooledBytes(IN_MEMORY, folder)) {
            spooled.readFrom(new ByteArrayInputStream(new byte[300_000]));
        }

        assertThat(folder).isEmptyDirectory();
    }
}
