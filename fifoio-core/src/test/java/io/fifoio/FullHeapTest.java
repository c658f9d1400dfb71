package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write that finds no heap for its bytes has failed, and takes the promise back as every failed write does. */
final class FullHeapTest {

    @Test
    void whatIsMissingAWriteIsNotWhole(@TempDir Path folder) throws Exception {
        assertThat(new Program(FullHeap.class, folder)
                        .with("-Xmx16m", "-XX:+UseSerialGC")
                        .run())
                .containsExactly(OutOfMemoryError.class.getName(), IncompleteStreamException.class.getName());
    }
}
