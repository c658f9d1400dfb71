package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.BrokenPipeException;
import io.fifoio.FifoTimeoutException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.WatchedSink;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waiting for a sink: interrupts, time limits, and executors that do not run it. */
@ExtendWith(NoLeakedThreads.class)
final class SinkWaitingTest {

    /** More than the pair holds. */
    private static final byte[] PAYLOAD = Payload.ofSize(200_000);

    private final WatchedSink sink = new WatchedSink();

    @AfterEach
    void openGate() {
        sink.open();
        Thread.interrupted();
    }

    @Test
    void isWrittenOnAfterAnInterrupt() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate)) {
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

            sink.open();
            out.write(PAYLOAD, accepted, PAYLOAD.length - accepted);
            // What failed may have been swallowed on the way; that it was made good is said by saying it again.
            assertThatThrownBy(out::complete)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(interrupted);
            out.complete();
            assertThat(out.result()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void isAskedForItsResultAgainAfterAnInterrupt() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate)) {
            out.write(1);
            out.complete();
            Thread.currentThread().interrupt();
            assertThatThrownBy(out::result).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();

            sink.open();
            assertThat(out.result()).containsExactly(1);
        }
    }

    /** With the pair full, the byte held back finds no room. */
    @Test
    void isAskedForItsResultAgainAfterAnInterruptBeforeTheLastByte() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate)) {
            int capacity = 64 * 1024;
            out.write(PAYLOAD, 0, capacity + 1);
            out.complete();
            Thread.currentThread().interrupt();
            assertThatThrownBy(out::result).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();

            sink.open();
            assertThat(out.result()).hasSize(capacity + 1);
        }
    }

    /** A byte, though there was more to read. */
    private static SinkOutputStream<Integer> whoseSinkHasReturned(int value) throws Exception {
        AtomicReference<Thread> reading = new AtomicReference<>();
        SinkOutputStream<Integer> out = SinkOutputStream.to(PullSink.stoppingEarly(InputStream::read), task -> {
            reading.set(new Thread(task));
            reading.get().start();
        });
        out.write(new byte[] {(byte) value, 0});
        reading.get().join(20_000);
        return out;
    }

    /** There is nothing to wait for, so the flag is left for what comes next. */
    @Test
    void returnsWhatIsThereThoughTheThreadIsInterrupted() throws Exception {
        SinkOutputStream<Integer> out = whoseSinkHasReturned(7);
        out.complete();
        Thread.currentThread().interrupt();

        assertThat(out.result()).isEqualTo(7);
        assertThat(out.result()).as("again").isEqualTo(7);
        out.close();

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
    }

    @Test
    void isClosedWithSuccessThoughTheThreadIsInterrupted() throws Exception {
        SinkOutputStream<Integer> out = whoseSinkHasReturned(7);
        out.complete();
        Thread.currentThread().interrupt();

        out.close();

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
    }

    @Test
    void isGivenUpByAnotherThreadThanTheOneThatWrites() throws Exception {
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate);
        Running<Void> writing = Running.blocked(() -> out.write(PAYLOAD));
        IllegalStateException cause = new IllegalStateException("the user has left");

        out.fail(cause);

        assertThat(writing.failure()).isInstanceOf(IOException.class).hasCause(cause);
        sink.open();
        sink.awaitEnd(); // before the close, which keeps a sink that has not begun yet from beginning
        out.close();
        assertThat(sink.thrown()).isInstanceOf(IncompleteStreamException.class).hasCause(cause);
    }

    @Test
    void limitsAWrite() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate)) {
            out.write(PAYLOAD, 0, 1);
            sink.awaitBegin();
            out.setTimeout(Duration.ofMillis(1));
            FifoTimeoutException late =
                    (FifoTimeoutException) catchThrowable(() -> out.write(PAYLOAD, 1, PAYLOAD.length - 1));
            assertThat(late).cause().hasMessageContaining("fifoio-consumer-");

            out.setTimeout(Duration.ZERO);
            sink.open();
            int accepted = 1 + late.bytesTransferred;
            out.write(PAYLOAD, accepted, PAYLOAD.length - accepted);
            // What failed may have been swallowed on the way; that it was made good is said by saying it again.
            assertThatThrownBy(out::complete)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(late);
            out.complete();
            assertThat(out.result()).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void limitsTheWaitForTheResult() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readLate)) {
            out.write(1);
            out.complete();
            sink.awaitBegin();
            out.setTimeout(Duration.ofMillis(1));
            assertThatThrownBy(out::result)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not end within PT0.001S")
                    .cause()
                    .hasMessageContaining("fifoio-consumer-");

            out.setTimeout(Duration.ofSeconds(Long.MAX_VALUE));
            sink.open();
            assertThat(out.result()).containsExactly(1);
        }
    }

    @Test
    void refusesANegativeLimit() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll)) {
            assertThatThrownBy(() -> out.setTimeout(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
            out.complete();
        }
    }

    @Test
    void tellsOfAnExecutorThatRejects() throws Exception {
        RejectedExecutionException refusal = new RejectedExecutionException("full");
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll, task -> {
            throw refusal;
        })) {
            assertThatThrownBy(() -> out.write(new byte[10]))
                    .isInstanceOf(BrokenPipeException.class)
                    .hasCause(refusal);
            out.complete();
            assertThatThrownBy(out::result).isInstanceOf(IOException.class).hasCause(refusal);
        }
        assertThat(sink.starts()).isEqualTo(0);
    }

    @Test
    void tellsOfAnExecutorThatDropsItsTaskOnceACollectionHasNoticed() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll, task -> {})) {
            out.write(new byte[10]);
            out.complete();
            Running<byte[]> waiting = Running.blocked(out::result);

            Await.until("the wait ends", () -> {
                System.gc();
                return !waiting.thread().isAlive();
            });

            assertThat(waiting.failure())
                    .isInstanceOf(IOException.class)
                    .cause()
                    .hasMessage("the executor has dropped its task: the sink was never run");
        }
        assertThat(sink.starts()).isZero();
    }

    @Test
    void tellsOfAnExecutorThatRunsItsTasksOnTheWriter() throws Exception {
        try (SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll, Runnable::run)) {
            assertThatThrownBy(() -> out.write(new byte[10]))
                    .isInstanceOf(BrokenPipeException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the sink needs an executor with threads of its own");
        }
        assertThat(sink.starts()).isEqualTo(0);
    }

    @Test
    void leavesTheInterruptThatTheSinkHasThrownToItsThread() throws Exception {
        FutureTask<Boolean> flagAfterTheTask =
                new FutureTask<>(() -> Thread.currentThread().isInterrupted());
        InterruptedException failure = new InterruptedException("of a wait");
        try (SinkOutputStream<Void> out = SinkOutputStream.to(
                in -> {
                    throw failure;
                },
                task -> new Thread(
                                () -> {
                                    task.run();
                                    flagAfterTheTask.run();
                                },
                                "goes on")
                        .start())) {
            out.complete();
            assertThatThrownBy(out::result).hasCause(failure);
        }
        assertThat(flagAfterTheTask.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotStartTheSinkAfterItWasClosed() throws Exception {
        AtomicReference<Runnable> queued = new AtomicReference<>();
        SinkOutputStream<byte[]> out = SinkOutputStream.to(sink::readAll, queued::set);
        out.write(1);
        assertThatThrownBy(out::close).isInstanceOf(IncompleteStreamException.class);

        queued.get().run();

        assertThat(sink.starts()).isEqualTo(0);
    }
}
