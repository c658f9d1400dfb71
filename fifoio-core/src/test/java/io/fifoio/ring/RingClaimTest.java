package io.fifoio.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The room that a writer touches ahead of what it writes is free room, is touched once, and each cache line of it. */
final class RingClaimTest {

    /** As many bytes as a writer touches at once. */
    private static final int AHEAD = 1024;

    private static final int BYTES_OF_A_LINE = 64;
    private static final int CHARS_OF_A_LINE = 32;

    private static void publish(Ring ring, int count) {
        assertThat(ring.roomFor(count)).isEqualTo(count);
        assertThat(ring.publish(ring.nextPosition(), count)).isTrue();
    }

    private static void release(Ring ring, int count) {
        assertThat(ring.dataFor(count)).isEqualTo(count);
        assertThat(ring.release(ring.readIndex(), count)).isTrue();
    }

    @Test
    void aWriterClaimsAheadOnceAndAgainWhenItHasCaughtUp() {
        Ring ring = new Ring(8 * AHEAD);
        assertThat(ring.claim(ring.nextPosition(), 100)).isEqualTo(AHEAD);
        publish(ring, 100);

        assertThat(ring.claim(ring.nextPosition(), AHEAD))
                .as("all that was claimed")
                .isZero();
        assertThat(ring.claim(ring.nextPosition(), AHEAD + 1)).as("one more").isEqualTo(AHEAD);
        publish(ring, AHEAD + 1);
        assertThat(ring.claim(ring.nextPosition(), 1)).isZero();
    }

    @Test
    void aWriterClaimsNoMoreThanIsFreeBehindWhatItWrites() {
        Ring ring = new Ring(10);
        assertThat(ring.claim(ring.nextPosition(), 4)).isEqualTo(6);
        publish(ring, 4);
        release(ring, 4);

        assertThat(ring.claim(ring.nextPosition(), 6)).as("claimed before").isZero();
        publish(ring, 6);
        assertThat(ring.roomFor(4)).isEqualTo(4);
        assertThat(ring.claim(ring.nextPosition(), 3)).isEqualTo(1);
        publish(ring, 4);
        assertThat(ring.roomFor(1)).isZero();
    }

    @Test
    void aWriteThatFillsTheRingLeavesNothingToClaim() {
        Ring ring = new Ring(10);

        assertThat(ring.claim(ring.nextPosition(), 10)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 3 * AHEAD})
    void whatIsClaimedIsNeverWaitingToBeRead(int capacity) {
        long seed = 61 + capacity;
        Random random = new Random(seed);
        for (long start : new long[] {0, Integer.MAX_VALUE - 500L, Long.MAX_VALUE - 200L * capacity}) {
            Ring ring = new Ring(capacity, start);
            for (int round = 0; round < 100; round++) {
                int count = ring.roomFor(1 + random.nextInt(capacity));
                if (count > 0) {
                    int ahead = ring.claim(ring.nextPosition(), count);
                    long behind = ring.writePosition() + count;
                    assertThat(ahead).as("ahead of %d, seed %d", behind, seed).isBetween(0, (int)
                            Math.min(AHEAD, ring.readPosition() + capacity - behind));
                    publish(ring, count);
                }
                int read = ring.dataFor(1 + random.nextInt(capacity));
                if (read > 0) {
                    release(ring, read);
                }
            }
        }
    }

    /** A place to touch: so much, so far behind an index. */
    record Place(int capacity, int index, int offset, int count) {

        /**
         * All of the ring after that, with a dot for each unit left as it was.
         *
         * @param places how far it goes in them: behind the last one it goes on with the first
         */
        String touched(int line, int places) {
            StringBuilder ring = new StringBuilder(".".repeat(capacity));
            for (int at = 0; at < count && index + offset + at < places; at += line) {
                ring.setCharAt((index + offset + at) % capacity, '0');
            }
            return ring.toString();
        }
    }

    private static List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int capacity : new int[] {1, 63, 64, 65, 200}) {
            for (int index = 0; index < capacity; index += 31) {
                for (int offset = 1; offset <= capacity; offset += 33) {
                    for (int count : new int[] {1, 31, 32, 33, 63, 64, 65, 128, 129}) {
                        if (offset + count <= capacity) {
                            places.add(new Place(capacity, index, offset, count));
                        }
                    }
                }
            }
        }
        return places;
    }

    @Test
    void oneByteOfEachCacheLineIsTouchedAsFarAsTheSegmentReaches() {
        for (Place place : places()) {
            RingBytes bytes = new RingBytes(place.capacity);
            for (int i = 0; i < place.capacity; i++) {
                bytes.put(i, (byte) '.');
            }

            bytes.touch(place.index, place.offset, place.count);

            StringBuilder all = new StringBuilder();
            for (int i = 0; i < place.capacity; i++) {
                all.append(bytes.get(i) == 0 ? '0' : (char) bytes.get(i));
            }
            assertThat(all).as(place.toString()).hasToString(place.touched(BYTES_OF_A_LINE, place.capacity));
        }
    }

    @Test
    void oneCharOfEachCacheLineIsTouched() {
        for (Place place : places()) {
            RingChars chars = new RingChars(place.capacity);
            for (int i = 0; i < place.capacity; i++) {
                chars.put(i, '.');
            }

            chars.touch(place.index, place.offset, place.count);

            StringBuilder all = new StringBuilder();
            for (int i = 0; i < place.capacity; i++) {
                all.append(chars.get(i) == 0 ? '0' : chars.get(i));
            }
            assertThat(all).as(place.toString()).hasToString(place.touched(CHARS_OF_A_LINE, 2 * place.capacity));
        }
    }
}
