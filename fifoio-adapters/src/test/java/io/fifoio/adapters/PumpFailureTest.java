package io.fifoio.adapters;

import static io.fifoio.adapters.PumpTest.LARGEST;
import static io.fifoio.adapters.PumpTest.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a reader gets if a step fails, or does what no step may do. */
@ExtendWith(NoLeakedThreads.class)
final class PumpFailureTest {

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void namesTheLimitAndTheWayRoundWhereAStepIsLarger() throws Exception {
        try (SourceInputStream in =
                open(Parts.of(out -> out.write(new byte[LARGEST]), out -> out.write(new byte[LARGEST + 1])))) {
            IncompleteStreamException failure = catchThrowableOfType(IncompleteStreamException.class, in::readAllBytes);

            assertThat(failure.getCause())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than " + LARGEST + " bytes")
                    .hasMessageContaining("open(Executor)")
                    .hasMessageContaining("source::writeTo");
        }
    }

    @Test
    void countsTheManyWritesOfOneStepTogether() throws Exception {
        try (SourceInputStream in = open(Parts.of(out -> {
            while (true) {
                out.write(1);
            }
        }))) {
            assertThatThrownBy(in::readAllBytes).rootCause().hasMessageContaining("more than " + LARGEST + " bytes");
        }
    }

    @Test
    void tellsAStepThatReadsItsOwnStream() throws Exception {
        AtomicReference<SourceInputStream> self = new AtomicReference<>();
        try (SourceInputStream in =
                Parts.of(out -> out.write(self.get().read())).open()) {
            self.set(in);

            assertThatThrownBy(in::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("a step of the source reads the stream that it feeds");
        }
    }

    @Test
    void namesStepsThatAreNull() throws Exception {
        StepwiseSource source = out -> null;
        try (SourceInputStream in = source.open()) {
            assertThatThrownBy(in::read).hasRootCauseMessage("the steps of the source");
        }
        assertThatThrownBy(() -> source.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the steps of the source");
    }

    /** {@code PrintStream} swallows what its target throws, and goes on. */
    @Test
    void tellsOfAHoleThatAStepSwallowed() throws Exception {
        Parts source = Parts.of(
                out -> {
                    new PrintStream(out, true).write(new byte[LARGEST + 100], 0, LARGEST + 100);
                },
                out -> out.write(1));
        try (SourceInputStream in = open(source)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasStackTraceContaining("more than " + LARGEST + " bytes");
        }
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void tellsOfAFailureBeforeTheFirstStepAndClosesNothing() throws Exception {
        IllegalStateException failure = new IllegalStateException("cannot begin");
        StepwiseSource source = out -> {
            out.write(new byte[3]);
            throw failure;
        };
        try (SourceInputStream in = source.open()) {
            assertThat(in.readNBytes(2)).hasSize(2);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IncompleteStreamException.class)
                        .cause()
                        .isSameAs(failure);
            }
            assertThatThrownBy(in::result).cause().isSameAs(failure);
        }
    }

    @Test
    void leavesTheInterruptOfAStepToItsReader() throws Exception {
        InterruptedException interrupt = new InterruptedException("while the step waited");
        try (SourceInputStream in = Parts.of(out -> {
                    throw interrupt;
                })
                .open()) {
            assertThatThrownBy(in::read).cause().isSameAs(interrupt);

            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        }
    }

    /** Only its cause is reported. */
    @Test
    void whatIsSuppressedInTheInterruptOfASourceThatAStepReadsIsKept() throws Exception {
        InterruptedException interrupt = new InterruptedException("of another thread");
        IncompleteStreamException failure = new IncompleteStreamException("a source within", interrupt);
        IOException second = new IOException("close");
        failure.addSuppressed(second);
        try (SourceInputStream in = Parts.of(out -> {
                    throw failure;
                })
                .open()) {
            assertThatThrownBy(in::read).cause().isSameAs(interrupt).hasSuppressedException(second);

            assertThat(Thread.interrupted()).as("the interrupt flag").isFalse();
        }
    }

    @Test
    void aFailureToFreeWhatTheStepsHoldIsAFailureBeforeTheEnd() throws Exception {
        IOException failure = new IOException("close");
        Parts source = Parts.of(out -> out.write(new byte[] {1, 2})).closing(() -> {
            throw failure;
        });
        try (SourceInputStream in = source.open()) {
            assertThat(in.read()).isEqualTo(1);
            assertThatThrownBy(in::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .cause()
                    .isSameAs(failure);
            assertThatThrownBy(in::result).cause().isSameAs(failure);
        }
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void aFailureToFreeWhatTheStepsHoldIsSuppressedInTheFirst() throws Exception {
        IOException failure = new IOException("step");
        IllegalStateException second = new IllegalStateException("close");
        Parts source = Parts.of(out -> {
                    throw failure;
                })
                .closing(() -> {
                    throw second;
                });
        try (SourceInputStream in = source.open()) {
            assertThatThrownBy(in::read).cause().isSameAs(failure);
        }
        assertThat(failure.getSuppressed()).containsExactly(second);
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void takesStepsThatThrowTheSameExceptionAgainWhenTheyAreClosed() throws Exception {
        IOException failure = new IOException("the same one");
        Parts source = Parts.of(out -> {
                    throw failure;
                })
                .closing(() -> {
                    throw failure;
                });
        try (SourceInputStream in = source.open()) {
            assertThatThrownBy(in::read).cause().isSameAs(failure);
        }
        assertThatThrownBy(() -> source.writeTo(new ByteArrayOutputStream()))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
    }
}
