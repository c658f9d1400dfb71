package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without heap for its bytes a write fails, and takes the promise back as every failed write does; a ring that can't be
 * spread stays as it is.
 */
final class FullHeapTest {

    @ParameterizedTest
    @ValueSource(strings = {"byte", "stream", "some", "try", "channel"})
    void whatIsMissingAWriteIsNotWhole(String way, @TempDir Path folder) throws Exception {
        assertThat(new Program(FullHeap.class, folder)
                        .with("-Xmx16m", "-XX:+UseSerialGC")
                        .run(way))
                .containsExactly(OutOfMemoryError.class.getName(), IncompleteStreamException.class.getName());
    }

    @Test
    void charsForWhichThereIsNoHeapAreMissing(@TempDir Path folder) throws Exception {
        assertThat(new Program(CharsInFullHeap.class, folder)
                        .with("-Xmx16m", "-XX:+UseSerialGC")
                        .run())
                .hasSize(4)
                .containsOnly("OutOfMemoryError, 0, IncompleteStreamException");
    }

    @Test
    void nobodyWritesBehindThePartOfAMessageThatFoundRoom(@TempDir Path folder) throws Exception {
        String full = OutOfMemoryError.class.getName();

        assertThat(new Program(SharedInFullHeap.class, folder)
                        .with("-Xmx16m", "-XX:+UseSerialGC")
                        .run())
                .containsExactly(full, "true", "true", full, full);
    }

    @Test
    void endsCloseAllTheSame(@TempDir Path folder) throws Exception {
        assertThat(inFullHeap("closes", folder)).containsExactly("left open: 0");
    }

    @Test
    void aPeerThatWaitsIsToldAllTheSame(@TempDir Path folder) throws Exception {
        assertThat(inFullHeap("wakes", folder)).containsExactly("waits: false");
    }

    private static List<String> inFullHeap(String what, Path folder) throws Exception {
        return new Program(EndsInFullHeap.class, folder)
                .with("-Xmx16m", "-XX:+UseSerialGC")
                .run(what);
    }

    @Test
    void aPairThatFindsNoHeapToBeSpreadOverPassesItsBytesAllTheSame(@TempDir Path folder) throws Exception {
        assertThat(new Program(SpreadInFullHeap.class, folder)
                        .with("-Xmx64m", "-XX:+UseSerialGC")
                        .run())
                .containsExactly(Integer.toString(5 * 16 * 1024 + (8 << 20)));
    }

    @Test
    void theBytesOfAPairThatWasDroppedAreFreeBeforeItsPeerIsTold(@TempDir Path folder) throws Exception {
        assertThat(new Program(DroppedInSmallHeap.class, folder)
                        .with("-Xmx64m", "-XX:+UseSerialGC")
                        .run())
                .containsExactly("200");
    }
}
