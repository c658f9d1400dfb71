package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Watched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is read from a source that fails: everything before the failure, never the last byte, and the failure again and
 * again.
 */
interface FailureClauses extends OpenedStream {

    /** Every kind on the way, and enough of them at the two ends. */
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Point.START, new IOException("checked, of I/O")),
                Arguments.of(Point.START, new AssertionError("error")),
                Arguments.of(Point.MIDDLE, new IOException("checked, of I/O")),
                Arguments.of(Point.MIDDLE, new ReflectiveOperationException("checked")),
                Arguments.of(Point.MIDDLE, new InterruptedException("checked, of a wait")),
                Arguments.of(Point.MIDDLE, new IllegalStateException("unchecked")),
                Arguments.of(Point.MIDDLE, new AssertionError("error")),
                Arguments.of(Point.END, new ReflectiveOperationException("checked")),
                Arguments.of(Point.END, new IllegalStateException("unchecked")));
    }

    @ParameterizedTest
    @MethodSource("io.fifoio.adapters.FailureClauses#failures")
    default void tellsOfAFailureAtEveryReadAfterTheBytesBeforeButTheLast(Point point, Throwable failure)
            throws Exception {
        PushSource source = source(Probe.failing(point, failure));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        assertThatThrownBy(() -> source.writeTo(written)).isSameAs(failure);

        try (SourceInputStream in = open(source)) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();

            IncompleteStreamException first = readUntilFailure(in, read);

            assertThat(first).hasCause(failure);
            assertThat(first.getMessage())
                    .contains(read.size() + " bytes")
                    .satisfiesAnyOf(
                            message -> assertThat(message).contains(failure.getMessage()),
                            // A reader waits only a moment for the failure to describe itself, which on a busy machine
                            // is not enough.
                            message -> assertThat(message)
                                    .endsWith(": " + failure.getClass().getName()));
            int expected = Math.max(0, written.size() - 1);
            assertThat(read.toByteArray()).as(SEED).isEqualTo(Arrays.copyOf(written.toByteArray(), expected));
            IncompleteStreamException second =
                    catchThrowableOfType(IncompleteStreamException.class, () -> in.read(new byte[100], 0, 100));
            IncompleteStreamException third = catchThrowableOfType(IncompleteStreamException.class, in::read);
            assertThat(second).isNotSameAs(first).cause().isSameAs(failure);
            assertThat(third).isNotSameAs(second).cause().isSameAs(failure);
            assertThatThrownBy(in::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }

    @Test
    default void neverHasTheWholeOfASourceThatFailsAfterItsOwnTrailer() throws Exception {
        IllegalStateException failure = new IllegalStateException("after the trailer");
        byte[] whole = Payload.writtenBy(closingSource(Probe.QUIET));
        try (SourceInputStream in = open(closingSource(Probe.failing(Point.END, failure)))) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();

            assertThat(readUntilFailure(in, read)).cause().isSameAs(failure);

            assertThat(read.toByteArray()).as(SEED).isEqualTo(Arrays.copyOf(whole, whole.length - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void hasStoppedItsSourceAfterAFailureToo(Point point) throws Exception {
        Watched source = Watched.of(source(Probe.failing(point, new IllegalStateException("unchecked"))));
        SourceInputStream in = open(source);
        readUntilFailure(in, new ByteArrayOutputStream());

        in.close();

        assertThat(source.ended()).isTrue();
        assertThatThrownBy(in::result).hasCause(source.thrown());
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    default void tellsAtTheReadOfAFailureAtAnEarlyStart() throws Exception {
        IOException failure = new IOException("at the start");
        try (SourceInputStream in = open(source(Probe.failing(Point.START, failure)))) {
            in.start();

            assertThat(readUntilFailure(in, new ByteArrayOutputStream()))
                    .cause()
                    .isSameAs(failure);
        }
    }

    private static IncompleteStreamException readUntilFailure(InputStream in, ByteArrayOutputStream read) {
        return catchThrowableOfType(IncompleteStreamException.class, () -> in.transferTo(read));
    }
}
