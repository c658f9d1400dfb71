package io.fifoio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    @Test
    void isGoneWithAllThatIsInItWhenItIsClosed() throws Exception {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            path = folder.path();
            Path nested = Files.createDirectories(path.resolve("a/b"));
            Files.writeString(nested.resolve("c"), "all is well\n");
        }

        assertThat(path).doesNotExist();
    }
}
