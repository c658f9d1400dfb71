package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipTest {

    private static byte[] gzip(PushSource source, int level) throws Exception {
        return Payload.writtenBy(source.through(Gzip.level(level)));
    }

    private static void assertReadsBack(byte[] gzip, byte[] payload, String what) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(Arrays.equals(in.readAllBytes(), payload))
                    .as("%s, by the JDK, seed %d", what, Payload.SEED)
                    .isTrue();
        }
        try (GzipCompressorInputStream in = new GzipCompressorInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(Arrays.equals(in.readAllBytes(), payload))
                    .as("%s, by commons-compress, seed %d", what, Payload.SEED)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void isReadBackAtEveryLevelAndSize(int level) throws Exception {
        for (int size : new int[] {0, 1, 16_383, 16_384, 16_385, 32_768, 100_001}) {
            byte[] noise = Payload.ofSize(size);
            byte[] monotony = new byte[size];

            assertReadsBack(gzip(out -> out.write(noise), level), noise, "noise of " + size);
            assertReadsBack(gzip(out -> out.write(monotony), level), monotony, "zeros of " + size);
        }
    }

    @Test
    void isTheSameInHoweverManyWrites() throws Exception {
        byte[] payload = Payload.ofSize(50_000);
        byte[] atOnce = gzip(out -> out.write(payload), 6);

        byte[] byteByByte = gzip(
                out -> {
                    for (byte b : payload) {
                        out.write(b);
                    }
                },
                6);
        byte[] flushed = gzip(
                out -> {
                    out.write(payload, 0, 777);
                    out.flush();
                    out.write(payload, 777, payload.length - 777);
                },
                6);

        assertThat(byteByByte).isEqualTo(atOnce);
        assertThat(flushed).isEqualTo(atOnce);
    }

    @Test
    void shrinksMoreAtAHigherLevel() throws Exception {
        PushSource text = out -> {
            for (int i = 0; i < 50_000; i++) {
                out.write(Integer.toString(i * 7919).getBytes());
            }
        };

        assertThat(gzip(text, 9).length).isLessThan(gzip(text, 1).length);
        assertThat(gzip(text, 1).length).isLessThan(gzip(text, 0).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10, Integer.MIN_VALUE})
    void refusesAnotherLevel(int level) {
        assertThatThrownBy(() -> Gzip.level(level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gzip level is " + level + ", must be 0 to 9");
    }

    @Test
    void refusesWritesAfterClose() throws Exception {
        OutputStream gzip = Gzip.level(1).encode(new ByteArrayOutputStream());
        gzip.close();
        gzip.close();

        assertThatThrownBy(() -> gzip.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> gzip.write(new byte[1], 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void writesNoTrailerAfterAFailure() {
        IllegalStateException failure = new IllegalStateException("half way");
        PushSource source = out -> {
            out.write(Payload.ofSize(100_000));
            throw failure;
        };
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> source.through(Gzip.level(1)).writeTo(output)).isSameAs(failure);

        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(output.toByteArray())).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    @Test
    void writesNothingMoreOnceAWriteHasFailed() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream failingOnce = new OutputStream() {
            private int writes;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                if (++writes == 2) {
                    throw new IOException("disk full, for a moment");
                }
                written.write(b, off, len);
            }
        };
        OutputStream gzip = Gzip.level(0).encode(failingOnce);
        byte[] large = new byte[1_000_000];
        assertThatThrownBy(() -> gzip.write(large)).hasMessage("disk full, for a moment");

        assertThatThrownBy(() -> gzip.write(1)).hasMessageContaining("an earlier write");
        gzip.close();

        assertThat(written.size()).as("the header alone").isEqualTo(10);
    }
}
