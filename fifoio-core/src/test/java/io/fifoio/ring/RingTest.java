package io.fifoio.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class RingTest {

    @Test
    void whatIsPutIsTakenInOrder() {
        Ring ring = new Ring(4);

        assertThat(ring.put(bytes(1, 2, 3), 0, 3)).isEqualTo(3);

        assertThat(take(ring, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void aFullRingTakesNothingMore() {
        Ring ring = new Ring(2);

        assertThat(ring.put(bytes(1, 2, 3), 0, 3)).isEqualTo(2);
        assertThat(ring.writable()).isFalse();
        assertThat(ring.put(bytes(3), 0, 1)).isZero();
        assertThat(ring.put((byte) 3)).isZero();
        assertThat(take(ring, 3)).containsExactly(1, 2);
    }

    @Test
    void anEmptyRingGivesNothing() {
        Ring ring = new Ring(2);

        assertThat(ring.readable()).isFalse();
        assertThat(ring.take(new byte[1], 0, 1)).isZero();
        assertThat(ring.takeOne()).isZero();
        assertThat(ring.available()).isZero();
    }

    @Test
    void oneCallCrossesTheWrapBothWays() {
        Ring ring = new Ring(5);
        ring.put(bytes(0, 0, 0), 0, 3);
        take(ring, 3);

        assertThat(ring.put(bytes(9, 1, 2, 3, 4, 5, 9), 1, 5)).isEqualTo(5);

        byte[] target = {-1, -1, -1, -1, -1, -1, -1};
        assertThat(ring.take(target, 1, 6)).isEqualTo(5);
        assertThat(target).containsExactly(-1, 1, 2, 3, 4, 5, -1);
    }

    @Test
    void roomAndDataAreCountedAfterEachStep() {
        Ring ring = new Ring(3);
        ring.put(bytes(1, 2), 0, 2);
        assertThat(ring.available()).isEqualTo(2);
        ring.takeOne();
        assertThat(ring.available()).isEqualTo(1);
        ring.put(bytes(3, 4), 0, 2);
        assertThat(ring.available()).isEqualTo(3);
        assertThat(ring.writePosition()).isEqualTo(4);
        assertThat(ring.readPosition()).isEqualTo(1);
    }

    @Test
    void everyByteValueComesBackFromTakeOnePlusOne() {
        Ring ring = new Ring(1);
        for (int value = 0; value < 256; value++) {
            assertThat(ring.put((byte) value)).isEqualTo(1);
            assertThat(ring.takeOne()).isEqualTo(value + 1);
        }
    }

    @Test
    void aSealedRingTakesNothingAndIsWritableSoThatTheWriterFindsOut() {
        Ring ring = new Ring(1);
        ring.put((byte) 1);

        ring.seal();

        assertThat(ring.writable()).isTrue();
        assertThat(ring.put(bytes(2), 0, 1)).isEqualTo(Ring.SEALED);
        assertThat(ring.put((byte) 2)).isEqualTo(Ring.SEALED);
        assertThat(ring.writePosition()).isEqualTo(1);
    }

    @Test
    void aSealComesAfterTheLastByte() {
        Ring ring = new Ring(3);
        ring.put(bytes(1, 2, 3), 0, 3);
        ring.seal();
        ring.seal();

        assertThat(ring.available()).isEqualTo(3);
        assertThat(ring.takeOne()).isEqualTo(2);
        assertThat(take(ring, 9)).containsExactly(2, 3);
        assertThat(ring.readable()).isTrue();
        assertThat(ring.takeOne()).isEqualTo(Ring.SEALED);
        assertThat(ring.take(new byte[1], 0, 1)).isEqualTo(Ring.SEALED);
        assertThat(ring.available()).isZero();
    }

    @Test
    void aSealIsSeenByAReaderThatKnowsSomeOfTheData() {
        Ring ring = new Ring(3);
        ring.put(bytes(1, 2), 0, 2);
        assertThat(ring.takeOne()).isEqualTo(2);
        ring.put(bytes(3), 0, 1);
        ring.seal();

        assertThat(take(ring, 3)).containsExactly(2, 3);
        assertThat(ring.take(new byte[3], 0, 3)).isEqualTo(Ring.SEALED);
    }

    private static byte[] take(Ring ring, int length) {
        byte[] target = new byte[length];
        return Arrays.copyOf(target, ring.take(target, 0, length));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
