package io.fifoio.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thread puts, another takes, neither waits: what arrives is what was put, and the seal comes last. */
@ExtendWith(NoLeakedThreads.class)
final class RingTransferTest {

    private static final int BYTES = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 64 * 1024})
    void everyByteArrivesInOrder(int capacity) {
        long seed = 99 + capacity;
        int bytes = (int) Math.min(BYTES, capacity * 64L * 1024);
        RingOfBytes ring = new RingOfBytes(capacity, (1L << 32) - bytes / 2);

        Running<Long> put = Running.start(() -> putAll(ring, bytes, new Random(seed)));
        CRC32 taken = new CRC32();
        byte[] target = new byte[100];
        Random random = new Random(seed + 1);
        int count;
        while ((count = ring.take(target, 0, 1 + random.nextInt(target.length))) != Ring.SEALED) {
            if (count == 0) {
                Thread.yield();
            }
            taken.update(target, 0, count);
        }

        assertThat(taken.getValue()).as("checksum, seed %d", seed).isEqualTo(put.result());
        assertThat(ring.readPosition()).isEqualTo((1L << 32) - bytes / 2 + bytes);
    }

    private static long putAll(RingOfBytes ring, int bytes, Random random) {
        CRC32 put = new CRC32();
        byte[] source = new byte[100];
        int left = bytes;
        while (left > 0) {
            int length = Math.min(left, 1 + random.nextInt(source.length));
            random.nextBytes(source);
            for (int done = 0; done < length; ) {
                int count = ring.put(source, done, length - done);
                if (count == 0) {
                    Thread.yield();
                }
                done += count;
            }
            put.update(source, 0, length);
            left -= length;
        }
        ring.seal();
        return put.getValue();
    }

    @Test
    void aReaderThatSeesTheSealHasSeenEveryByteThatWasAccepted() {
        Race.run(17, 20_000, round -> {
            RingOfBytes ring = new RingOfBytes(4);
            AtomicInteger accepted = new AtomicInteger();
            return new Race.Round(
                    () -> {
                        int count;
                        while ((count = ring.put((byte) 1)) == 1) {
                            accepted.incrementAndGet();
                        }
                        assertThat(count).isIn(0, Ring.SEALED);
                    },
                    ring::seal,
                    () -> {
                        int taken = 0;
                        while (ring.takeOne() > 0) {
                            taken++;
                        }
                        assertThat(taken).isEqualTo(accepted.get());
                        assertThat(ring.put((byte) 2)).isEqualTo(Ring.SEALED);
                        assertThat(ring.takeOne()).isEqualTo(Ring.SEALED);
                    });
        });
    }
}
