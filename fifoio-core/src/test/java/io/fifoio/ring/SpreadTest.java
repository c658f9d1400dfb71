package io.fifoio.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rings that are longer than their capacity, spread over all of their length or not. */
final class SpreadTest {

    private static final long SEED = 20261126;
    private static final int SEGMENT = 16 * 1024;
    private static final int KIB = 1024;

    /** A ring with its bytes, and what each byte should be, which depends only on its position. */
    private static final class Model {

        private final Random random = new Random(SEED);
        private final int capacity;
        private final Ring ring;
        private final RingBytes bytes;
        private long written;
        private long read;

        Model(int capacity, long firstPosition) {
            this.capacity = capacity;
            this.ring = new Ring(capacity, RingBytes.lengthFor(capacity), firstPosition);
            this.bytes = new RingBytes(capacity, ring.length());
            this.written = firstPosition;
            this.read = firstPosition;
        }

        static byte at(long position) {
            return (byte) (position * 0x9e3779b97f4a7c15L >>> 56);
        }

        /** Fills the ring as far as possible, and then reads a random part of it. */
        void pass(long count) {
            long end = written + count;
            while (written < end) {
                write(ring.roomFor(1 + random.nextInt(capacity)));
                if (ring.roomFor(1) == 0) {
                    read(ring.dataFor(1 + random.nextInt(capacity)));
                }
            }
            while (read < written) {
                read(ring.dataFor(capacity));
            }
        }

        private void write(int count) {
            if (count == 0) {
                return;
            }
            assertThat(ring.roomFor(count)).isEqualTo(count);
            long position = ring.nextPosition();
            int index = ring.writeIndex(position);
            int ahead = ring.claim(position, count);
            if (ahead > 0) {
                bytes.touch(index, count, ahead);
            }
            byte[] source = new byte[count];
            for (int i = 0; i < count; i++) {
                source[i] = at(written + i);
            }
            switch (random.nextInt(3)) {
                case 0 -> bytes.copyIn(index, source, 0, count);
                case 1 -> bytes.copyIn(index, ByteBuffer.wrap(source), count);
                default -> {
                    for (int i = 0; i < count; i++) {
                        bytes.put((index + i) % ring.length(), source[i]);
                    }
                }
            }
            assertThat(ring.publish(position, count)).isTrue();
            written += count;
        }

        private void passOver(int count) {
            assertThat(ring.dataFor(count)).isEqualTo(count);
            assertThat(ring.release(ring.readIndex(), count)).isTrue();
            bytes.passedOver();
            read += count;
        }

        private void read(int count) {
            assertThat(ring.dataFor(count)).isEqualTo(count);
            int index = ring.readIndex();
            byte[] target = new byte[count];
            switch (random.nextInt(3)) {
                case 0 -> bytes.copyOut(index, target, 0, count);
                case 1 -> bytes.copyOut(index, ByteBuffer.wrap(target), count);
                default -> {
                    for (int i = 0; i < count; i++) {
                        target[i] = bytes.get((index + i) % ring.length());
                    }
                }
            }
            for (int i = 0; i < count; i++) {
                if (target[i] != at(read + i)) {
                    throw new AssertionError("byte at " + (read + i) + " is " + target[i] + ", written was "
                            + at(read + i) + "; capacity " + capacity + ", seed " + SEED);
                }
            }
            assertThat(ring.release(index, count)).isTrue();
            read += count;
        }
    }

