package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.Codec;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CompressionTest {

    private static final String SEED = "payload seed " + Payload.SEED;

    @TempDir
    Path folder;

    static byte[] compress(Codec codec, byte[] plain) throws Exception {
        PushSource source = out -> out.write(plain);
        return Payload.writtenBy(source.through(codec));
    }

    private static byte[] decompress(Compression format, byte[] compressed) throws IOException {
        try (InputStream in = Decompression.of(format).open(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadBackAtAnySize(Compression format) throws Exception {
        for (int size : new int[] {0, 1, 32_768, 65_535, 65_536, 65_537, 1_000_000}) {
            for (Texts kind : Texts.values()) {
                byte[] plain = kind.ofSize(size);

                assertThat(decompress(format, compress(format, plain)))
                        .as("%s of %d by %s, %s", kind, size, format, SEED)
                        .isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GZIP, 0, 9", "ZLIB, 0, 9", "DEFLATE, 0, 9", "BZIP2, 1, 9", "XZ, 0, 6", "ZSTD, 1, 19"})
    void isReadBackAtItsLevels(Compression format, int least, int most) throws Exception {
        byte[] plain = Texts.JSON.ofSize(100_000);
        byte[] least1 = compress(format.level(least), plain);
        byte[] most1 = compress(format.level(most), plain);

        assertThat(decompress(format, least1)).as(SEED).isEqualTo(plain);
        assertThat(decompress(format, most1)).as(SEED).isEqualTo(plain);
        assertThat(most1.length).isLessThanOrEqualTo(least1.length);
    }

    @ParameterizedTest
    @CsvSource({
        "GZIP, -1, 'gzip level is -1, must be 0 to 9'",
        "GZIP, 10, 'gzip level is 10, must be 0 to 9'",
        "ZLIB, 10, 'zlib level is 10, must be 0 to 9'",
        "BZIP2, 0, 'bzip2 level is 0, must be 1 to 9'",
        "XZ, 10, 'xz level is 10, must be 0 to 9'",
        "ZSTD, 23, 'zstd level is 23, must be 1 to 22'",
        "LZ4, 1, 'lz4 has no levels, and got 1'",
        "SNAPPY, 0, 'snappy has no levels, and got 0'"
    })
    void refusesLevelsThatThereAreNot(Compression format, int level, String message) {
        assertThatThrownBy(() -> format.level(level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"GZIP, gzip", "BZIP2, bzip2", "XZ, xz", "ZSTD, zstd", "LZ4, lz4"})
    void isReadByItsProgramAndReadsWhatThatMakes(Compression format, String program) throws Exception {
        byte[] plain = Texts.JSON.ofSize(300_000);

        assertThat(Programs.run(folder, compress(format, plain), program, "-dc"))
                .as(SEED)
                .isEqualTo(plain);
        byte[] theirs = Programs.run(folder, plain, program, "-c");
        assertThat(decompress(format, theirs)).as(SEED).isEqualTo(plain);
        try (InputStream in = Decompression.detected().open(new ByteArrayInputStream(theirs))) {
            assertThat(in.readAllBytes()).as(SEED).isEqualTo(plain);
        }
    }

    @Test
    void writesZlibAsTheJdkReadsIt() throws Exception {
        byte[] plain = Texts.JSON.ofSize(300_000);

        byte[] zlib = compress(Compression.ZLIB, plain);

        assertThat(new InflaterInputStream(new ByteArrayInputStream(zlib)).readAllBytes())
                .as(SEED)
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SNAPPY") // has no end that could be missing
    void leavesNoValidOutputOfASourceThatFailed(Compression format) {
        IllegalStateException failure = new IllegalStateException("half way");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PushSource source = out -> {
            out.write(Payload.ofSize(1_000_000));
            throw failure;
        };

        assertThatThrownBy(() -> source.through(format).writeTo(written)).isSameAs(failure);

        assertThatThrownBy(() -> decompress(format, written.toByteArray())).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZLIB", "DEFLATE"})
    void takesNoMoreOnceItIsClosed(Compression format) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream out = format.encode(written);
        out.close();
        int size = written.size();
        out.close();

        assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThat(written.size()).isEqualTo(size);
    }

    /** As a mapper flushes after each value by default, where ending a block would make a line larger than it was. */
    @ParameterizedTest
    @EnumSource
    void aFlushChangesNothingOfTheOutputAndIsPassedOn(Compression format) throws Exception {
        byte[] plain = Texts.JSON.ofSize(100_000);
        AtomicInteger flushes = new AtomicInteger();
        ByteArrayOutputStream flushed = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushes.incrementAndGet();
            }
        };
        OutputStream out = format.encode(flushed);
        int count = 0;
        for (int i = 0; i < plain.length; i += 100, count++) {
            out.write(plain, i, Math.min(100, plain.length - i));
            out.flush();
        }

        assertThat(flushes.get()).isGreaterThanOrEqualTo(count);
        out.close();
        assertThat(flushed.toByteArray()).as(SEED).isEqualTo(compress(format, plain));
        int before = flushes.get();
        out.flush();
        assertThat(flushes).as("flushed after it was closed").hasValue(before);
    }

    @Test
    void composes() throws Exception {
        byte[] plain = Texts.JSON.ofSize(200_000);
        PushSource source = out -> out.write(plain);
        List<Compression> formats = List.of(Compression.values());
        PushSource all = source;
        for (Compression format : formats) {
            all = all.through(format);
        }

        InputStream in = all.open();
        for (int i = formats.size() - 1; i >= 0; i--) {
            in = Decompression.of(formats.get(i)).open(in);
        }

        try (InputStream read = in) {
            assertThat(read.readAllBytes()).as(SEED).isEqualTo(plain);
        }
    }
}
