package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.outcome.Outcome;
import io.fifoio.ring.Ring;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A blocked writer is woken when the hand-over pays, and not before. A signal takes the waiter out of the gate within
 * the reader's call, so that the gate shows afterwards whether there was one.
 */
@ExtendWith(NoLeakedThreads.class)
final class HysteresisTest {

    @ParameterizedTest(name = "capacity {0}, {1} bytes left to write: woken when {2} are free")
    @CsvSource({
        "8, 100, 4",
        "8, 5, 4",
        "8, 4, 4",
        "8, 3, 3",
        "8, 2, 2",
        "8, 1, 1",
        "1, 5, 1",
        "1, 1, 1",
        "2, 9, 1",
        "3, 9, 1",
        "7, 9, 3",
        "7, 2, 2",
        "1000, 5000, 500",
        "1000, 37, 37"
    })
    void aBlockedWriteIsWokenWhenHalfIsFreeOrAllThatIsLeftFits(int capacity, int left, int enough) throws IOException {
        Link link = link(capacity);
        Ends ends = Ends.over(link);
        Running<Void> write = blocked(link, () -> ends.output().write(new byte[capacity + left]));
        assertThat(ends.output().position()).isEqualTo(capacity);

        for (int read = 1; read < enough; read++) {
            ends.input().read();
            assertThat(link.room.isOccupied())
                    .as("still parked with %d bytes free", read)
                    .isTrue();
            assertThat(write.thread().getState()).isEqualTo(Thread.State.WAITING);
        }
        assertThat(ends.output().position()).isEqualTo(capacity);

        ends.input().read();

        awaitPosition(ends.output(), capacity + enough);
        ends.input().skip(capacity + left - enough);
        write.result();
    }

    @Test
    void aBlockedRawWriteIsWokenByOneByte() throws IOException {
        Link link = link(8);
        Ends ends = Ends.over(link);
        ends.output().write(new byte[8]);
        Running<Integer> write = Running.blocked(() -> ends.output().writeSome(new byte[8], 0, 8));

        ends.input().read();

        assertThat(write.result()).isEqualTo(1);
    }

    /** It may be waiting for a whole message, which may be more than there is until half of the ring is free. */
    @Test
    void aReaderThatAsksAgainAndAgainWhatIsAvailableGetsAsMuchAsTheRingHolds() throws IOException {
        Link link = link(8);
        Ends ends = Ends.over(link);
        Running<Void> write = blocked(link, () -> ends.output().write(new byte[100]));
        ends.input().read();

        assertThat(ends.input().available()).isEqualTo(7);
        assertThat(link.room.isOccupied()).as("asked once").isTrue();
        Running.start(() -> {
                    while (ends.input().available() < 8) {
                        Thread.onSpinWait();
                    }
                })
                .result();

        awaitOccupied(link);
        ends.input().read();
        assertThat(link.room.isOccupied())
                .as("a reader that reads on is not taken to wait")
                .isTrue();
        assertThat(ends.input().available()).isEqualTo(7);
        ends.input().read();
        assertThat(ends.input().available()).isEqualTo(6);
        assertThat(link.room.isOccupied()).isTrue();
        ends.input().skip(97);
        write.result();
    }

    @Test
    void aWriteThatIsWokenWaitsForEnoughRoomAgain() throws IOException {
        Link link = link(8);
        Ends ends = Ends.over(link);
        Running<Void> write = blocked(link, () -> ends.output().write(new byte[8 + 4 + 2]));
        ends.input().skip(4);
        awaitPosition(ends.output(), 12);
        awaitOccupied(link);

        ends.input().read();
        assertThat(link.room.isOccupied()).as("2 are left").isTrue();
        ends.input().read();

        write.result();
        assertThat(ends.input().available()).isEqualTo(8);
    }

    /**
     * The writer may be woken in the middle, and then waits again for the last bytes, if they are fewer than it is
     * woken for.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 1000})
    void aReaderThatEmptiesTheRingAlwaysWakesTheWriter(int capacity) throws IOException {
        Link link = link(capacity);
        Ends ends = Ends.over(link);
        for (int round = 0; round < 50; round++) {
            long before = ends.output().position();
            Running<Void> write = blocked(link, () -> ends.output().write(new byte[3 * capacity]));

            int emptied = ends.input().tryRead(new byte[capacity], 0, capacity);

            assertThat(emptied).isEqualTo(capacity);
            awaitPosition(ends.output(), before + 2 * capacity - (Math.max(1, capacity / 2) - 1));
            assertThat(ends.input().readNBytes(2 * capacity)).hasSize(2 * capacity);
            write.result();
        }
    }

    private static Link link(int capacity) {
        return new Link(Units.BYTES, new Ring(capacity), Outcome.strict());
    }

    private static Running<Void> blocked(Link link, Running.Action write) {
        Running<Void> running = Running.blocked(write);
        awaitOccupied(link);
        return running;
    }

    private static void awaitOccupied(Link link) {
        while (!link.room.isOccupied()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitPosition(FifoOutputStream output, long position) {
        while (output.position() < position) {
            Thread.onSpinWait();
        }
    }
}
