package io.fifoio.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that change between the listing of their folder and the end of their content. */
@ExtendWith(NoLeakedThreads.class)
class ChangingFolderTest {

    private static final int SIZE = 1_000_000;

    @TempDir
    private Path work;

    private Path file;
    private SourceFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        Path root = Files.createDirectory(work.resolve("folder")).toRealPath();
        file = Files.write(root.resolve("file"), new byte[SIZE]);
        folder = new SourceFolder(root, work.resolve("excluded"));
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    /** The folder as tar, with a change made to it once the first bytes, the header of its file, were written. */
    private PushSource changedWhileWritten(Change change) {
        return out -> {
            try (Progress progress = Progress.ofBytes("test", 0)) {
                folder.asTar(row -> {}, progress).writeTo(new OutputStream() {
                    private boolean changed;

                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] b, int off, int len) throws IOException {
                        out.write(b, off, len);
                        if (!changed) {
                            changed = true;
                            change.make();
                        }
                    }
                });
            }
        };
    }

    @Test
    void aFileThatShrinksIsAnErrorWithBothSizes() {
        PushSource source = changedWhileWritten(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        });
        assertThatThrownBy(() -> source.feed(in -> in.transferTo(OutputStream.nullOutputStream())))
                .hasRootCauseInstanceOf(IOException.class)
                .rootCause()
                .hasMessageContaining("\"file\": declared 1000000 bytes, its content ended after ");
    }

    @Test
    void aFileThatGrowsIsAnErrorWithBothSizes() {
        PushSource source = changedWhileWritten(() -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
        assertThatThrownBy(() -> source.feed(in -> in.transferTo(OutputStream.nullOutputStream())))
                .rootCause()
                .hasMessageContaining("\"file\": declared 1000000 bytes, its content has at least 1000001");
    }

    @Test
    void aFileThatVanishesFailsTheRunAndLeavesNothing() throws Exception {
        Files.write(file.resolveSibling("second"), new byte[SIZE]);
        Path database = work.resolve("database");
        UUID run = UUID.randomUUID();
        try (Database opened = Database.open(database);
                Progress progress = Progress.ofBytes("test", 0)) {
            PushSource source = folder.asTar(
                    row -> {
                        Files.delete(file.resolveSibling("second"));
                        Files.delete(file);
                    },
                    progress);
            assertThatThrownBy(() -> opened.store(run, folder.name(), rows -> source))
                    .satisfies(failure -> assertThat(FailureMessage.of(failure)).contains("no such file any more"))
                    .hasRootCauseInstanceOf(NoSuchFileException.class);
        }
        assertThat(Stored.in(database)).isEqualTo(new Stored(0, 0));
    }
}
