package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Without;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What the error says if the version lacks what 1.26 introduced: otherwise its methods would be missing in the middle
 * of an archive.
 */
final class OlderCommonsCompressTest {

    static final class TarWritten implements Callable<Object> {
        @Override
        public Object call() {
            return Tar.of(List.of());
        }
    }

    static final class TarRead implements Callable<Object> {
        @Override
        public Object call() {
            return Tar.read(InputStream.nullInputStream());
        }
    }

    static final class ZipWritten implements Callable<Object> {
        @Override
        public Object call() {
            return Zip.of(List.of());
        }
    }

    static final class ZipRead implements Callable<Object> {
        @Override
        public Object call() {
            return Zip.read(InputStream.nullInputStream());
        }
    }

    @Test
    void theErrorNamesTheLeastVersion() {
        for (Class<? extends Callable<Object>> code :
                List.of(TarWritten.class, TarRead.class, ZipWritten.class, ZipRead.class)) {
            assertThatThrownBy(() -> Without.run(List.of("org.apache.commons.compress.utils.ParsingUtils"), code))
                    .as(code.getSimpleName())
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessage("io.fifoio.adapters.archive needs Commons Compress 1.26.1 or newer: add"
                            + " org.apache.commons:commons-compress (module org.apache.commons.compress)")
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }
}
