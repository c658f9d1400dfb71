package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What closing the entries fails with, of whatever type it is. */
@ExtendWith(NoLeakedThreads.class)
final class ClosingTest {

    /**
     * Exceptions that the compiler does not allow to be thrown here; code in other languages throws them, and some Java
     * code.
     */
    static List<Throwable> undeclared() {
        return List.of(new SQLException("odd"), new Throwable("odder"), new InterruptedException("oddest"));
    }

    @ParameterizedTest
    @MethodSource("undeclared")
    void ofTheEntriesFailsTheArchive(Throwable failure) {
        for (ArchiveFormat format : ArchiveFormat.values()) {
            assertThatThrownBy(() -> archive(format, failure).writeTo(OutputStream.nullOutputStream()))
                    .as("%s, straight", format)
                    .isInstanceOf(IOException.class)
                    .hasMessage("closing the entries failed")
                    .hasCause(failure);
            Thread.interrupted();
            assertThatThrownBy(() -> {
                        try (SourceInputStream in = archive(format, failure).open()) {
                            in.readAllBytes();
                        }
                    })
                    .as("%s, opened", format)
                    .isInstanceOf(IOException.class)
                    .hasRootCause(failure);
            Thread.interrupted();
        }
    }

    private static PushSource archive(ArchiveFormat format, Throwable failure) {
        Stream<Entry> entries =
                Stream.of(Entry.directory("d")).onClose(() -> Probe.<RuntimeException>raiseAsItIs(failure));
        return format == ArchiveFormat.TAR ? Tar.of(entries) : Zip.of(entries);
    }
}