    /** Of a mapped file that was cut, or a buffer whose limit another thread moved. */
    @Test
    void whatWasAcceptedStaysWhereACopyFailsInTheSegmentBehind() {
        Model model = new Model(64 * KIB, 0);
        model.pass(64 * KIB); // the next round is to be spread
        model.write(SEGMENT / 2);
        ByteBuffer tooShort = ByteBuffer.wrap(new byte[SEGMENT]);

        assertThatThrownBy(() ->
                        model.bytes.copyIn(model.ring.writeIndex(model.ring.nextPosition()), tooShort, SEGMENT + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);

        model.write(100);
        model.read(SEGMENT / 2 + 100);
        model.pass(SEGMENT);
        model.bytes.ending().run();
    }

    @Test
    void aBufferThatFailsInTheMiddleStaysWhereItWas() {
        Model model = new Model(64 * KIB, 0);
        model.write(SEGMENT + 100);
        ByteBuffer tooShort = ByteBuffer.allocate(SEGMENT + 50);

        assertThatThrownBy(() -> model.bytes.copyOut(model.ring.readIndex(), tooShort, SEGMENT + 100))
                .isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(tooShort.position()).isZero();
        model.read(SEGMENT + 100);
        model.bytes.ending().run();
    }

    @Test
    void bytesAreFoundAfterAWholeRoundWasPassedOver() {
        Model model = new Model(64 * KIB, 0);
        model.pass(5L * SEGMENT + 100); // into a segment that is not spread yet
        for (int passed = 0; passed < model.ring.length(); passed += SEGMENT) {
            model.write(SEGMENT);
            model.passOver(SEGMENT);
        }

        model.write(1_000);
        model.read(1_000);
        model.bytes.ending().run();
    }

    static Stream<Arguments> rings() {
        return Stream.of(
                        SEGMENT - 1,
                        SEGMENT,
                        SEGMENT + 1,
                        20_000,
                        2 * SEGMENT,
                        64 * KIB - 1,
                        64 * KIB,
                        64 * KIB + 1,
                        1000 * KIB,
                        RingBytes.SPREAD - 1,
                        RingBytes.SPREAD,
                        RingBytes.SPREAD + 1)
                .flatMap(capacity -> Stream.of(0L, 1L, Integer.MAX_VALUE - 5L, (1L << 32) - SEGMENT, (1L << 40) + 77)
                        .map(first -> Arguments.of(capacity, first)));
    }

    @ParameterizedTest
    @MethodSource("rings")
    void noByteIsOverwrittenBeforeItIsRead(int capacity, long firstPosition) {
        Model spread = new Model(capacity, firstPosition);
        spread.pass(3L * spread.ring.length());
        spread.bytes.ending().run();

        Model notSpread = new Model(capacity, firstPosition);
        notSpread.bytes.ending().run(); // it gets no permit any more
        notSpread.pass(3L * notSpread.ring.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {SEGMENT, SEGMENT + 1, 64 * KIB, 1000 * KIB, RingBytes.SPREAD - SEGMENT, RingBytes.SPREAD - 1})
    void isAsManyRoundsOfItsSegmentsAsItTakesToBeSpread(int capacity) {
        int round = (capacity + SEGMENT - 1) / SEGMENT * SEGMENT;

        assertThat(RingBytes.lengthFor(capacity))
                .isBetween(RingBytes.SPREAD, RingBytes.SPREAD + round - 1)
                .matches(length -> length % round == 0, "in whole rounds of " + round);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SEGMENT - 1, RingBytes.SPREAD, Integer.MAX_VALUE})
    void isAsLongAsItsCapacityWhereThatIsTinyOrLarge(int capacity) {
        assertThat(RingBytes.lengthFor(capacity)).isEqualTo(capacity);
    }

    @Test
    void takesLittleMoreThanItsCapacityUntilItHasMovedMuch() {
        Passing passing = new Passing(64 * KIB);

        assertThat(passing.allocatedBy(100)).as("a segment").isLessThan(20L * KIB);
        assertThat(passing.allocatedBy(1000 * KIB)).as("the three others").isBetween(48L * KIB, 50L * KIB);
        assertThat(passing.allocatedBy(10_000L * KIB)).as("all others").isBetween(1984L * KIB, 1990L * KIB);
        assertThat(passing.allocatedBy(10_000L * KIB)).isLessThan(KIB);
        passing.bytes.ending().run();
    }

    @Test
    void fewAreSpreadAtATimeAndTheOthersWorkAsWell() {
        List<Passing> spread = new ArrayList<>();
        while (SpreadPermit.left() > 0) {
            Passing one = new Passing(64 * KIB);
            assertThat(one.allocatedBy(10_000L * KIB)).isGreaterThan(1900L * KIB);
            spread.add(one);
        }
        assertThat(spread).hasSizeBetween(1, 16);

        Passing other = new Passing(64 * KIB);
        assertThat(other.allocatedBy(10_000L * KIB)).isBetween(64L * KIB, 66L * KIB);
        spread.get(0).bytes.ending().run();
        spread.get(0).bytes.ending().run();
        assertThat(SpreadPermit.left()).isEqualTo(1);
        assertThat(other.allocatedBy(10_000L * KIB))
                .as("once there is a permit again")
                .isGreaterThan(1900L * KIB);

        other.bytes.ending().run();
        spread.forEach(one -> one.bytes.ending().run());
        assertThat(SpreadPermit.left()).isEqualTo(spread.size());
    }

    @Test
    void aPermitIsHeldFromTheFirstTimeItCanBeHadUntilItsPairHasEnded() {
        int before = SpreadPermit.left();
        SpreadPermit permit = new SpreadPermit();

        assertThat(permit.tryAcquire()).isTrue();
        assertThat(permit.tryAcquire()).as("the same one").isTrue();
        assertThat(SpreadPermit.left()).isEqualTo(before - 1);

        permit.end();
        assertThat(permit.tryAcquire()).isFalse();
        assertThat(SpreadPermit.left()).isEqualTo(before);
    }

    @ParameterizedTest(name = "in a heap of {0} MiB: {1}")
    @CsvSource({"31, 0", "32, 1", "64, 2", "95, 2", "511, 15", "512, 16", "100000, 16"})
    void permitsComeToASixteenthOfTheHeapAndAreFew(long mebibytes, int permits) {
        assertThat(SpreadPermit.inAHeapOf(mebibytes << 20)).isEqualTo(permits);
    }

    /** Lets bytes pass, and says what the ring has allocated for them. */
    private static final class Passing {

        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final byte[] buffer = new byte[4 * KIB];
        private final Ring ring;
        private final RingBytes bytes;

        Passing(int capacity) {
            ring = new Ring(capacity, RingBytes.lengthFor(capacity), 0);
            bytes = new RingBytes(capacity, ring.length());
        }

        long allocatedBy(long count) {
            long before = allocated();
            for (long left = count; left > 0; ) {
                int part = (int) Math.min(left, buffer.length);
                part = ring.roomFor(part);
                long position = ring.nextPosition();
                bytes.copyIn(ring.writeIndex(position), buffer, 0, part);
                ring.publish(position, part);
                part = ring.dataFor(part);
                bytes.copyOut(ring.readIndex(), buffer, 0, part);
                ring.release(ring.readIndex(), part);
                left -= part;
            }
            return allocated() - before;
        }

        private long allocated() {
            return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        }
    }
}
