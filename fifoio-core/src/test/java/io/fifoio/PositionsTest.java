package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any capacity works, and positions are right where an int, an unsigned int or a long overflows. */
@ExtendWith(NoLeakedThreads.class)
final class PositionsTest {

    static Stream<Arguments> starts() {
        List<Arguments> starts = new ArrayList<>();
        for (int capacity : new int[] {1, 2, 3, 7, 64 * 1024, 1024 * 1024}) {
            int bytes = Repetitions.of(10_000) * Math.min(capacity, 10) + 2 * capacity;
            starts.add(Arguments.of(capacity, (1L << 31) - bytes / 2, bytes));
            starts.add(Arguments.of(capacity, (1L << 32) - bytes / 2, bytes));
            starts.add(Arguments.of(capacity, Long.MAX_VALUE - bytes, bytes));
        }
        return starts.stream();
    }

    @ParameterizedTest
    @MethodSource("starts")
    void allBytesArriveAndAreCounted(int capacity, long start, int total) throws IOException {
        long seed = start + capacity;
        Ends ends = Ends.startingAt(start, capacity);
        byte[] bytes = Bytes.random(seed, total);
        Running<Void> write = Running.start(() -> Ends.writeAll(ends.output(), bytes));

        byte[] read = ends.input().readAllBytes();

        write.result();
        assertThat(read).as("seed %d", seed).isEqualTo(bytes);
        assertThat(ends.output().position()).isEqualTo(start + total);
        assertThat(ends.input().position()).isEqualTo(start + total);
        assertThat(ends.input().available()).isZero();
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aRingThatIsFullStaysSoUntilARead(int capacity, long start, int total) throws IOException {
        int steps = Math.min(50, total / capacity);
        Ends ends = Ends.startingAt(start, capacity);
        byte[] bytes = new byte[capacity + 1];
        assertThat(ends.output().tryWrite(bytes, 0, capacity + 1)).isEqualTo(capacity);
        for (int i = 0; i < steps - 1; i++) {
            assertThat(ends.output().tryWrite(bytes, 0, 1)).isZero();
            assertThat(ends.input().available()).isEqualTo(capacity);
            assertThat(ends.input().tryRead(bytes, 0, capacity + 1)).isEqualTo(capacity);
            assertThat(ends.input().tryRead(bytes, 0, 1)).isZero();
            assertThat(ends.output().tryWrite(bytes, 0, capacity)).isEqualTo(capacity);
        }
    }

    @Test
    void theyStartAtZeroAndCountWhatIsAcceptedAndConsumed() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        assertThat(fifo.output().position()).isZero();
        fifo.output().tryWrite(new byte[9], 0, 9);
        fifo.input().read();

        assertThat(fifo.output().position()).isEqualTo(4);
        assertThat(fifo.input().position()).isEqualTo(1);
        assertThat(fifo)
                .hasToString("Fifo[FifoOutputStream[open, position 4, 3 of 4 bytes buffered]"
                        + " -> FifoInputStream[open, position 1, 3 of 4 bytes buffered]]");
    }

    @Test
    void aPairHasSixtyFourKibibytesUnlessToldOtherwise() throws IOException {
        assertThat(Fifo.create().output().tryWrite(new byte[100_000], 0, 100_000))
                .isEqualTo(64 * 1024);
    }
}
