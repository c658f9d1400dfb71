package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.BrokenPipeException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sinks that fail, and sinks that stop early. */
@ExtendWith(NoLeakedThreads.class)
final class SinkLeavingTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;
    private static final byte[] PAYLOAD = Payload.ofSize(MORE_THAN_THE_PAIR_HOLDS);

    static Stream<Arguments> sinkFailures() {
        return Stream.of(0, MORE_THAN_THE_PAIR_HOLDS / 2, MORE_THAN_THE_PAIR_HOLDS - 1, MORE_THAN_THE_PAIR_HOLDS)
                .flatMap(after -> Stream.of(
                                new IOException("checked, of I/O"),
                                new ReflectiveOperationException("checked"),
                                new IllegalStateException("unchecked"),
                                new AssertionError("error"))
                        .map(failure -> Arguments.of(after, failure)));
    }

    @ParameterizedTest
    @MethodSource("sinkFailures")
    void tellsOfAFailureOfTheSink(int after, Throwable failure) throws Exception {
        SinkOutputStream<Void> out = SinkOutputStream.to(failing(after, failure));
        Throwable written = catchThrowable(() -> {
            out.write(PAYLOAD);
            out.complete();
        });

        if (after < MORE_THAN_THE_PAIR_HOLDS / 2) {
            assertThat(written).isInstanceOf(BrokenPipeException.class).hasCause(failure);
        }
        if (written == null) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(out::result)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("the sink failed after " + after + " bytes")
                        .hasMessageContaining(failure.getMessage())
                        .hasCause(failure);
            }
        } else {
            assertThat(written).isInstanceOf(BrokenPipeException.class).hasCause(failure);
        }
        out.close(); // it has been told
    }

    @ParameterizedTest
    @MethodSource("sinkFailures")
    void tellsOfAFailureOfTheSinkWhenItIsClosedAtTheLatest(int after, Throwable failure) {
        assertThatThrownBy(() -> {
                    try (SinkOutputStream<Void> out = SinkOutputStream.to(failing(after, failure))) {
                        out.write(PAYLOAD);
                        out.complete();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasCause(failure);
    }

    /** A {@code PrintStream} swallows the exception of the write that got the failure. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsOfAFailureThatAWriteWasToldAndSomeoneSwallowed(boolean promisedBefore) throws Exception {
        IOException refusal = new IOException("upload refused");
        SinkOutputStream<Void> out = SinkOutputStream.to(failing(1, refusal));
        PrintStream printer = new PrintStream(out);
        if (promisedBefore) {
            out.complete();
        }
        while (!printer.checkError()) {
            printer.write(PAYLOAD, 0, PAYLOAD.length);
        }
        if (!promisedBefore) {
            out.complete();
        }

        assertThatThrownBy(out::close).isInstanceOf(IOException.class).hasCause(refusal);
        out.close(); // it has been told
    }

    @Test
    void tellsOnceWhateverIsPromisedAfterTheResult() throws Exception {
        IOException refusal = new IOException("upload refused");
        SinkOutputStream<Void> out = SinkOutputStream.to(failing(1, refusal));
        out.write(1);
        out.complete();
        assertThatThrownBy(out::result).hasCause(refusal);

        catchThrowable(out::complete);

        out.close();
    }

    private static PullSink<Void> failing(int after, Throwable failure) {
        return in -> {
            in.readNBytes(after);
            Probe.raise(failure);
            return null;
        };
    }

    @Test
    void doesNotTakeASinkThatStopsEarly() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> in.readNBytes(50))) {
            out.write(new byte[100]);
            out.complete();

            assertThatThrownBy(out::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("returned after 50 of 100 bytes");
        }
    }

    /** Then no byte was accepted, none was read, and the two counts are the same. */
    @Test
    void doesNotTakeASinkThatReturnsBeforeTheFirstByte() throws Exception {
        try (SinkOutputStream<Integer> out = SinkOutputStream.to(in -> 1, task -> {
            Running.start(task::run).result();
        })) {
            assertThatThrownBy(() -> out.write(new byte[100])).isInstanceOf(BrokenPipeException.class);
            out.complete();

            assertThatThrownBy(out::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("returned after 0 of 0 bytes or more");
        }
    }

    @Test
    void doesNotTakeASinkThatLeavesTheLastByte() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> in.readNBytes(99))) {
            out.write(new byte[100]);
            out.complete();

            assertThatThrownBy(out::result).hasMessageContaining("returned after 99 of 100 bytes");
        }
    }

    @Test
    void takesASinkThatMayStopEarly() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(PullSink.stoppingEarly(in -> in.readNBytes(50)))) {
            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(new byte[100]);
                        }
                    })
                    .isInstanceOf(BrokenPipeException.class);
            out.complete();

            assertThat(out.result()).hasSize(50);
        }
    }

    @Test
    void takesASinkThatReadsToTheLastByteAndNotToTheEnd() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> in.readNBytes(100))) {
            out.write(new byte[100]);
            out.complete();

            assertThat(out.result()).hasSize(100);
        }
    }

    @Test
    void takesASinkThatClosesItsStreamAtTheEnd() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> {
            try (in) {
                return in.readAllBytes();
            }
        })) {
            out.write(PAYLOAD);
            out.complete();

            assertThat(out.result()).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void doesNotTakeASinkThatClosesItsStreamBefore() throws Exception {
        try (SinkOutputStream<Integer> out = SinkOutputStream.to(in -> {
            in.read();
            in.close();
            return 1;
        })) {
            assertThatThrownBy(() -> {
                        while (true) {
                            out.write(PAYLOAD);
                        }
                    })
                    .isInstanceOf(BrokenPipeException.class);
            out.complete();
            assertThatThrownBy(out::result).isInstanceOf(IncompleteStreamException.class);
        }
    }
}
