package io.fifoio.adapters.compress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

final class DecompressionTest {

    static final byte[] PLAIN = Texts.JSON.ofSize(50_000);

    static final String SEED = "payload seed " + Payload.SEED;

    /** What a frame to skip may have, for what is behind to be within 16 KiB. */
    private static final int FARTHEST = 16 * 1024 - 8 - 10;

    static byte[] compressed(Compression format) throws Exception {
        return CompressionTest.compress(format, PLAIN);
    }

    static byte[] read(Decompression decompression, byte[]... parts) throws IOException {
        InputStream all = InputStream.nullInputStream();
        for (byte[] part : parts) {
            all = new SequenceInputStream(all, new ByteArrayInputStream(part));
        }
        try (InputStream in = decompression.open(all)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameByteByByte(Compression format) throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (InputStream in = Decompression.of(format).open(new ByteArrayInputStream(compressed(format)))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.write(b);
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[5], 0, 5)).isEqualTo(-1);
        }

        assertThat(read.toByteArray()).as(SEED).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    void readsAnInputThatTrickles(Compression format) throws Exception {
        InputStream trickling = new FilterInputStream(new ByteArrayInputStream(compressed(format))) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1));
            }
        };

        try (InputStream in = Decompression.of(format).open(trickling)) {
            assertThat(in.readAllBytes()).as(SEED).isEqualTo(PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ZLIB", "DEFLATE"})
    void isToldByTheFirstBytes(Compression format) throws Exception {
        assertThat(read(Decompression.detected(), compressed(format))).as(SEED).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource
    void readsAnInputThatSometimesGivesNothing(Compression format) throws Exception {
        byte[] compressed = compressed(format);

        assertThat(Decompression.of(format).open(hesitating(compressed)).readAllBytes())
                .as(SEED)
                .isEqualTo(PLAIN);
        if (Compression.detectable().contains(format)) {
            assertThat(Decompression.detected().open(hesitating(compressed)).readAllBytes())
                    .as(SEED)
                    .isEqualTo(PLAIN);
        }
    }

    /** Every other read gives 0 bytes, as no stream may. */
    private static InputStream hesitating(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            private boolean gave = true;

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                gave = !gave;
                return gave ? super.read(b, off, Math.min(len, 1000)) : 0;
            }
        };
    }

    /** A sender that answers to what was read sends more only then. */
    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZLIB", "DEFLATE"})
    void givesAllThatIsThereBeforeItWaitsForMore(Compression format) throws Exception {
        IOException waits = new IOException("there is no more yet");
        InputStream open = new InputStream() {
            @Override
            public int read() throws IOException {
                throw waits;
            }
        };
        byte[] plain = Arrays.copyOf(PLAIN, 5);
        byte[] whole = CompressionTest.compress(format, plain);
        InputStream in = Decompression.of(format).open(new SequenceInputStream(new ByteArrayInputStream(whole), open));
        byte[] read = new byte[10];

        assertThat(in.read(read)).isEqualTo(5);
        assertThat(read).as(SEED).startsWith(plain);
        assertThatThrownBy(in::read).isSameAs(waits);
    }

    /** The last bytes come before it is known that they are right, the end does not. */
    @Test
    void givesNoEndBeforeTheChecksumIsFoundToBeRight() throws Exception {
        byte[] damaged = CompressionTest.compress(Compression.GZIP, Arrays.copyOf(PLAIN, 5));
        damaged[damaged.length - 8] ^= 1;
        InputStream in = Decompression.of(Compression.GZIP).open(new ByteArrayInputStream(damaged));

        assertThat(in.readNBytes(5)).hasSize(5);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("gzip checksum");
    }

    /** Made by the program pzstd 1.5.4: its files begin with a skippable frame, which says how long the next one is. */
    @Test
    void isToldByWhatIsBehindFramesToSkip() throws Exception {
        byte[] byTheProgram = HexFormat.of()
                .parseHex("502a4d18040000003a00000028b52ffd04586d010012450a0ab01bc6244988705298754178d66c59b263c586dd6a"
                        + "c11e355a94e850a141a752a0a75992a318ae0200081130d5");
        byte[] skipped = {0x5f, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 'h', 'i'};
        byte[] empty = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};

        assertThat(read(Decompression.detected(), byTheProgram))
                .asString(US_ASCII)
                .isEqualTo(IntStream.rangeClosed(1, 30).mapToObj(i -> i + "\n").collect(joining()));
        assertThat(read(Decompression.detected(), skipped, empty, skipped, compressed(Compression.LZ4)))
                .isEqualTo(PLAIN);
    }

    @Test
    void isToldByWhatIs16KiBBehindAFrameToSkip() throws Exception {
        byte[] skipped = ByteBuffer.allocate(8 + FARTHEST)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184d2a50)
                .putInt(FARTHEST)
                .array();

        assertThat(read(Decompression.detected(), skipped, compressed(Compression.ZSTD)))
                .isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x7fff_ffff, 100_000, FARTHEST + 1, 0, 1})
    void isNotToldByWhatIsFarBehindAFrameToSkip(int size) throws Exception {
        byte[] skipped = ByteBuffer.allocate(8 + Math.max(0, Math.min(size, 100_000)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184d2a50)
                .putInt(size)
                .array();
        byte[] behind = size < 10_000 ? "something".getBytes(US_ASCII) : compressed(Compression.ZSTD);

        assertThatThrownBy(() -> read(Decompression.detected(), skipped, behind))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the input begins with 50 2a 4d 18 ");
    }

    @Test
    void saysWhatItKnowsWhereTheFirstBytesTellNothing() {
        assertThatThrownBy(() -> read(Decompression.detected(), "plain text".getBytes()))
                .isInstanceOf(IOException.class)
                .hasMessage("the input begins with 70 6c 61 69 6e 20 74 65 78 74, which is none of gzip, bzip2, xz,"
                        + " zstd, lz4, snappy");
        assertThatThrownBy(() -> read(Decompression.detected()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the input begins with nothing");
        assertThatThrownBy(() -> read(Decompression.detected(), new byte[] {0x1f}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the input begins with 1f, which is none of gzip");
    }

    @ParameterizedTest
    @EnumSource
    void allowsAsMuchAsTheLimitAndNoMore(Compression format) throws Exception {
        byte[] compressed = compressed(format);
        Decompression decompression = Decompression.of(format);

        assertThat(read(decompression.limit(PLAIN.length), compressed)).as(SEED).isEqualTo(PLAIN);

        try (InputStream in = decompression.limit(PLAIN.length - 1).open(new ByteArrayInputStream(compressed))) {
            byte[] read = in.readNBytes(PLAIN.length - 1);
            assertThat(read).as(SEED).isEqualTo(Arrays.copyOf(PLAIN, PLAIN.length - 1));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IOException.class)
                        .hasMessage(format + " data has more than the 49999 bytes that the limit allows");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"LZ4", "SNAPPY"})
    void stopsABombByItsRatio(Compression format) throws Exception {
        byte[] bomb = CompressionTest.compress(format, Texts.MONOTONY.ofSize(10_000_000));
        Decompression decompression = Decompression.of(format).ratio(100);

        assertThatThrownBy(() -> read(decompression, bomb))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than the ratio of 100 allows");
        assertThat(read(decompression, compressed(format))).as(SEED).isEqualTo(PLAIN);
    }

    @Test
    void allowsTheExactRatio() throws Exception {
        byte[] compressed = CompressionTest.compress(Compression.SNAPPY, PLAIN);
        long ratio = PLAIN.length / compressed.length;

        assertThat(read(Decompression.of(Compression.SNAPPY).ratio(ratio + 1), compressed))
                .isEqualTo(PLAIN);
        assertThatThrownBy(() -> read(Decompression.of(Compression.SNAPPY).ratio(ratio), compressed))
                .hasMessageContaining("ratio of " + ratio);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ZLIB", "DEFLATE"})
    void readsSeveralPartsAsOne(Compression format) throws Exception {
        byte[] compressed = compressed(format);
        byte[] twice = Arrays.copyOf(PLAIN, 2 * PLAIN.length);
        System.arraycopy(PLAIN, 0, twice, PLAIN.length, PLAIN.length);

        assertThat(read(Decompression.of(format), compressed, compressed))
                .as(SEED)
                .isEqualTo(twice);
    }

    @Test
    void readsNothingBeforeItsFirstReadAndClosesItsInput() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream untouched = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("read");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        InputStream in = Decompression.detected().open(untouched);
        assertThat(in.read(new byte[3], 1, 0)).isZero();
        assertThat(in.available()).isZero();
        assertThat(in.markSupported()).isFalse();
        in.close();
        in.close();

        assertThat(closed).isTrue();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @ParameterizedTest
    @EnumSource
    void closesItsInputInTheMiddle(Compression format) throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream input = new FilterInputStream(new ByteArrayInputStream(compressed(format))) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        try (InputStream in = Decompression.of(format).open(input)) {
            assertThat(in.read()).isEqualTo(PLAIN[0]);
        }

        assertThat(closed).isTrue();
    }

    @Test
    void readsHeadersWithAllThatTheyMayHave() throws Exception {
        GzipParameters parameters = new GzipParameters();
        parameters.setFileName("orders.json");
        parameters.setComment("of yesterday");
        parameters.setModificationTime(1_000_000);
        parameters.setHeaderCRC(true);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (GzipCompressorOutputStream out = new GzipCompressorOutputStream(written, parameters)) {
            out.write(PLAIN);
        }
        byte[] gzip = written.toByteArray();

        assertThat(read(Decompression.of(Compression.GZIP), gzip)).as(SEED).isEqualTo(PLAIN);

        gzip[12] ^= 1; // a letter of the name
        assertThatThrownBy(() -> read(Decompression.of(Compression.GZIP), gzip))
                .hasMessageContaining("gzip checksum of the header is");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesANegativeLimit(long limit) {
        assertThatThrownBy(() -> Decompression.detected().limit(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit is " + limit + " bytes, must not be negative");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void refusesARatioBelowOne(long ratio) {
        assertThatThrownBy(() -> Decompression.detected().ratio(ratio))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ratio is " + ratio + ", must be at least 1");
    }
}
