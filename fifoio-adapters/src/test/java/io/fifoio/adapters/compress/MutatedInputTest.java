package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed data with bytes changed, cut out, doubled and inserted at random. */
final class MutatedInputTest {

    private static final int LIMIT = 100_000;

    /** A hundred thousand in all in the profile long; ten times as many: {@code -Dfifoio.fuzz=100}. */
    private static final int TIMES = Integer.getInteger("fifoio.fuzz", Boolean.getBoolean("fifoio.long") ? 10 : 1);

    /**
     * The last column: whether the format has a checksum over all that it holds, so that what is not the original must
     * fail. Raw deflate has none, and in framed Snappy a changed byte can turn a part into one to be skipped.
     */
    @ParameterizedTest
    @Timeout(600)
    @CsvSource({
        "GZIP, 3000, true",
        "ZLIB, 2500, true",
        "DEFLATE, 1500, false",
        "LZ4, 1000, true",
        "SNAPPY, 1000, false",
        "ZSTD, 800, true",
        "XZ, 150, true",
        "BZIP2, 50, true"
    })
    void isTheOriginalOrAnIOException(Compression format, int count, boolean hasChecksum) throws Exception {
        byte[] plain = Texts.JSON.ofSize(1000);
        check(format, CompressionTest.compress(format, plain), plain, hasChecksum, count);
    }

    /** As a program writes them, without a checksum and with every one. */
    @ParameterizedTest
    @Timeout(600)
    @ValueSource(booleans = {false, true})
    void ofLinkedBlocksIsTheOriginalOrAnIOException(boolean hasChecksum) throws Exception {
        byte[] compressed = hasChecksum ? LinkedBlocksTest.CHECKED : LinkedBlocksTest.UNCHECKED;
        byte[] plain = DecompressionTest.read(Decompression.of(Compression.LZ4), compressed);
        check(Compression.LZ4, compressed, plain, hasChecksum, 1000);
    }

    private static void check(Compression format, byte[] compressed, byte[] plain, boolean hasChecksum, int count) {
        Decompression decompression = Decompression.of(format).limit(LIMIT);
        Random random = new Random(Payload.SEED);
        byte[] buffer = new byte[LIMIT + 1];
        int wholeOnes = 0;
        for (int i = 0; i < count * TIMES; i++) {
            byte[] mutated = mutate(compressed, random);
            int read = -1;
            try (InputStream in = decompression.open(new ByteArrayInputStream(mutated))) {
                read = in.readNBytes(buffer, 0, buffer.length);
            } catch (IOException e) {
                assertThat(e.getMessage()).as(input(format, i, mutated)).isNotBlank();
            } catch (Throwable t) {
                throw new AssertionError(input(format, i, mutated), t);
            }
            if (read >= 0) {
                wholeOnes++;
                assertThat(read).as(input(format, i, mutated)).isLessThanOrEqualTo(LIMIT);
                if (hasChecksum) {
                    assertThat(Arrays.equals(buffer, 0, read, plain, 0, plain.length))
                            .as("%s gives the original", input(format, i, mutated))
                            .isTrue();
                }
            }
        }
        assertThat(wholeOnes).as("of %d", count).isLessThan(count * TIMES);
    }

    private static String input(Compression format, int number, byte[] mutated) {
        return "seed " + Payload.SEED + ", " + format + " input " + number + ": "
                + HexFormat.of().formatHex(mutated);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
                case 4 -> bytes = join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> {
                    byte[] inserted = new byte[1 + random.nextInt(4)];
                    random.nextBytes(inserted);
                    bytes = join(join(Arrays.copyOf(bytes, at), inserted), Arrays.copyOfRange(bytes, at, bytes.length));
                }
            }
        }
        // Headers are short, and few of the mutations above meet them.
        if (random.nextInt(4) == 0 && bytes.length > 0) {
            bytes[random.nextInt(Math.min(16, bytes.length))] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
