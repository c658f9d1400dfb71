package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.BrokenPipeException;
import io.fifoio.FifoTimeoutException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import io.fifoio.testing.Running;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sink fed by writing. */
@ExtendWith(NoLeakedThreads.class)
final class SinkOutputStreamTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;
    private static final byte[] PAYLOAD = Payload.ofSize(MORE_THAN_THE_PAIR_HOLDS);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicReference<Thread> reader = new AtomicReference<>();
    private final AtomicReference<Throwable> readerGot = new AtomicReference<>();
    private final AtomicInteger starts = new AtomicInteger();

    @AfterEach
    void openGate() {
        gate.countDown();
        Thread.interrupted();
    }

    /** Reads all, and notes what it got instead, if it was a failure. */
    private byte[] readAll(InputStream in) throws IOException {
        starts.incrementAndGet();
        reader.set(Thread.currentThread());
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            readerGot.set(e);
            throw e;
        }
    }

    /** Reads all once the gate is open. */
    private byte[] readLate(InputStream in) throws Exception {
        begun.countDown();
        Await.open(gate);
        return readAll(in);
    }

    @Test
    void returnsWhatTheSinkMadeOfAllThatWasWritten() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            out.write(PAYLOAD, 0, 1000);
            for (int i = 1000; i < 5000; i++) {
                out.write(PAYLOAD[i]);
            }
            out.write(PAYLOAD, 5000, PAYLOAD.length - 5000);
            out.complete();

            assertThat(out.result()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
            assertThat(out.result()).as("again").isEqualTo(PAYLOAD);
            assertThat(reader.get()).isNotSameAs(Thread.currentThread());
            assertThat(reader.get().getName()).startsWith("fifoio-consumer-");
        }
        assertThat(starts).hasValue(1);
    }

    @Test
    void returnsTheResultAfterItWasClosedToo() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll);
        out.write(PAYLOAD);
        out.complete();
        out.close();
        out.close();

        assertThat(out.result()).isEqualTo(PAYLOAD);
    }

    @Test
    void takesASinkThatReturnsNull() throws Exception {
        try (SinkOutputStream<Void> out = SinkOutputStream.to(in -> {
            in.readAllBytes();
            return null;
        })) {
            out.write(1);
            out.complete();

            assertThat(out.result()).isNull();
        }
    }

    @Test
    void startsTheSinkAtTheFirstByte() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            out.write(new byte[0]);
            out.flush();
            assertThat(reader.get()).isNull();

            out.write(1);
            Await.until("the sink runs", () -> reader.get() != null);
            out.complete();
        }
        assertThat(starts).hasValue(1);
    }

    @Test
    void startsTheSinkForNoBytesAtCompletion() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            out.complete();

            assertThat(out.result()).isEmpty();
        }
    }

    @Test
    void holdsTheLastByteBackUntilItIsEnded() throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (SinkOutputStream<Integer> out = SinkOutputStream.to(in -> {
            reader.set(Thread.currentThread());
            while (in.read() >= 0) {
                read.incrementAndGet();
            }
            return read.get();
        })) {
            out.write(new byte[100]);
            out.flush();
            out.complete();
            Await.until("all but one are read", () -> read.get() == 99);
            Parking.awaitParked(reader.get());

            assertThat(read).hasValue(99);
            assertThat(out.result()).isEqualTo(100);
        }
    }

    @Test
    void takesWrappersThatAreClosedAfterThePromise() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> new GZIPInputStream(in).readAllBytes());
        try (out;
                GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(PAYLOAD);
            out.complete();
        }
        assertThat(out.result()).isEqualTo(PAYLOAD);
    }

    @Test
    void takesWrappersThatAreFinishedBeforeThePromise() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll);
                GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(PAYLOAD);
            gzip.finish();
            out.complete();

            byte[] compressed = out.result();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                    .isEqualTo(PAYLOAD);
        }
    }

    @Test
    void wantsThePromiseBeforeTheResult() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            out.write(1);
            assertThatThrownBy(out::result)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("complete()");
            out.complete();
        }
    }

    @Test
    void tellsOfAForgottenPromiseAndNeverGivesTheSinkAnEnd() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll);
        out.write(PAYLOAD);

        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("closed without complete() after " + PAYLOAD.length + " bytes")
                .cause()
                .isSameAs(readerGot.get());

        assertThat(readerGot.get()).isInstanceOf(IncompleteStreamException.class);
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
        SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll);

        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("after 0 bytes");

        assertThat(starts).hasValue(0);
    }

    @Test
    void givesTheSinkTheReasonWhereTheWriterGivesUp() throws Exception {
        IllegalStateException reason = new IllegalStateException("changed my mind");
        AtomicReference<byte[]> before = new AtomicReference<>();
        CountDownLatch hasRead = new CountDownLatch(1);
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(in -> {
            before.set(in.readNBytes(99));
            hasRead.countDown();
            return readAll(in);
        })) {
            out.write(new byte[100]);
            Await.open(hasRead);
            out.fail(reason);

            assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(out::complete).isInstanceOf(IOException.class).hasCause(reason);
            assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        }
        assertThat(before.get()).hasSize(99);
        assertThat(readerGot.get())
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(reason);
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
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            out.write(1);
            out.complete();
            out.result();

            out.fail(new IOException("too late"));

            assertThat(out.result()).containsExactly(1);
        }
    }

    @Test
    void refusesToBeWrittenAfterTheEnd() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            out.write(1);
            out.complete();
            out.result();

            assertThatThrownBy(() -> out.write(2)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> out.write(new byte[2])).isInstanceOf(ClosedChannelException.class);
            assertThat(out.result()).containsExactly(1);
        }
    }

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

    @Test
    void isWrittenOnAfterAnInterrupt() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readLate)) {
            Thread.currentThread().interrupt();
            int accepted = 0;
            InterruptedIOException interrupted = null;
            try {
                out.write(PAYLOAD);
            } catch (InterruptedIOException e) {
                interrupted = e;
                accepted = e.bytesTransferred;
            }
            assertThat(interrupted).isNotNull();
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();

            gate.countDown();
            out.write(PAYLOAD, accepted, PAYLOAD.length - accepted);
            out.complete();
            assertThat(out.result()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void aWriteThatWasInterruptedTakesThePromiseBack() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readLate);
        out.complete();
        Await.open(begun); // a close before that would keep it from beginning
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> out.write(PAYLOAD)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThatThrownBy(out::result).isInstanceOf(IllegalStateException.class);
        gate.countDown();
        assertThatThrownBy(out::close)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("without complete()");
        assertThat(readerGot.get()).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void isAskedForItsResultAgainAfterAnInterrupt() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readLate)) {
            out.write(1);
            out.complete();
            Thread.currentThread().interrupt();
            assertThatThrownBy(out::result).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();

            gate.countDown();
            assertThat(out.result()).containsExactly(1);
        }
    }

    /** With the pair full, the byte held back finds no room. */
    @Test
    void isAskedForItsResultAgainAfterAnInterruptBeforeTheLastByte() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readLate)) {
            int capacity = 64 * 1024;
            out.write(PAYLOAD, 0, capacity + 1);
            out.complete();
            Thread.currentThread().interrupt();
            assertThatThrownBy(out::result).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();

            gate.countDown();
            assertThat(out.result()).hasSize(capacity + 1);
        }
    }

    @Test
    void limitsAWrite() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readLate)) {
            out.setTimeout(Duration.ofMillis(1));
            FifoTimeoutException late = (FifoTimeoutException) catchThrowable(() -> out.write(PAYLOAD));

            out.setTimeout(Duration.ZERO);
            gate.countDown();
            out.write(PAYLOAD, late.bytesTransferred, PAYLOAD.length - late.bytesTransferred);
            out.complete();
            assertThat(out.result()).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void limitsTheWaitForTheResult() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readLate)) {
            out.write(1);
            out.complete();
            out.setTimeout(Duration.ofMillis(1));
            assertThatThrownBy(out::result)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not end within PT0.001S")
                    .cause()
                    .hasMessageContaining("fifoio-consumer-");

            out.setTimeout(Duration.ofSeconds(Long.MAX_VALUE));
            gate.countDown();
            assertThat(out.result()).containsExactly(1);
        }
    }

    @Test
    void refusesANegativeLimit() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll)) {
            assertThatThrownBy(() -> out.setTimeout(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
            out.complete();
        }
    }

    @Test
    void tellsOfAnExecutorThatRejects() throws Exception {
        RejectedExecutionException refusal = new RejectedExecutionException("full");
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll, task -> {
            throw refusal;
        })) {
            assertThatThrownBy(() -> out.write(new byte[10]))
                    .isInstanceOf(BrokenPipeException.class)
                    .hasCause(refusal);
            out.complete();
            assertThatThrownBy(out::result).isInstanceOf(IOException.class).hasCause(refusal);
        }
        assertThat(starts).hasValue(0);
    }

    @Test
    void tellsOfAnExecutorThatRunsItsTasksOnTheWriter() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll, Runnable::run)) {
            assertThatThrownBy(() -> out.write(new byte[10]))
                    .isInstanceOf(BrokenPipeException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the sink needs an executor with threads of its own");
        }
        assertThat(starts).hasValue(0);
    }

    @Test
    void doesNotStartTheSinkAfterItWasClosed() throws Exception {
        AtomicReference<Runnable> queued = new AtomicReference<>();
        SinkOutputStream<byte[]> out = SinkOutputStream.to(this::readAll, queued::set);
        out.write(1);
        assertThatThrownBy(out::close).isInstanceOf(IncompleteStreamException.class);

        queued.get().run();

        assertThat(starts).hasValue(0);
    }

    @Test
    void refusesNothing() {
        assertThatThrownBy(() -> SinkOutputStream.to(null)).hasMessage("sink");
        assertThatThrownBy(() -> SinkOutputStream.to(this::readAll, null)).hasMessage("consumer");
        assertThatThrownBy(() -> PullSink.stoppingEarly(null)).hasMessage("sink");
    }
}
