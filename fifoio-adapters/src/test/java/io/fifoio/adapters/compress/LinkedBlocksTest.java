package io.fifoio.adapters.compress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LZ4 frames whose blocks refer to those before them: the programs of other languages write them. */
final class LinkedBlocksTest {

    private static final String FIRST_BLOCK = "0b0100001f610100" + "ff".repeat(256) + "e7506161616161";

    /** Refers to the first. */
    private static final String SECOND_BLOCK = "100000000f0400ffbea0656e64206f662069740a";

    /** By the program lz4 1.9.4 ({@code -9 -B4 -BD --no-frame-crc}): 66,000 times a, "end of it", a line's end. */
    static final byte[] UNCHECKED = HexFormat.of().parseHex("04224d184040c0" + FIRST_BLOCK + SECOND_BLOCK + "00000000");

    /** The same with all checks ({@code -9 -B4 -BD -BX --content-size}). */
    static final byte[] CHECKED = HexFormat.of()
            .parseHex("04224d185c40da01010000000000df"
                    + (FIRST_BLOCK + "a5bc0076")
                    + (SECOND_BLOCK + "f243c4c2")
                    + "0000000046ac28dc");

    /** With a dictionary ({@code -9 -B4 -BD -D ... --no-frame-crc}), which its first sequence refers to. */
    private static final byte[] WITH_A_DICTIONARY = HexFormat.of()
            .parseHex("04224d184040c00e0100000e1d001f610100" + "ff".repeat(255)
                    + "d55061616161610b0000000f0400ffcb50616161616100000000");

    /** Of 4 MiB. */
    private static final int LARGEST_BLOCKS = 0x70;

    /** Some blocks. */
    private static final byte[] PLAIN = Texts.JSON.ofSize(150_000);

    private static byte[] linked = {};

