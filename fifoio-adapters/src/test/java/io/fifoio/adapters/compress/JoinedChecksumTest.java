package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Payload;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JoinedChecksumTest {

    private static final long SEED = 20261126;

    private static int checksum(byte[] bytes, int off, int len) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, off, len);
        return (int) checksum.getValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 4096, 65_537})
    void ofEqualPartsIsThatOfTheWhole(int length) {
        byte[] whole = Payload.ofSize(7 * length);
        JoinedChecksum joined = new JoinedChecksum();

        for (int off = 0; off < whole.length; off += length) {
            joined.append(checksum(whole, off, length), length);
        }

        assertThat(joined.value()).isEqualTo(checksum(whole, 0, whole.length));
    }

    @Test
    void ofPartsOfAnyLengthIsThatOfTheWhole() {
        byte[] whole = Payload.ofSize(300_000);
        Random random = new Random(SEED);
        JoinedChecksum joined = new JoinedChecksum();

        for (int off = 0; off < whole.length; ) {
            int length = Math.min(whole.length - off, random.nextInt(1 << random.nextInt(17)));
            joined.append(checksum(whole, off, length), length);
            off += length;

            assertThat(joined.value()).as("after %d, seed %d", off, SEED).isEqualTo(checksum(whole, 0, off));
        }
    }

    @Test
    void ofNothingIsZero() {
        JoinedChecksum joined = new JoinedChecksum();

        joined.append(0, 0);

        assertThat(joined.value()).isZero();
    }

    @Test
    void reachesBeyondWhat32BitsCount() {
        CRC32 expected = new CRC32();
        byte[] zeros = new byte[1 << 20];
        expected.update(1);
        for (int i = 0; i < 4097; i++) {
            expected.update(zeros);
        }
        CRC32 part = new CRC32();
        for (int i = 0; i < 4097; i++) {
            part.update(zeros);
        }
        JoinedChecksum joined = new JoinedChecksum();

        joined.append(checksum(new byte[] {1}, 0, 1), 1);
        joined.append((int) part.getValue(), 4097L << 20);

        assertThat(joined.value()).isEqualTo((int) expected.getValue());
    }
}
