package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Name and time in the header. */
final class GzipNameTest {

    private static final byte[] PLAIN = "plain".getBytes();

    @TempDir
    Path folder;

    private static GzipParameters header(byte[] gzip) throws Exception {
        try (GzipCompressorInputStream in = new GzipCompressorInputStream(new ByteArrayInputStream(gzip))) {
            return in.getMetaData();
        }
    }

    @Test
    void isReadByOthers() throws Exception {
        Instant time = Instant.parse("2026-11-25T22:00:00.999Z");
        byte[] gzip =
                CompressionTest.compress(Gzip.level(1).named("Übersicht ÿ.json").modified(time), PLAIN);

        assertThat(header(gzip).getFileName()).isEqualTo("Übersicht ÿ.json");
        assertThat(header(gzip).getModificationInstant()).isEqualTo(Instant.parse("2026-11-25T22:00:00Z"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                .isEqualTo(PLAIN);
        assertThat(Programs.run(folder, gzip, "gzip", "-dc")).isEqualTo(PLAIN);
    }

    @Test
    void isAbsentUnlessGiven() throws Exception {
        byte[] gzip = CompressionTest.compress(Gzip.level(6), PLAIN);

        assertThat(header(gzip).getFileName()).isNull();
        assertThat(header(gzip).getModificationInstant()).isEqualTo(Instant.EPOCH);
        assertThat(gzip).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
    }

    @Test
    void changesACopyAlone() throws Exception {
        Gzip codec = Gzip.level(6);
        codec.named("other").modified(Instant.ofEpochSecond(1));

        assertThat(CompressionTest.compress(codec, PLAIN)).isEqualTo(CompressionTest.compress(Gzip.level(6), PLAIN));
    }

    @Test
    void mayBeTheFirstOrTheLastSecondThereIs() throws Exception {
        for (long second : new long[] {1, 0xffff_ffffL}) {
            byte[] gzip = CompressionTest.compress(Gzip.level(6).modified(Instant.ofEpochSecond(second)), PLAIN);

            assertThat(header(gzip).getModificationInstant()).isEqualTo(Instant.ofEpochSecond(second));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x1_0000_0000L})
    void refusesATimeThatTheFormatHasNot(long second) {
        Instant time = Instant.ofEpochSecond(second);

        assertThatThrownBy(() -> Gzip.level(6).modified(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gzip time is " + time + ", must be 1970-01-01T00:00:01Z to 2106-02-07T06:28:15Z");
    }

    @Test
    void refusesNamesThatTheFormatHasNot() {
        assertThatThrownBy(() -> Gzip.level(6).named("naïve €.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gzip name \"naïve €.txt\" has U+20AC at 6, must be ISO 8859-1 without NUL");
        assertThatThrownBy(() -> Gzip.level(6).named("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has U+0000 at 1");
        assertThatThrownBy(() -> Gzip.level(6).named("")).hasMessageContaining("has 0 characters");
        assertThatThrownBy(() -> ParallelGzip.level(6).named("x".repeat(65_536)))
                .hasMessage("gzip name has 65536 characters, must have 1 to 65535");
    }
}
