package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Parts.Part;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing a stream whose source is written on the reading thread: from another thread, and from within a step. */
@ExtendWith(NoLeakedThreads.class)
final class PumpClosingTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicReference<Throwable> writing = new AtomicReference<>();

    @AfterEach
    void openGate() {
        gate.countDown();
        Thread.interrupted();
    }

    /** Waits for the gate, whatever happens, then writes. */
    private void waitAndWrite(OutputStream out) throws IOException {
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                Await.open(gate);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            out.write(1);
        } catch (IOException e) {
            writing.set(e);
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void duringAStepWaitsForItAndFreesWhatTheStepsHold() throws Exception {
        Parts source = Parts.of(this::waitAndWrite, out -> out.write(1));
        SourceInputStream in = source.open();
        Running<Integer> reading = Running.blocked(() -> in.read());

        Running<Void> closing = Running.blocked(in::close);
        assertThat(source.closes()).isZero();
        gate.countDown();
        closing.result();

        assertThat(source.closes()).isEqualTo(1);
        assertThat(writing.get()).as("what the step's write got").hasMessageContaining("reader has closed");
        assertThat(reading.failure())
                .isInstanceOf(AsynchronousCloseException.class)
                .hasNoSuppressedExceptions();
        assertThatThrownBy(in::result)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("stopped after 0 bytes")
                .hasNoCause();
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void duringAStepThatThenWritesNoMoreIsNoEnd() throws Exception {
        StepwiseSource source = Parts.of(out -> {
            out.write(new byte[] {1, 2});
            Await.open(gate);
        });
        SourceInputStream in = source.open();
        Running<Integer> reading = Running.blocked(() -> in.read());
        Running<Void> closing = Running.blocked(in::close);

        gate.countDown();

        closing.result();
        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void duringAStepKeepsAFailureOfTheSourcesOwn() throws Exception {
        SQLException own = new SQLException("of its own");
        StepwiseSource source = Parts.of(out -> {
            Await.open(gate);
            throw own;
        });
        SourceInputStream in = source.open();
        Running<Integer> reading = Running.blocked(() -> in.read());
        Running<Void> closing = Running.blocked(in::close);

        gate.countDown();

        closing.result();
        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(in::result).hasCause(own);
    }

    @Test
    void givesUpOnAStepThatDoesNotEndAndSaysWhereItStands() throws Exception {
        Parts source = Parts.of((Part) this::waitAndWrite);
        SourceInputStream in = new SourceInputStream(new Pump(source, 1000, Duration.ofMillis(1)));
        Running<Integer> reading = Running.blocked(() -> in.read());

        IOException failure = catchThrowableOfType(IOException.class, in::close);

        assertThat(failure).hasMessageContaining("the source did not stop within");
        assertThat(failure.getCause())
                .hasMessageContaining(reading.thread().getName())
                .hasStackTraceContaining(Await.class.getName());
        assertThatThrownBy(in::close).as("again").hasMessageContaining("did not stop");
        gate.countDown();
        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(source.closes()).as("closed by the step's thread").isEqualTo(1);
        in.close();
    }

    @Test
    void waitsThoughTheCloserIsInterrupted() throws Exception {
        Parts source = Parts.of((Part) this::waitAndWrite);
        SourceInputStream in = source.open();
        Running<Integer> reading = Running.blocked(() -> in.read());
        Running<Boolean> closing = Running.blocked(() -> {
            Thread.currentThread().interrupt();
            in.close();
            return Thread.currentThread().isInterrupted() && source.closes() == 1;
        });

        gate.countDown();

        assertThat(closing.result()).as("flag kept and steps closed").isTrue();
        reading.failure();
    }

    @Test
    void doesNotInterruptTheStep() throws Exception {
        FutureTask<Boolean> flag = new FutureTask<>(() -> Thread.currentThread().isInterrupted());
        StepwiseSource source = Parts.of(out -> {
            Await.open(gate);
            flag.run();
        });
        SourceInputStream in = source.open();
        Running<Integer> reading = Running.blocked(() -> in.read());
        Running<Void> closing = Running.blocked(in::close);

        gate.countDown();

        closing.result();
        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(flag.get()).as("the interrupt flag in the step").isFalse();
    }

    @Test
    void nowInterruptsTheStepAndLeavesNoInterruptToTheReader() throws Exception {
        Parts source = Parts.of(out -> Await.open(gate));
        SourceInputStream in = source.open();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Running<Boolean> reading = Running.blocked(() -> {
            thrown.set(catchThrowableOfType(IOException.class, in::read));
            return Thread.currentThread().isInterrupted();
        });

        in.closeNow();

        assertThat(reading.result()).as("the reader's interrupt flag").isFalse();
        assertThat(thrown.get()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void nowLeavesNoInterruptOfAStepThatIgnoresIt() throws Exception {
        SourceInputStream in = Parts.of((Part) this::waitAndWrite).open();
        Running<Boolean> reading = Running.blocked(() -> {
            catchThrowableOfType(IOException.class, in::read);
            return Thread.currentThread().isInterrupted();
        });
        Running<Void> closing = Running.blocked(in::closeNow);

        gate.countDown();

        closing.result();
        assertThat(reading.result()).as("the reader's interrupt flag").isFalse();
    }

    @Test
    void nowInterruptsNobodyBetweenSteps() throws Exception {
        Parts source = Parts.of(out -> out.write(new byte[2]), out -> out.write(1));
        SourceInputStream in = source.open();
        in.read();

        in.closeNow();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void fromWithinAStepEndsItAtItsNextWrite() throws Exception {
        AtomicReference<SourceInputStream> self = new AtomicReference<>();
        Parts source = Parts.of(
                out -> {
                    out.write(new byte[2]);
                    self.get().close();
                    waitAndWrite(out);
                },
                out -> out.write(1));
        gate.countDown();
        SourceInputStream in = source.open();
        self.set(in);

        assertThatThrownBy(in::read).isInstanceOf(AsynchronousCloseException.class);

        assertThat(writing.get()).isNotNull();
        assertThat(source.closes()).isEqualTo(1);
        in.close();
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void fromWithinAStepThatReturnsFreesWhatTheStepsHold() throws Exception {
        AtomicReference<SourceInputStream> self = new AtomicReference<>();
        Parts source = Parts.of(out -> self.get().close(), out -> out.write(1));
        SourceInputStream in = source.open();
        self.set(in);

        assertThatThrownBy(in::read).isInstanceOf(AsynchronousCloseException.class);

        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void fromWithinAStepThrowsNothingUncheckedOutOfTheRead() throws Exception {
        AtomicReference<SourceInputStream> self = new AtomicReference<>();
        IllegalStateException unchecked = new IllegalStateException("close");
        Parts source = Parts.of(out -> self.get().close(), out -> {}).closing(() -> {
            throw unchecked;
        });
        SourceInputStream in = source.open();
        self.set(in);

        IOException failure = catchThrowableOfType(IOException.class, in::read);

        assertThat(failure)
                .isInstanceOf(AsynchronousCloseException.class)
                .hasStackTraceContaining("could not be freed");
        assertThat(failure.getSuppressed()[0]).hasCause(unchecked);
    }

    @Test
    void earlyTellsOfAFailureToFreeWhatTheStepsHold() throws Exception {
        IOException checked = new IOException("checked");
        assertThatThrownBy(() -> closeEarly(checked)).isSameAs(checked);

        for (Throwable failure :
                new Throwable[] {new IllegalStateException("unchecked"), new AssertionError("error")}) {
            assertThatThrownBy(() -> closeEarly(failure))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("could not be freed")
                    .hasMessageContaining(failure.getMessage())
                    .hasCause(failure);
        }
    }

    private static void closeEarly(Throwable failure) throws IOException {
        SourceInputStream in = Parts.of(out -> out.write(new byte[2]), out -> {})
                .closing(() -> {
                    if (failure instanceof IOException checked) {
                        throw checked;
                    }
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                })
                .open();
        in.read();
        in.close();
    }

    /** Steps should write nothing when they are closed; what they write then is refused, and that is no failure. */
    @Test
    void earlyIsNotDisturbedByStepsThatWriteWhenTheyAreClosed() throws Exception {
        StepwiseSource source = out -> new Steps() {
            @Override
            public boolean next() throws IOException {
                out.write(new byte[2]);
                return true;
            }

            @Override
            public void close() throws IOException {
                out.write(9);
            }
        };
        SourceInputStream in = source.open();
        in.read();

        in.close();
    }
}
