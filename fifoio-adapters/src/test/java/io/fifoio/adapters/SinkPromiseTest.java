package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.WatchedSink;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written to a sink is whole only if the writer has said so and has not taken that back. */
@ExtendWith(NoLeakedThreads.class)
final class SinkPromiseTest {

    /** More than the pair holds. */
    private static final byte[] PAYLOAD = Payload.ofSize(200_000);

    private final WatchedSink sink = new WatchedSink();

    @AfterEach
    void openGate() {
        sink.open();
        Thread.interrupted();
    }

    @Test
    void wantsThePromiseBeforeTheResult() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(1);
            assertThatThrownBy(out::result)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("complete()");
            out.complete();
        }
    }

    @Test
    void tellsOfAForgottenPromiseAndNeverGivesTheSinkAnEnd() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll);
        out.write(PAYLOAD);

        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("closed without complete() after " + PAYLOAD.length + " bytes")
                .cause()
                .isSameAs(sink.thrown());

        assertThat(sink.thrown()).isInstanceOf(IncompleteStreamException.class);
        out.close();
        assertThatThrownBy(out::complete).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void tellsOfAForgottenPromiseThoughTheSinkDoesNotMind() throws Exception {
        SinkOutputStream<Throwable> out = SinkOutputStream.to(in -> catchThrowable(in::readAllBytes));
        out.write(1);

        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("without complete()")
                .hasNoCause();
    }

    @Test
    void tellsOfAForgottenPromiseWhereNothingWasWritten() {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll);

        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("after 0 bytes");

        assertThat(sink.starts()).isEqualTo(0);
    }

    @Test
    void givesTheSinkTheReasonWhereTheWriterGivesUp() throws Exception {
        IllegalStateException reason = new IllegalStateException("changed my mind");
        AtomicReference<byte[]> before = new AtomicReference<>();
        CountDownLatch hasRead = new CountDownLatch(1);
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> {
            before.set(in.readNBytes(99));
            hasRead.countDown();
            return sink.readAll(in);
        })) {
            out.write(new byte[100]);
            Await.open(hasRead);
            out.fail(reason);

            assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(out::complete).isInstanceOf(IOException.class).hasCause(reason);
            assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        }
        assertThat(before.get()).hasSize(99);
        assertThat(sink.thrown()).isInstanceOf(IncompleteStreamException.class).hasCause(reason);
    }

    @Test
    void givingUpTakesThePromiseBack() throws Exception {
        SinkOutputStream<Throwable> out =
                SinkOutputStream.to(PullSink.stoppingEarly(in -> catchThrowable(in::readAllBytes)));
        out.complete();
        out.fail(new IOException("after all"));

        assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        out.close();
    }

    @Test
    void givingUpAfterTheEndChangesNothing() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(1);
            out.complete();
            out.result();

            out.fail(new IOException("too late"));

            assertThat(out.result()).containsExactly(1);
        }
    }

    @Test
    void aWriteThatWasInterruptedTakesThePromiseBack() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate);
        out.complete();
        sink.awaitBegin(); // a close before that would keep it from beginning
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> out.write(PAYLOAD)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        sink.open();
        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("without complete()");
        assertThat(sink.thrown()).isInstanceOf(IncompleteStreamException.class);
    }

    /** None of them reaches the pair, which still holds the promise. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatFailedUncheckedTakesThePromiseBack(boolean noArray) throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate);
        out.write(new byte[100]);
        out.complete();
        sink.awaitBegin(); // a close before that would keep it from beginning
        sink.open();

        Throwable failure = catchThrowable(() -> out.write(noArray ? null : new byte[5], 3, 4));

        assertThat(failure).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("without complete()");
        assertThat(sink.thrown())
                .as("what the sink got")
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(failure);
    }

    /** It swallows an interrupt without its error flag. */
    @Test
    void aWriteWhoseFailureAPrintStreamSwallowedIsToldByThePromise() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate);
        PrintStream print = new PrintStream(out, false, StandardCharsets.ISO_8859_1);
        Thread.currentThread().interrupt();
        print.print("x".repeat(PAYLOAD.length));
        assertThat(Thread.interrupted()).isTrue();
        sink.open();
        print.print("after the hole");
        assertThat(print.checkError()).isFalse();

        Throwable told = catchThrowable(out::complete);

        assertThat(told)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessage(
                        "complete() after a write that failed, so that data may be missing: where it was made good, call"
                                + " complete() again")
                .hasCauseInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("without complete()");
        assertThat(sink.thrown())
                .as("what the sink got")
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(told.getCause());
    }

    @Test
    void eachFailedWriteIsToldOnce() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(1);
            for (int i = 0; i < 2; i++) {
                Throwable failure = catchThrowable(() -> out.write(new byte[] {2}, 1, 1));
                assertThatThrownBy(out::complete)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasCause(failure);
            }
            out.write(2);
            out.complete();

            assertThat(out.result()).containsExactly(1, 2);
        }
    }

    @Test
    void whatWasMissingCanBeWrittenAndPromisedAgain() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            out.write(1);
            out.complete();
            assertThatThrownBy(() -> out.write(new byte[] {2}, 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            out.write(new byte[] {2}, 0, 1);
            out.complete();

            assertThat(out.result()).containsExactly(1, 2);
            assertThatThrownBy(() -> out.write(new byte[] {2}, 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(out.result()).as("after a write that came too late").containsExactly(1, 2);
        }
    }

    /** A writer that gives up has no complete data, whatever becomes of the reason. */
    @Test
    void givingUpWithoutAReasonIsGivingUp() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate);
        out.write(new byte[100]);
        out.complete();
        sink.awaitBegin(); // a close before that would keep it from beginning
        sink.open();

        Throwable missing = catchThrowable(() -> out.fail(null));
        out.close();

        assertThat(missing).isInstanceOf(NullPointerException.class).hasMessage("cause");
        assertThat(sink.thrown())
                .as("what the sink got")
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(missing);
        assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
    }
}
