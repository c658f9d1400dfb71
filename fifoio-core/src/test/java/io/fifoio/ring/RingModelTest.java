package io.fifoio.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring against a plain queue of bytes, from positions around those where an int or a long overflows. */
@ExtendWith(NoLeakedThreads.class)
final class RingModelTest {

    private static final int OPERATIONS = Repetitions.of(8_000);

    static Stream<Arguments> rings() {
        List<Arguments> rings = new ArrayList<>();
        for (int capacity : new int[] {1, 2, 3, 7, 15, 64, 64 * 1024}) {
            for (long position : new long[] {0, (1L << 31) - 100, (1L << 32) - 100}) {
                rings.add(Arguments.of(capacity, position));
            }
        }
        return rings.stream();
    }

    @ParameterizedTest
    @MethodSource("rings")
    void behavesAsAQueueOfBytes(int capacity, long firstPosition) {
        long seed = 4711 + capacity;
        Random random = new Random(seed);
        RingOfBytes ring = new RingOfBytes(capacity, firstPosition);
        ArrayDeque<Byte> model = new ArrayDeque<>();
        long accepted = firstPosition;
        for (int operation = 0; operation < OPERATIONS; operation++) {
            String where = "seed %d, operation %d".formatted(seed, operation);
            int length = 1 + random.nextInt(capacity + 2);
            int room = capacity - model.size();
            switch (random.nextInt(4)) {
                case 0 -> {
                    byte[] source = new byte[length + 3];
                    random.nextBytes(source);
                    int offset = random.nextInt(4);
                    int expected = Math.min(length, room);
                    assertThat(ring.put(source, offset, length)).as(where).isEqualTo(expected);
                    for (int i = 0; i < expected; i++) {
                        model.add(source[offset + i]);
                    }
                    accepted += expected;
                }
                case 1 -> {
                    byte value = (byte) random.nextInt();
                    assertThat(ring.put(value)).as(where).isEqualTo(Math.min(1, room));
                    if (room > 0) {
                        model.add(value);
                        accepted++;
                    }
                }
                case 2 -> {
                    byte[] target = new byte[length + 3];
                    byte[] expected = new byte[length + 3];
                    int offset = random.nextInt(4);
                    int count = Math.min(length, model.size());
                    for (int i = 0; i < count; i++) {
                        expected[offset + i] = model.remove();
                    }
                    assertThat(ring.take(target, offset, length)).as(where).isEqualTo(count);
                    assertThat(Arrays.equals(target, expected)).as(where).isTrue();
                }
                default ->
                    assertThat(ring.takeOne()).as(where).isEqualTo(model.isEmpty() ? 0 : (model.remove() & 0xff) + 1);
            }
            assertThat(ring.available()).as(where).isEqualTo(model.size());
            assertThat(ring.readable()).as(where).isEqualTo(!model.isEmpty());
            assertThat(ring.writable()).as(where).isEqualTo(model.size() < capacity);
            assertThat(ring.writePosition()).as(where).isEqualTo(accepted);
            assertThat(ring.readPosition()).as(where).isEqualTo(accepted - model.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64 * 1024})
    void isRightUpToTheLastPositionThatALongCounts(int capacity) {
        RingOfBytes ring = new RingOfBytes(capacity, Long.MAX_VALUE - 3L * capacity);
        byte[] bytes = new byte[capacity];
        for (int round = 0; round < 3; round++) {
            Arrays.fill(bytes, (byte) (round + 1));
            assertThat(ring.put(bytes, 0, capacity)).isEqualTo(capacity);
            assertThat(ring.available()).isEqualTo(capacity);
            byte[] target = new byte[capacity];
            assertThat(ring.take(target, 0, capacity)).isEqualTo(capacity);
            assertThat(target).isEqualTo(bytes);
        }
        assertThat(ring.writePosition()).isEqualTo(Long.MAX_VALUE);
        ring.seal();
        assertThat(ring.writePosition()).isEqualTo(Long.MAX_VALUE);
        assertThat(ring.takeOne()).isEqualTo(Ring.SEALED);
    }
}
