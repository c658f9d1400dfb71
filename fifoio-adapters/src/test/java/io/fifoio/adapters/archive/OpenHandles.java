package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open below a folder. */
final class OpenHandles {

    private static final Path OWN = Path.of("/proc/self/fd");

    private OpenHandles() {}

    static void assumeCountable() {
        assumeTrue(Files.isDirectory(OWN), "skipped: this system does not list the handles of a process");
    }

    static List<String> in(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path handle : children()) {
            try {
                String place = Files.readSymbolicLink(handle).toString();
                if (place.startsWith(folder.toRealPath().toString())) {
                    found.add(place);
                }
            } catch (NoSuchFileException closedMeanwhile) {
                continue;
            }
        }
        return found;
    }

    private static List<Path> children() throws IOException {
        try (Stream<Path> handles = Files.list(OWN)) {
            return handles.toList();
        }
    }

    static void assertNoneIn(Path folder) throws IOException {
        if (Files.isDirectory(OWN)) {
            assertThat(in(folder)).as("open handles").isEmpty();
        }
    }
}