    /** Done once for all tests, because that encoder is slow. */
    @BeforeAll
    static void compress() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Parameters linkedAndChecked = new Parameters(BlockSize.K64, true, false, true);
        try (OutputStream out = new FramedLZ4CompressorOutputStream(written, linkedAndChecked)) {
            out.write(PLAIN);
        }
        linked = written.toByteArray();
    }

    @Test
    void areRead() throws Exception {
        assertThat(DecompressionTest.read(Decompression.of(Compression.LZ4), linked))
                .isEqualTo(PLAIN);
        assertThat(DecompressionTest.read(Decompression.detected(), linked)).isEqualTo(PLAIN);
    }

    @Test
    void areReadAlsoWhereOneFrameFollowsAnother() throws Exception {
        byte[] independent = CompressionTest.compress(Compression.LZ4, PLAIN);

        byte[] read = DecompressionTest.read(Decompression.of(Compression.LZ4), linked, independent, linked);

        assertThat(read).hasSize(3 * PLAIN.length).endsWith(PLAIN);
    }

    /** Its fifth byte is a length. */
    @Test
    void areNotSeenInAFrameToSkip() throws Exception {
        byte[] skipped = {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 'h', 'i'};
        byte[] independent = CompressionTest.compress(Compression.LZ4, PLAIN);

        assertThat(DecompressionTest.read(Decompression.of(Compression.LZ4), skipped, independent))
                .isEqualTo(PLAIN);
    }

    @Test
    void areReadBehindFramesOfAnyKind() throws Exception {
        byte[] skipped = {0x5f, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 'h', 'i'};
        byte[] independent = CompressionTest.compress(Compression.LZ4, PLAIN);

        assertThat(DecompressionTest.read(Decompression.of(Compression.LZ4), skipped, linked))
                .isEqualTo(PLAIN);
        assertThat(DecompressionTest.read(
                        Decompression.of(Compression.LZ4), independent, skipped, linked, skipped, independent))
                .hasSize(3 * PLAIN.length)
                .endsWith(PLAIN);
        assertThat(DecompressionTest.read(Decompression.of(Compression.LZ4), independent, skipped))
                .isEqualTo(PLAIN);
    }

    @Test
    void aFrameToSkipThatIsCutOffIsTold() throws Exception {
        byte[] skipped = {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 'h', 'i'};
        byte[] independent = CompressionTest.compress(Compression.LZ4, PLAIN);
        for (int length = 1; length < skipped.length; length++) {
            byte[] cut = Arrays.copyOf(skipped, length);
            assertThatThrownBy(() -> DecompressionTest.read(Decompression.of(Compression.LZ4), independent, cut))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("lz4 data is cut off");
        }
    }

    @Test
    void areToldWhereTheyAreCutOff() throws Exception {
        byte[] whole = linked;
        for (int length : new int[] {5, 15, whole.length / 2, whole.length - 5, whole.length - 1}) {
            assertThatThrownBy(() ->
                            DecompressionTest.read(Decompression.of(Compression.LZ4), Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("lz4 data is cut off");
        }
    }

    @Test
    void areToldWhereTheyAreDamaged() throws Exception {
        byte[] damaged = linked.clone();
        damaged[damaged.length - 1] ^= 1;

        assertThatThrownBy(() -> DecompressionTest.read(Decompression.of(Compression.LZ4), damaged))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("lz4 data could not be decoded");
    }

    @Test
    void areReadAsTheProgramWritesThem() throws Exception {
        String plain = "a".repeat(66_000) + "end of it\n";

        assertThat(DecompressionTest.read(Decompression.of(Compression.LZ4), UNCHECKED))
                .asString(US_ASCII)
                .isEqualTo(plain);
        assertThat(DecompressionTest.read(Decompression.of(Compression.LZ4), CHECKED, UNCHECKED))
                .asString(US_ASCII)
                .isEqualTo(plain + plain);
    }

    /** By chance what is referred to may be there: in the frame before. */
    @Test
    void areRefusedWhereTheyReferToADictionary() {
        assertThatThrownBy(() -> DecompressionTest.read(Decompression.of(Compression.LZ4), WITH_A_DICTIONARY))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("lz4 data could not be decoded")
                .hasMessageEndingWith("a block refers to 29 bytes back where there are 0, perhaps to a dictionary");
        assertThatThrownBy(() -> DecompressionTest.read(Decompression.of(Compression.LZ4), CHECKED, WITH_A_DICTIONARY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a block refers to 29 bytes back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4140", "6140"})
    void ofFramesThatNameADictionaryAreRefused(String flags) {
        byte[] named = HexFormat.of().parseHex("04224d18" + flags + "0100000000" + "00000000");

        assertThatThrownBy(() -> DecompressionTest.read(Decompression.of(Compression.LZ4), named))
                .isInstanceOf(IOException.class)
                .hasMessage("lz4 data that was compressed with a dictionary can't be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 61 | 01 00 | a block ends where more must follow",
                "10 61 | 00 00 10 62 | a block refers to 0 bytes back",
                "10 61 | 02 00 10 62 | a block refers to 2 bytes back where there are 1",
                "f0 ff | 10 | a block ends where more must follow",
                "20 61 | | a block ends where more must follow",
            })
    void areDamagedWhereASequenceCannotBe(String sequence, String rest, String message) {
        byte[] block = HexFormat.of().parseHex((sequence + (rest == null ? "" : rest)).replace(" ", ""));

        assertThatThrownBy(() -> DecompressionTest.read(
                        Decompression.of(Compression.LZ4), frame(0x40, new byte[0], compressed(block))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("lz4 data could not be decoded")
                .hasMessageContaining(message);
    }

    @Test
    void areDamagedWhereTheyHoldMoreThanTheFrameSays() {
        byte[] larger = HexFormat.of().parseHex("1f610100" + "ff".repeat(257) + "001061");

        assertThatThrownBy(() -> DecompressionTest.read(
                        Decompression.of(Compression.LZ4), frame(0x40, new byte[0], compressed(larger))))
                .hasMessageEndingWith("a block holds more than the 65536 bytes that its frame allows");
        assertThatThrownBy(() -> DecompressionTest.read(
                        Decompression.of(Compression.LZ4), frame(0x40, new byte[0], plain(new byte[65_537]))))
                .hasMessageEndingWith("a block is said to have 65537 bytes, in a frame of up to 65536 a block");
    }

    @Test
    void areDamagedWhereTheyAreNotAsManyBytesAsTheFrameSays() throws Exception {
        byte[] three = {'a', 'b', 'c'};

        assertThat(DecompressionTest.read(
                        Decompression.of(Compression.LZ4),
                        frame(0x48, new byte[] {3, 0, 0, 0, 0, 0, 0, 0}, plain(three))))
                .isEqualTo(three);
        assertThatThrownBy(() -> DecompressionTest.read(
                        Decompression.of(Compression.LZ4),
                        frame(0x48, new byte[] {4, 0, 0, 0, 0, 0, 0, 0}, plain(three))))
                .hasMessageEndingWith("a frame that is said to hold 4 bytes holds 3");
    }

    /** As far back as 65,535 bytes, over hundreds of blocks of all sizes. */
    @Test
    void areReadWhateverTheyReferTo() throws Exception {
        Random random = new Random(Payload.SEED);
        byte[] expected = new byte[1_000_000];
        int size = 0;
        List<byte[]> blocks = new ArrayList<>();
        while (size < expected.length - 66_000) {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            int literals = random.nextInt(random.nextBoolean() ? 40 : 600);
            byte[] written = new byte[literals];
            random.nextBytes(written);
            System.arraycopy(written, 0, expected, size, literals);
            size += literals;
            if (random.nextInt(10) == 0 || size == 0) {
                blocks.add(plain(written));
                continue;
            }
            int match = 4 + random.nextInt(random.nextInt(10) > 0 ? 300 : 60_000);
            int most = Math.min(size, 65_535);
            int offset = random.nextInt(3) == 0
                    ? most
                    : 1 + random.nextInt(random.nextBoolean() ? most : Math.min(most, 20));
            block.write(Math.min(literals, 15) << 4 | Math.min(match - 4, 15));
            writeLength(literals, block);
            block.write(written);
            block.write(offset);
            block.write(offset >> 8);
            writeLength(match - 4, block);
            for (int i = 0; i < match; i++) {
                expected[size] = expected[size - offset];
                size++;
            }
            block.write(0);
            blocks.add(compressed(block.toByteArray()));
        }

        byte[] read = DecompressionTest.read(
                Decompression.of(Compression.LZ4), frame(0x40, new byte[0], blocks.toArray(byte[][]::new)));

        assertThat(read).as(DecompressionTest.SEED).isEqualTo(Arrays.copyOf(expected, size));
    }

    private static void writeLength(int length, ByteArrayOutputStream block) {
        if (length >= 15) {
            int rest = length - 15;
            for (; rest >= 255; rest -= 255) {
                block.write(255);
            }
            block.write(rest);
        }
    }

    /** Each may ask for the largest blocks, which nothing in it needs. */
    @Test
    void ofManyShortFramesTakeTheHeapOfOne() throws Exception {
        byte[] empty = frameOf(LARGEST_BLOCKS, 0x40, new byte[0]);
        byte[] frames = new byte[200 * empty.length];
        for (int at = 0; at < frames.length; at += empty.length) {
            System.arraycopy(empty, 0, frames, at, empty.length);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        byte[] read = DecompressionTest.read(Decompression.of(Compression.LZ4), frames, linked);

        assertThat(read).isEqualTo(PLAIN);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated")
                .isLessThan(50 << 20);
    }

    /** Smaller ones, larger ones; each with its own limit, and nothing of the one before. */
    @Test
    void areReadInFramesOfAnyBlockSizeOneBehindTheOther() throws Exception {
        byte[] large = new byte[300_000];
        new Random(Payload.SEED).nextBytes(large);
        byte[] ofLarge = frameOf(LARGEST_BLOCKS, 0x40, new byte[0], plain(large), plain(large));

        byte[] read = DecompressionTest.read(Decompression.of(Compression.LZ4), linked, ofLarge, linked, ofLarge);

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (byte[] part : List.of(PLAIN, large, large, PLAIN, large, large)) {
            expected.write(part);
        }
        assertThat(read).as(DecompressionTest.SEED).isEqualTo(expected.toByteArray());
        assertThatThrownBy(() -> DecompressionTest.read(
                        Decompression.of(Compression.LZ4), ofLarge, frame(0x40, new byte[0], plain(new byte[65_537]))))
                .hasMessageEndingWith("a block is said to have 65537 bytes, in a frame of up to 65536 a block");
        byte[] larger = HexFormat.of().parseHex("1f610100" + "ff".repeat(257) + "001061");
        assertThatThrownBy(() -> DecompressionTest.read(
                        Decompression.of(Compression.LZ4), ofLarge, frame(0x40, new byte[0], compressed(larger))))
                .hasMessageEndingWith("a block holds more than the 65536 bytes that its frame allows");
        assertThatThrownBy(() -> DecompressionTest.read(Decompression.of(Compression.LZ4), ofLarge, WITH_A_DICTIONARY))
                .hasMessageContaining("a block refers to 29 bytes back where there are 0");
    }

    private static byte[] frame(int flags, byte[] size, byte[]... blocks) {
        return frameOf(0x40, flags, size, blocks);
    }

    private static byte[] frameOf(int blockSize, int flags, byte[] size, byte[]... blocks) {
        ByteBuffer frame = ByteBuffer.allocate(19
                        + Arrays.stream(blocks).mapToInt(block -> block.length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0x184d2204).put((byte) flags).put((byte) blockSize).put(size);
        frame.put((byte) (XXHashFactory.safeInstance().hash32().hash(frame.array(), 4, 2 + size.length, 0) >> 8));
        Arrays.stream(blocks).forEach(frame::put);
        frame.putInt(0);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    private static byte[] compressed(byte[] block) {
        return withSize(block.length, block);
    }

    private static byte[] plain(byte[] block) {
        return withSize(block.length | 1 << 31, block);
    }

    private static byte[] withSize(int size, byte[] block) {
        return ByteBuffer.allocate(Integer.BYTES + block.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .put(block)
                .array();
    }
}
