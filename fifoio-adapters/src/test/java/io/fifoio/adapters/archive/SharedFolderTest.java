package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Extraction into a new folder that others put something into while it runs. */
@Timeout(60)
final class SharedFolderTest {

    private static final byte[] OTHER = Tars.archive(Tars.file("b.txt"));

    @TempDir
    Path outside;

    private static void extract(InputStream tar, Path folder) throws IOException {
        try (ArchiveReader reader = Tar.read(tar)) {
            reader.extractTo(folder);
        }
    }

    /** An archive that is truncated, with something that happens after its first bytes. */
    private static InputStream cut(Meanwhile meanwhile) {
        byte[] whole = Tars.archive(Tars.file("a.txt"), Tars.entry("large", '0', new byte[100_000], ""));
        InputStream end = new InputStream() {
            private boolean done;

            @Override
            public int read() throws IOException {
                if (!done) {
                    done = true;
                    meanwhile.happens();
                }
                return -1;
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(whole, 50_000)), end);
    }

    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws IOException;
    }

    @Test
    void aFailedOneLeavesWhatAnotherHasBrought() {
        Path folder = outside.resolve("folder");

        assertThatThrownBy(() -> extract(cut(() -> extract(new ByteArrayInputStream(OTHER), folder)), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated")
                .hasNoSuppressedExceptions();

        assertThat(folder.resolve("b.txt")).hasContent("b.txt");
        assertThat(folder.toFile().list()).containsExactly("b.txt");
    }

    @Test
    void aFailedOneLeavesWhatTheUserHasPutThere() {
        Path folder = outside.resolve("folder");

        assertThatThrownBy(() -> extract(cut(() -> Files.writeString(folder.resolve("mine"), "mine")), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated")
                .hasNoSuppressedExceptions();

        assertThat(folder.toFile().list()).containsExactly("mine");
    }

    @Test
    void aFailedOneTellsNothingOfAFolderThatIsGone() {
        Path folder = outside.resolve("folder");

        assertThatThrownBy(() -> extract(cut(() -> Trees.delete(folder)), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("truncated")
                .hasNoSuppressedExceptions();

        assertThat(folder).doesNotExist();
    }

    /** Each finds that there is no folder, and only one can make it. */
    @Test
    void thoseThatBeginAtOnceMakeOneFolder() throws Exception {
        int count = 4;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            for (int round = 0; round < 300; round++) {
                Path folder = outside.resolve("folder" + round);
                CyclicBarrier start = new CyclicBarrier(count);
                List<Callable<Void>> extractions = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    byte[] tar = Tars.archive(Tars.file("f" + i));
                    extractions.add(() -> {
                        start.await();
                        extract(new ByteArrayInputStream(tar), folder);
                        return null;
                    });
                }
                for (Future<Void> extracted : threads.invokeAll(extractions)) {
                    extracted.get();
                }
                assertThat(folder.toFile().list()).containsExactlyInAnyOrder("f0", "f1", "f2", "f3");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
