package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class JsonIntoBlobTest {

    private static final long JSON_BYTES = 64L << 20;

    @TempDir
    Path folder;

    /** As much JSON as the whole heap: a copy of it anywhere on the way would run out of memory. */
    @Test
    @Timeout(120)
    void aDocumentAsLargeAsTheHeapGoesIntoABlobAndBack() throws Exception {
        String printed = ChildJvm.run(
                folder,
                "-Xmx64m",
                "-cp",
                Libraries.path(
                        Libraries.THESE_TESTS, Libraries.CORE, Libraries.ADAPTERS, Libraries.JACKSON, Libraries.H2),
                JsonIntoBlob.class.getName(),
                folder.resolve("journey").toString(),
                Long.toString(JSON_BYTES));

        assertThat(printed).contains("read back as written: " + JsonIntoBlob.elements(JSON_BYTES) + " elements");
    }
}
