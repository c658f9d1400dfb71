package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class InterruptTest {

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    /** How a call was interrupted, and whether the flag was set afterwards. */
    private record Interrupted(InterruptedIOException failure, boolean flag) {}

    private static Running<Interrupted> interrupted(Running.Action action) {
        Running<Interrupted> running = Running.blocked(() -> {
            try {
                action.run();
            } catch (InterruptedIOException e) {
                return new Interrupted(e, Thread.currentThread().isInterrupted());
            }
            throw new AssertionError("not interrupted");
        });
        running.interrupt();
        return running;
    }

    @Test
    void aBlockedReadThrowsTheFlagStaysAndThePairStaysUsable() throws IOException {
        Interrupted read = interrupted(() -> input.read()).result();

        assertThat(read.failure)
                .hasMessage("interrupted while waiting for data")
                .hasNoCause();
        assertThat(read.failure.bytesTransferred).isZero();
        assertThat(read.flag).as("the flag").isTrue();
        output.write(7);
        assertThat(input.read()).isEqualTo(7);
    }

    @Test
    void aBlockedWriteThrowsWithTheCountTheFlagStaysAndThePairStaysUsable() throws IOException {
        output.write('a');
        Interrupted write = interrupted(() -> output.write(Bytes.of("bcdefg"))).result();

        assertThat(write.failure).hasMessage("interrupted while waiting for room: 3 of 6 bytes accepted");
        assertThat(write.failure.bytesTransferred).isEqualTo(3);
        assertThat(write.flag).as("the flag").isTrue();
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
        output.write(Bytes.of("efg"));
        assertThat(input.readNBytes(3)).isEqualTo(Bytes.of("efg"));
    }

    @Test
    void aBlockedChannelIsNotClosedByAnInterrupt() throws IOException {
        assertThat(interrupted(() -> input.asChannel().read(ByteBuffer.allocate(1)))
                        .result()
                        .flag)
                .isTrue();
        assertThat(input.asChannel().isOpen()).isTrue();

        ByteBuffer source = ByteBuffer.wrap(Bytes.of("abcdef"));
        Interrupted write = interrupted(() -> output.asChannel().write(source)).result();
        assertThat(write.flag).isTrue();
        assertThat(write.failure.bytesTransferred).isEqualTo(4);
        assertThat(source.position()).isEqualTo(4);
        assertThat(output.asChannel().isOpen()).isTrue();
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
    }

    @Test
    void anInterruptIsNotNoticedWhereNothingHasToWait() throws IOException {
        Thread.currentThread().interrupt();

        output.write(Bytes.of("abcd"));
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
        output.write(1);
        assertThat(input.read()).isEqualTo(1);

        assertThat(Thread.interrupted()).as("the flag").isTrue();
    }

    @Test
    void anInterruptBeforeTheCallCountsAsSoonAsItHasToWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(input::read).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> output.write(new byte[5]))
                .isInstanceOfSatisfying(
                        InterruptedIOException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(4));

        assertThat(Thread.interrupted()).as("the flag").isTrue();
    }

    @Test
    void anInterruptThatRacesWithDataLosesNoByteAndGivesNoneTwice() {
        Race.run(61, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(2);
            Thread reader = Thread.currentThread();
            byte[] bytes = Bytes.random(round, 6);
            byte[] read = new byte[bytes.length];
            return new Race.Round(
                    () -> {
                        int length = 0;
                        while (length < read.length) {
                            try {
                                length += fifo.input().read(read, length, read.length - length);
                            } catch (InterruptedIOException e) {
                                assertThat(Thread.interrupted()).as("the flag").isTrue();
                            }
                        }
                    },
                    () -> {
                        fifo.output().write(bytes, 0, 3);
                        reader.interrupt();
                        fifo.output().write(bytes, 3, 3);
                    },
                    () -> {
                        Thread.interrupted();
                        assertThat(read).isEqualTo(bytes);
                    });
        });
    }

    @Test
    void anInterruptThatRacesWithRoomTellsExactlyWhatWasAccepted() {
        Race.run(62, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(2);
            Thread writer = Thread.currentThread();
            byte[] bytes = Bytes.random(round, 6);
            byte[] read = new byte[bytes.length];
            return new Race.Round(
                    () -> {
                        int done = 0;
                        while (done < bytes.length) {
                            try {
                                fifo.output().write(bytes, done, bytes.length - done);
                                done = bytes.length;
                            } catch (InterruptedIOException e) {
                                assertThat(Thread.interrupted()).as("the flag").isTrue();
                                done += e.bytesTransferred;
                            }
                        }
                    },
                    () -> {
                        fifo.input().readNBytes(read, 0, 3);
                        writer.interrupt();
                        fifo.input().readNBytes(read, 3, 3);
                    },
                    () -> {
                        Thread.interrupted();
                        assertThat(read).isEqualTo(bytes);
                        assertThat(fifo.input().available()).isZero();
                    });
        });
    }
}
