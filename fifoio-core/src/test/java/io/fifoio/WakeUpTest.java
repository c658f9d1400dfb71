package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each wake-up has a cause and none is lost: a lost one hangs, because nothing polls. */
@ExtendWith(NoLeakedThreads.class)
final class WakeUpTest {

    @Test
    void aByteIsReadableWithoutAFlush() throws IOException {
        Fifo fifo = Fifo.create();
        for (int i = 0; i < 100; i++) {
            Running<Integer> read = Running.blocked(() -> fifo.input().read());
            assertThat(read.thread().getState()).as("no poll timer").isEqualTo(Thread.State.WAITING);
            fifo.output().write(i);
            assertThat(read.result()).isEqualTo(i);
        }
    }

    @Test
    void aPartialDrainReleasesABlockedRawWrite() throws IOException {
        Fifo fifo = Fifo.ofCapacity(64);
        fifo.output().write(new byte[64]);
        for (int i = 0; i < 100; i++) {
            Running<Integer> write = Running.blocked(() -> fifo.output().writeSome(new byte[64], 0, 64));
            assertThat(write.thread().getState()).as("no poll timer").isEqualTo(Thread.State.WAITING);
            fifo.input().read();
            assertThat(write.result()).isEqualTo(1);
        }
    }

    @Test
    void flushWaitsForNobody() throws IOException {
        Fifo fifo = Fifo.ofCapacity(2);
        fifo.output().flush();
        fifo.output().write(new byte[2]);
        fifo.output().flush();
        assertThat(fifo.input().available()).isEqualTo(2);
        fifo.input().close();
        fifo.output().flush();
        fifo.output().close();
        fifo.output().flush();
    }

    @Test
    void closingTheOutputWaitsForNobody() throws IOException {
        Fifo fifo = Fifo.ofCapacity(2);
        fifo.output().write(new byte[2]);
        fifo.output().complete();
        fifo.output().close();

        assertThat(fifo.input().readAllBytes()).hasSize(2);
    }

    @Test
    void noWakeUpIsLostAtCapacityOne() throws IOException {
        Fifo there = Fifo.ofCapacity(1);
        Fifo back = Fifo.ofCapacity(1);
        int rounds = Repetitions.of(20_000);
        Running<Void> echo = Running.start(() -> {
            for (int i = 0; i < rounds; i++) {
                back.output().write(there.input().read());
            }
        });

        for (int i = 0; i < rounds; i++) {
            there.output().write(i);
            assertThat(back.input().read()).isEqualTo(i & 0xff);
        }
        echo.result();
    }

    @Test
    void aWriteAndAReadThatMeetAroundTheTimeOfParkingBothReturn() {
        Race.run(71, 20_000, round -> {
            Fifo fifo = Fifo.ofCapacity(1);
            int[] read = new int[2];
            return new Race.Round(
                    () -> {
                        read[0] = fifo.input().read();
                        read[1] = fifo.input().read();
                    },
                    () -> {
                        fifo.output().write(5);
                        fifo.output().write(6);
                    },
                    () -> assertThat(read).containsExactly(5, 6));
        });
    }

    @Test
    void aCloseOfTheOtherEndAroundTheTimeOfParkingIsNotMissed() {
        Race.run(72, 10_000, round -> {
            Fifo fifo = Fifo.plain(1);
            return new Race.Round(
                    () -> assertThat(fifo.input().read()).isEqualTo(-1),
                    () -> fifo.output().close(),
                    () -> {});
        });
    }

    @Test
    void theTimeSpentBlockedIsCountedAtTheEndThatWaits() throws IOException {
        Fifo fifo = Fifo.ofCapacity(1);
        Running<Integer> read = Running.blocked(() -> fifo.input().read());
        fifo.output().write(1);
        read.result();

        assertThat(fifo.input().blocked()).isPositive();
        assertThat(fifo.output().blocked()).isZero();
    }
}
