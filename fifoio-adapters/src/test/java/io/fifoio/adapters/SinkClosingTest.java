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
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing a stream whose sink does not stop, or not at once. */
@ExtendWith(NoLeakedThreads.class)
final class SinkClosingTest {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void openGate() {
        gate.countDown();
        Thread.interrupted();
    }

    /** Notices neither the end nor an interrupt. */
    private int deaf(InputStream in) throws IOException {
        in.read();
        begun.countDown();
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                Await.open(gate);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ended.set(true);
        return interrupted ? -1 : 1;
    }

    private SinkOutputStream<Integer> impatient() {
        return SinkOutputStream.to(this::deaf, Threads.CONSUMERS, Duration.ofMillis(1));
    }

    @Test
    void givesUpOnASinkThatIgnoresEverythingAndSaysWhereItStands() throws Exception {
        SinkOutputStream<Integer> out = impatient();
        out.write(new byte[2]);
        Await.open(begun);

        IOException failure = catchThrowableOfType(IOException.class, out::close);

        assertThat(failure).hasMessageContaining("the sink did not stop within");
        assertThat(failure.getCause())
                .hasMessageContaining("fifoio-consumer-")
                .hasStackTraceContaining(Await.class.getName());
        assertThatThrownBy(out::close).as("again").hasMessageContaining("did not stop");
        gate.countDown();
        Await.until("the sink ends", ended::get);
    }

    @Test
    void waitsForASinkThatWasPromisedTheWholeAsLongAsItWorks() throws Exception {
        SinkOutputStream<Integer> out = impatient();
        out.write(1);
        out.complete();
        Running<Void> closing = Running.blocked(out::close);
        assertThat(ended).isFalse();

        gate.countDown();

        closing.result();
        assertThat(ended).isTrue();
        assertThat(out.result()).as("not interrupted").isEqualTo(1);
    }

    @Test
    void tellsOfTheInterruptFirstAndThenOfTheSinkThatDoesNotStop() throws Exception {
        SinkOutputStream<Integer> out = impatient();
        out.write(new byte[2]);
        out.complete();
        Await.open(begun);
        Thread.currentThread().interrupt();

        InterruptedIOException failure = catchThrowableOfType(InterruptedIOException.class, out::close);

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).hasMessageContaining("did not stop");
    }

    @Test
    void tellsOfTheTimeLimitFirstAndCutsTheSinkOff() throws Exception {
        SinkOutputStream<Integer> out = SinkOutputStream.to(in -> {
            Await.open(gate);
            return in.readAllBytes().length;
        });
        out.write(new byte[2]);
        out.complete();
        out.setTimeout(Duration.ofMillis(1));
        Running<IOException> closing = Running.blocked(() -> catchThrowableOfType(IOException.class, out::close));

        Await.until("the limit has passed", () -> closing.thread().getState() == Thread.State.TIMED_WAITING);
        gate.countDown();

        assertThat(closing.result())
                .satisfiesAnyOf(
                        failure -> assertThat(failure).hasMessageContaining("did not end within"),
                        failure -> assertThat(failure).as("the gate was faster").isNull());
        out.close();
    }

    @Test
    void afterAnInterruptCutsOffASinkThatReads() throws Exception {
        SinkOutputStream<Integer> out = SinkOutputStream.to(in -> {
            begun.countDown();
            Await.open(gate);
            return in.readAllBytes().length;
        });
        out.write(new byte[2]);
        out.complete();
        Await.open(begun);
        Running<Throwable> closing = Running.blocked(() -> {
            Thread.currentThread().interrupt();
            return catchThrowableOfType(IOException.class, out::close);
        });

        gate.countDown();

        assertThat(closing.result()).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(out::result)
                .as("what the sink got")
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the sink failed after 0 bytes");
    }

    @Test
    void withoutThePromiseWaitsForTheSinkToNotice() throws Exception {
        SinkOutputStream<Integer> out = SinkOutputStream.to(this::deaf);
        out.write(new byte[2]);
        Await.open(begun);
        Running<Throwable> closing = Running.blocked(() -> catchThrowableOfType(IOException.class, out::close));
        assertThat(ended).isFalse();

        gate.countDown();

        assertThat(closing.result()).isInstanceOf(IncompleteStreamException.class);
        assertThat(ended).isTrue();
    }

    @Test
    void byTheSinkItselfDoesNotWaitForItself() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        AtomicReference<SinkOutputStream<?>> self = new AtomicReference<>();
        SinkOutputStream<Throwable> out = SinkOutputStream.to(in -> {
            Await.open(written);
            return catchThrowableOfType(IOException.class, () -> self.get().close());
        });
        self.set(out);
        out.write(new byte[2]);
        out.complete();
        written.countDown();

        assertThatThrownBy(out::result).isInstanceOf(IncompleteStreamException.class);
        out.close();
    }

    @Test
    void theSinkIsToldThatItWaitsForItselfAndNothingIsLost() throws Exception {
        AtomicReference<SinkOutputStream<?>> self = new AtomicReference<>();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        try (SinkOutputStream<Integer> out = SinkOutputStream.to(in -> {
            Await.open(gate);
            refusal.set(catchThrowable(() -> self.get().result()));
            return in.readAllBytes().length;
        })) {
            self.set(out);
            out.write(new byte[2]);
            out.complete();
            gate.countDown();
            Await.until("the sink has asked for its result", () -> refusal.get() != null);

            out.write(3);

            assertThat(out.result()).isEqualTo(3);
        }
        assertThat(refusal.get())
                .isInstanceOf(IOException.class)
                .hasMessage("the sink waits for its own end: result() or close() was called on its thread");
    }
}
