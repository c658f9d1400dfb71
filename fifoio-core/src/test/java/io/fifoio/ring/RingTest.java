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
        RingOfBytes ring = new RingOfBytes(4);

        assertThat(ring.put(bytes(1, 2, 3), 0, 3)).isEqualTo(3);

        assertThat(take(ring, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void aFullRingTakesNothingMore() {
        RingOfBytes ring = new RingOfBytes(2);

        assertThat(ring.put(bytes(1, 2, 3), 0, 3)).isEqualTo(2);
        assertThat(ring.writable()).isFalse();
        assertThat(ring.put(bytes(3), 0, 1)).isZero();
        assertThat(ring.put((byte) 3)).isZero();
        assertThat(take(ring, 3)).containsExactly(1, 2);
    }

    @Test
    void anEmptyRingGivesNothing() {
        RingOfBytes ring = new RingOfBytes(2);

        assertThat(ring.readable()).isFalse();
        assertThat(ring.take(new byte[1], 0, 1)).isZero();
        assertThat(ring.takeOne()).isZero();
        assertThat(ring.available()).isZero();
    }

    @Test
    void oneCallCrossesTheWrapBothWays() {
        RingOfBytes ring = new RingOfBytes(5);
        ring.put(bytes(0, 0, 0), 0, 3);
        take(ring, 3);

        assertThat(ring.put(bytes(9, 1, 2, 3, 4, 5, 9), 1, 5)).isEqualTo(5);

        byte[] target = {-1, -1, -1, -1, -1, -1, -1};
        assertThat(ring.take(target, 1, 6)).isEqualTo(5);
        assertThat(target).containsExactly(-1, 1, 2, 3, 4, 5, -1);
    }

    @Test
    void roomAndDataAreCountedAfterEachStep() {
        RingOfBytes ring = new RingOfBytes(3);
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
        RingOfBytes ring = new RingOfBytes(1);
        for (int value = 0; value < 256; value++) {
            assertThat(ring.put((byte) value)).isEqualTo(1);
            assertThat(ring.takeOne()).isEqualTo(value + 1);
        }
    }

    @Test
    void aSealedRingTakesNothingAndIsWritableSoThatTheWriterFindsOut() {
        RingOfBytes ring = new RingOfBytes(1);
        ring.put((byte) 1);

        ring.seal();

        assertThat(ring.writable()).isTrue();
        assertThat(ring.put(bytes(2), 0, 1)).isEqualTo(Ring.SEALED);
        assertThat(ring.put((byte) 2)).isEqualTo(Ring.SEALED);
        assertThat(ring.writePosition()).isEqualTo(1);
    }

    @Test
    void aSealComesAfterTheLastByte() {
        RingOfBytes ring = new RingOfBytes(3);
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
        RingOfBytes ring = new RingOfBytes(3);
        ring.put(bytes(1, 2), 0, 2);
        assertThat(ring.takeOne()).isEqualTo(2);
        ring.put(bytes(3), 0, 1);
        ring.seal();

        assertThat(take(ring, 3)).containsExactly(2, 3);
        assertThat(ring.take(new byte[3], 0, 3)).isEqualTo(Ring.SEALED);
    }

    @Test
    void aWriterGoesOnWhereThereIsAsMuchRoomAsItWants() {
        Ring ring = new Ring(4);
        ring.publish(ring.nextPosition(), 4);
        assertThat(ring.dataFor(4)).isEqualTo(4);
        ring.wantRoom(3);
        for (int room = 1; room < 3; room++) {
            ring.release(ring.readIndex(), 1);
            assertThat(ring.roomAsWanted()).as("with room for %d", room).isFalse();
            assertThat(ring.suffices()).as("with room for %d", room).isFalse();
        }

        ring.release(ring.readIndex(), 1);

        assertThat(ring.roomAsWanted()).isTrue();
        assertThat(ring.suffices()).isTrue();
    }

    @Test
    void aWriterThatIsOfferedWhatRoomThereIsGoesOn() {
        Ring ring = new Ring(4);
        ring.publish(ring.nextPosition(), ring.roomFor(4));
        ring.release(ring.readIndex(), ring.dataFor(1));
        ring.wantRoom(2);
        assertThat(ring.roomAsWanted()).isFalse();
        assertThat(ring.suffices()).isFalse();

        ring.offerRoom();

        assertThat(ring.roomAsWanted()).isTrue();
        assertThat(ring.suffices()).isTrue();
        ring.wantRoom(2);
        assertThat(ring.roomAsWanted()).as("of another wait").isFalse();
    }

    @Test
    void aWriterOfASealedRingWaitsForNoRoom() {
        Ring ring = new Ring(4);
        ring.publish(ring.nextPosition(), 4);
        ring.wantRoom(4);

        ring.seal();

        assertThat(ring.roomAsWanted()).isTrue();
        ring.wantRoom(4);
        assertThat(ring.roomAsWanted()).isTrue();
    }

    @Test
    void aRingIsSealedFromTheSealOn() {
        Ring ring = new Ring(4);
        assertThat(ring.capacity()).isEqualTo(4);
        assertThat(ring.isSealed()).isFalse();
        ring.publish(ring.nextPosition(), 4);
        assertThat(ring.isSealed()).isFalse();

        ring.seal();

        assertThat(ring.isSealed()).isTrue();
    }

    @Test
    void aSealBetweenTheCopyAndThePublicationKeepsTheBytesOut() {
        Ring ring = new Ring(2);
        assertThat(ring.roomFor(1)).isEqualTo(1);
        long position = ring.nextPosition();

        ring.seal();

        assertThat(ring.isSealed()).isTrue();
        assertThat(ring.publish(position, 1)).isFalse();
        assertThat(ring.writePosition()).isZero();
        assertThat(ring.dataFor(1)).isEqualTo(Ring.SEALED);
    }

    @Test
    void aSealAfterTheLastLookAtThePositionKeepsTheBytesOut() {
        Ring ring = new Ring(2);
        long seen = ring.writeWordOpaque();

        ring.seal();

        assertThat(ring.compareAndSetWriteWord(seen, seen + 1)).isFalse();
        assertThat(ring.writePosition()).isZero();
    }

    @Test
    void whatTwoThreadsCopiedToOnePlaceIsPublishedOnce() {
        Ring ring = new Ring(4);
        long position = ring.nextPosition();

        assertThat(ring.publish(position, 1)).isTrue();
        assertThat(ring.publish(position, 1)).isFalse();
        assertThat(ring.writePosition()).isEqualTo(1);
    }

    @Test
    void roomThatAnotherWriterHasTakenIsNotClaimed() {
        for (long start : new long[] {0, Long.MAX_VALUE - 4}) {
            Ring ring = new Ring(4, start);
            assertThat(ring.roomFor(4)).isEqualTo(4);
            assertThat(ring.publish(ring.nextPosition(), 1)).isTrue();

            assertThat(ring.claim(ring.nextPosition(), 4)).isEqualTo(Ring.TAKEN);
            assertThat(ring.claim(ring.nextPosition(), 3)).isZero();
        }
    }

    /** It took a position, then others filled the round: there is no index for it any more. */
    @Test
    void aPositionOfAnotherRoundIsNotClaimed() {
        Ring ring = new Ring(4);
        long position = ring.nextPosition();
        assertThat(ring.claim(position, 4)).isZero();
        assertThat(ring.publish(position, 4)).isTrue();

        assertThat(ring.claim(position, 1)).isEqualTo(Ring.TAKEN);
        assertThat(ring.claim(position + 8, 1)).isEqualTo(Ring.TAKEN);
    }

    @Test
    void whatIsKnownToBeFreeIsClaimedWithoutALook() {
        Ring ring = new Ring(4);
        assertThat(ring.claim(ring.nextPosition(), 1)).isEqualTo(3);
        assertThat(ring.publish(ring.nextPosition(), 1)).isTrue();

        assertThat(ring.roomFor(3)).isEqualTo(3);
        assertThat(ring.roomFor(4)).isEqualTo(3);
        ring.seal();
        assertThat(ring.roomFor(1)).as("sealed meanwhile").isEqualTo(Ring.SEALED);
    }

    @Test
    void whatIsNoLongerThereIsNotReleased() {
        Ring ring = new Ring(4);
        ring.publish(ring.nextPosition(), 4);
        assertThat(ring.dataFor(4)).isEqualTo(4);
        assertThat(ring.release(ring.readIndex(), 1)).isTrue();

        assertThat(ring.release(ring.readIndex(), 4)).isFalse();
        assertThat(ring.release(ring.readIndex(), 3)).isTrue();
        assertThat(ring.readPosition()).isEqualTo(4);
    }

    @Test
    void whatTwoThreadsCopiedFromOnePlaceIsReleasedOnce() {
        Ring ring = new Ring(4);
        ring.publish(ring.nextPosition(), 2);
        assertThat(ring.dataFor(2)).isEqualTo(2);
        int index = ring.readIndex();

        assertThat(ring.release(index, 1)).isTrue();
        assertThat(ring.release(index, 1)).isFalse();
        assertThat(ring.readPosition()).isEqualTo(1);
    }

    private static byte[] take(RingOfBytes ring, int length) {
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
