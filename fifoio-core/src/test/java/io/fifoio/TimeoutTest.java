package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class TimeoutTest {

    private static final Duration SHORT = Duration.ofNanos(1);
    private static final Duration LONG = Duration.ofDays(1);

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    @Test
    void aReadGivesUpAndThePairStaysUsable() throws IOException {
        input.setTimeout(SHORT);

        assertThatThrownBy(input::read).isInstanceOf(FifoTimeoutException.class).hasMessage("no data within " + SHORT);

        output.write(Bytes.of("ab"));
        assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ab"));
    }

    @Test
    void aWriteGivesUpSaysHowMuchWasAcceptedAndThePairStaysUsable() throws IOException {
        output.setTimeout(SHORT);
        output.write('a');

        assertThatThrownBy(() -> output.write(Bytes.of("-bcdef-"), 1, 5))
                .isInstanceOfSatisfying(
                        FifoTimeoutException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(3))
                .hasMessage("no room within " + SHORT + ": 3 of 5 bytes accepted");

        assertThat(input.readNBytes(4)).as("what was in the ring").isEqualTo(Bytes.of("abcd"));
        output.write(Bytes.of("ef"));
        assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ef"));
    }

    @Test
    void everyCallThatWaitsHasTheLimit() throws IOException {
        output.setTimeout(SHORT);
        input.setTimeout(SHORT);
        assertThatThrownBy(() -> input.read(new byte[1])).isInstanceOf(FifoTimeoutException.class);
        assertThatThrownBy(() -> input.asChannel().read(ByteBuffer.allocate(1)))
                .isInstanceOf(FifoTimeoutException.class);
        output.write(new byte[4]);
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(FifoTimeoutException.class);
        assertThatThrownBy(() -> output.writeSome(new byte[1], 0, 1)).isInstanceOf(FifoTimeoutException.class);
        assertThatThrownBy(() -> output.asChannel().write(ByteBuffer.allocate(1)))
                .isInstanceOf(FifoTimeoutException.class);
    }

    @Test
    void allTheWaitsOfOneWriteTogetherHaveTheLimit() throws IOException {
        output.setTimeout(Duration.ofMillis(200));
        Running<Void> write = Running.start(() -> output.write(new byte[1 << 24]));

        // Each wait is over in next to no time, and after each there is another.
        while (write.thread().isAlive()) {
            if (write.thread().getState() == Thread.State.TIMED_WAITING) {
                input.tryRead(new byte[4], 0, 4);
            }
        }

        assertThat(write.failure()).isInstanceOf(FifoTimeoutException.class);
    }

    /** Like a socket's limit, it bounds the writer's silence, not the length of the data. */
    @Test
    void eachWaitForTheNextPartHasTheLimitWhereAReadHasSeveral() throws IOException {
        Duration limit = Duration.ofSeconds(1);
        input.setTimeout(limit);
        Running<byte[]> read = Running.start(() -> input.readAllBytes());

        int written = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < limit.toNanos() * 5 / 4; written++) {
            read.awaitParked();
            output.write(7);
        }
        output.complete();
        output.close();

        assertThat(read.result()).hasSize(written).containsOnly(7);
    }

    @Test
    void theLimitOfOneEndIsNotThatOfTheOther() throws IOException {
        output.setTimeout(SHORT);
        Running<Integer> read = Running.blocked(() -> input.read());

        output.write(7);

        assertThat(read.result()).isEqualTo(7);
    }

    @Test
    void aLimitSetWhileACallIsBlockedIsNoticed() throws IOException {
        Running<Integer> read = Running.blocked(() -> input.read());
        input.setTimeout(SHORT);
        assertThat(read.failure()).isInstanceOf(FifoTimeoutException.class);

        output.write(new byte[4]);
        output.setTimeout(LONG);
        Running<Void> write = Running.blocked(() -> output.write(1));
        output.setTimeout(SHORT);
        assertThat(write.failure()).isInstanceOf(FifoTimeoutException.class);
    }

    @Test
    void aLimitTakenAwayWhileACallIsBlockedIsNoticed() throws IOException {
        input.setTimeout(LONG);
        Running<Integer> read = Running.blocked(() -> input.read());
        input.setTimeout(Duration.ZERO);
        while (read.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        output.write(7);

        assertThat(read.result()).isEqualTo(7);
    }

    @Test
    void theLimitThatPassedIsNamedAlsoWhereAnotherOneHasBeenSetSince() {
        Duration limit = Duration.ofNanos(50_000);
        AtomicBoolean over = new AtomicBoolean();
        Running<Void> changing = Running.start(() -> {
            while (!over.get()) {
                input.setTimeout(limit);
                input.setTimeout(Duration.ZERO);
            }
        });
        try {
            for (int i = 0; i < Repetitions.of(500); i++) {
                assertThatThrownBy(input::read).hasMessage("no data within " + limit);
            }
        } finally {
            over.set(true);
        }
        changing.result();
    }

    @Test
    void aCallThatNeedNotWaitHasNoLimit() throws IOException {
        output.setTimeout(SHORT);
        input.setTimeout(SHORT);
        for (int i = 0; i < 1000; i++) {
            output.write(Bytes.of("abcd"));
            assertThat(input.read(new byte[9])).isEqualTo(4);
        }
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> output.setTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout is PT-1S, must not be negative");
        assertThatThrownBy(() -> input.setTimeout(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endOfDataAndAnInterruptAreNotTakenForATimeout() throws IOException {
        input.setTimeout(LONG);
        Running<Integer> read = Running.blocked(() -> input.read());
        read.interrupt();
        assertThat(read.failure()).isNotInstanceOf(FifoTimeoutException.class);

        Running<Integer> again = Running.blocked(() -> input.read());
        output.complete();
        output.close();
        assertThat(again.result()).isEqualTo(-1);
    }

    @Test
    void aTimeoutThatRacesWithDataLosesNoByteAndGivesNoneTwice() {
        Race.run(51, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(3);
            fifo.input().setTimeout(Duration.ofNanos(1 + round * 20L));
            byte[] bytes = Bytes.random(round, 8);
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            return new Race.Round(
                    () -> {
                        int next = 0;
                        while (next != -1) {
                            try {
                                next = fifo.input().read();
                                if (next != -1) {
                                    read.write(next);
                                }
                            } catch (FifoTimeoutException e) {
                                // Read on: nothing was consumed.
                            }
                        }
                    },
                    () -> Ends.writeAll(fifo.output(), bytes),
                    () -> assertThat(read.toByteArray()).isEqualTo(bytes));
        });
    }

    @Test
    void aTimeoutThatRacesWithRoomTellsExactlyWhatWasAccepted() {
        Race.run(52, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(3);
            fifo.output().setTimeout(Duration.ofNanos(1 + round * 20L));
            byte[] bytes = Bytes.random(round, 8);
            byte[][] read = new byte[1][];
            return new Race.Round(
                    () -> {
                        int done = 0;
                        while (done < bytes.length) {
                            try {
                                fifo.output().write(bytes, done, bytes.length - done);
                                done = bytes.length;
                            } catch (FifoTimeoutException e) {
                                done += e.bytesTransferred;
                            }
                        }
                        fifo.output().complete();
                        fifo.output().close();
                    },
                    () -> read[0] = fifo.input().readAllBytes(),
                    () -> assertThat(read[0]).isEqualTo(bytes));
        });
    }
}
