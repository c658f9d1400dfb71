package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sources that never come to an end, whatever they are told. */
@ExtendWith(NoLeakedThreads.class)
final class EndlessSourceTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
        Thread.interrupted();
    }

    /** Goes on until the test ends, through failed writes and interrupts. */
    private void writeOnAndOn(OutputStream out) {
        while (gate.getCount() > 0) {
            catchThrowable(() -> out.write(new byte[1000]));
            Thread.interrupted();
            running.countDown();
        }
    }

    /** Spins, without a write that could fail. */
    private void spin(OutputStream out) throws IOException {
        out.write(new byte[2]);
        running.countDown();
        while (gate.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static SourceInputStream piped(PushSource source, Duration longestStop) {
        return new SourceInputStream(new Pipe(source, Threads.PRODUCERS, Pipe.CAPACITY, longestStop));
    }

    @Test
    void thatSwallowsItsFailedWritesIsGivenUpAndNamed() throws Exception {
        SourceInputStream in = piped(this::writeOnAndOn, SHORT);
        assertThat(in.readNBytes(100_000)).hasSize(100_000);

        for (int i = 0; i < 2; i++) {
            IOException given = catchThrowableOfType(IOException.class, in::close);
            assertThat(given).hasMessageContaining("the source did not stop within");
            assertThat(given).hasStackTraceContaining("writeOnAndOn");
        }
        assertThatThrownBy(in::closeNow).hasMessageContaining("did not stop");
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void thatSpinsIsGivenUpAndNamed() throws Exception {
        SourceInputStream in = piped(this::spin, SHORT);
        in.read();
        Await.open(running);

        assertThat(catchThrowableOfType(IOException.class, in::close)).hasStackTraceContaining("spin");
        assertThatThrownBy(in::closeNow).hasMessageContaining("did not stop");
    }

    @Test
    void thatFinallyReturnsIsNoEndOfData() throws Exception {
        SourceInputStream in = piped(this::writeOnAndOn, SHORT);
        in.readNBytes(100_000);
        assertThatThrownBy(in::close).hasMessageContaining("did not stop");

        gate.countDown();
        Await.until("the source has stopped", () -> catchThrowable(in::close) == null);

        assertThatThrownBy(in::result)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("stopped after 100000 bytes");
    }

    @Test
    void inOneStepIsGivenUpAndNamed() throws Exception {
        StepwiseSource source = out -> () -> {
            writeOnAndOn(out);
            return true;
        };
        SourceInputStream in = new SourceInputStream(new Pump(source, 1000, SHORT));
        Running<Integer> reading = Running.start(() -> in.read());
        Await.open(running);

        assertThat(catchThrowableOfType(IOException.class, in::close)).hasStackTraceContaining("writeOnAndOn");
        assertThatThrownBy(in::closeNow).hasMessageContaining("did not stop");
        gate.countDown();

        assertThat(reading.failure()).isInstanceOf(AsynchronousCloseException.class);
    }

    /** Each step returns true, for more to come, but none writes anything. */
    private final StepwiseSource idle = out -> () -> {
        running.countDown();
        return gate.getCount() > 0;
    };

    @Test
    void inIdleStepsEndsWhenItIsClosed() throws Exception {
        SourceInputStream in = idle.open();
        Running<Integer> reading = Running.start(() -> in.read());
        Await.open(running);

        in.close();

        assertThat(reading.failure()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void inIdleStepsEndsWhenItsReaderIsInterruptedAndIsReadOn() throws Exception {
        try (SourceInputStream in = idle.open()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);

            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
            gate.countDown();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.result().bytes()).isZero();
        }
    }

    @Test
    void inStepsThatWriteIsReadByAnInterruptedThread() throws Exception {
        StepwiseSource source = out -> () -> {
            out.write(new byte[2]);
            return true;
        };
        try (SourceInputStream in = source.open()) {
            Thread.currentThread().interrupt();

            assertThat(in.read()).isZero();

            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
    }

    /** The fault may be that of a stream which returns nothing, time after time. */
    @Test
    void ofAStreamThatReadsNothingEndsWhenItsReaderIsInterrupted() throws Exception {
        PushSource source = PushSource.from(() -> new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] b, int off, int len) {
                return 0;
            }
        });
        try (SourceInputStream in = source.open()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        }
    }

    /** Freeing what the steps hold may take long: that is a part of closing, which can be cut short. */
    @Test
    void inItsClosingIsInterruptedOnRequest() throws Exception {
        StepwiseSource source = out -> new Steps() {
            @Override
            public boolean next() throws IOException {
                out.write(new byte[2]);
                return true;
            }

            @Override
            public void close() throws IOException {
                try {
                    Await.open(gate);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException("while it closed");
                }
            }
        };
        SourceInputStream in = new SourceInputStream(new Pump(source, 1000, Duration.ofSeconds(20)));
        in.read();
        Running<Void> closing = Running.blocked(in::close);
        assertThat(in.whereItStands()).hasMessageContaining(closing.thread().getName());

        in.closeNow();

        assertThat(closing.failure()).isInstanceOf(InterruptedIOException.class).hasMessage("while it closed");
    }
}
