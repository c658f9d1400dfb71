package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LZ4 frames whose blocks refer to those before them: the programs of other languages write them. */
final class LinkedBlocksTest {

    /** Some blocks. */
    private static final byte[] PLAIN = Texts.JSON.ofSize(150_000);

    private static byte[] linked = {};

    /** Once for all: that encoder takes its time. */
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
                .hasMessageStartingWith("lz4 data is damaged");
    }
}
