package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.FifoTimeoutException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that read in several parts, and are given up between two of them. */
@ExtendWith(NoLeakedThreads.class)
final class ReadInPartsTest {

    private static final int HALF = 1000;

    /** All except the byte that is held back. */
    private static final int THERE = HALF - 1;

    private static final byte[] PAYLOAD = Payload.ofSize(2 * HALF);
    private static final String SEED = "payload seed " + Payload.SEED;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
        Thread.interrupted();
    }

    /** In two steps, the second one when the gate is open: it leaves an interrupt to the reader. */
    private final StepwiseSource source = out -> new Steps() {

        private boolean begun;

        @Override
        public boolean next() throws Exception {
            if (!begun) {
                begun = true;
                out.write(PAYLOAD, 0, HALF);
                out.flush();
                return true;
            }
            if (Thread.currentThread().isInterrupted()) {
                return true;
            }
            Await.open(gate);
            out.write(PAYLOAD, HALF, HALF);
            return false;
        }
    };

    private SourceInputStream open(Engines engine) throws Exception {
        SourceInputStream in = engine.open(source).digest("MD5");
        in.start();
        while (in.available() < THERE) {
            Thread.yield();
        }
        return in;
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws Exception;
    }

    private void interruptAfterTheFirstHalf(Reading reading) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = catchThrowableOfType(InterruptedIOException.class, reading::run);
        gate.countDown();
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(interrupted.bytesTransferred).isEqualTo(THERE);
    }

    @ParameterizedTest
    @EnumSource
    void intoAnArrayAreGoneOnWith(Engines engine) throws Exception {
        byte[] read = new byte[PAYLOAD.length];
        try (SourceInputStream in = open(engine)) {
            interruptAfterTheFirstHalf(() -> in.readNBytes(read, 0, read.length));

            assertThat(in.readNBytes(read, THERE, read.length - THERE)).isEqualTo(HALF + 1);
            assertThat(read).as(SEED).isEqualTo(PAYLOAD);
            assertThat(in.result().bytes()).isEqualTo(PAYLOAD.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatPassOnAreGoneOnWith(Engines engine) throws Exception {
        ByteArrayOutputStream passedOn = new ByteArrayOutputStream();
        try (SourceInputStream in = open(engine)) {
            interruptAfterTheFirstHalf(() -> in.transferTo(passedOn));

            assertThat(in.transferTo(passedOn)).isEqualTo(HALF + 1);
            assertThat(passedOn.toByteArray()).as(SEED).isEqualTo(PAYLOAD);
            assertThat(in.result().bytes()).isEqualTo(PAYLOAD.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatSkipAreGoneOnWith(Engines engine) throws Exception {
        try (SourceInputStream in = open(engine)) {
            interruptAfterTheFirstHalf(() -> in.skip(PAYLOAD.length));

            assertThat(in.skip(PAYLOAD.length)).isEqualTo(HALF + 1);
            assertThat(in.result().bytes()).isEqualTo(PAYLOAD.length);
            assertThat(in.result().digest("MD5")).hasSize(16);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatSkipAllAreGoneOnWith(Engines engine) throws Exception {
        try (SourceInputStream in = open(engine)) {
            interruptAfterTheFirstHalf(() -> in.skipNBytes(PAYLOAD.length));

            in.skipNBytes(HALF + 1);
            assertThat(in.result().bytes()).isEqualTo(PAYLOAD.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void intoAnArrayOfTheirOwnTellWhatTheyLose(Engines engine) throws Exception {
        try (SourceInputStream in = open(engine)) {
            interruptAfterTheFirstHalf(() -> in.readNBytes(PAYLOAD.length));

            assertThat(in.readNBytes(PAYLOAD.length))
                    .as(SEED)
                    .isEqualTo(Arrays.copyOfRange(PAYLOAD, THERE, PAYLOAD.length));
            assertThat(in.result().bytes()).as("lost ones too").isEqualTo(PAYLOAD.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAllThereIsTellWhatTheyLose(Engines engine) throws Exception {
        try (SourceInputStream in = open(engine)) {
            interruptAfterTheFirstHalf(in::readAllBytes);

            assertThat(in.readAllBytes()).as(SEED).isEqualTo(Arrays.copyOfRange(PAYLOAD, THERE, PAYLOAD.length));
            assertThat(in.result().bytes()).as("lost ones too").isEqualTo(PAYLOAD.length);
        }
    }

    @Test
    void tellHowFarTheyCameWithinALimit() throws Exception {
        byte[] read = new byte[PAYLOAD.length];
        try (SourceInputStream in = open(Engines.PIPE)) {
            in.setTimeout(Duration.ofMillis(1));
            FifoTimeoutException late =
                    catchThrowableOfType(FifoTimeoutException.class, () -> in.readNBytes(read, 0, read.length));
            gate.countDown();
            assertThat(late.bytesTransferred).isEqualTo(THERE);

            in.setTimeout(Duration.ZERO);
            in.readNBytes(read, THERE, read.length - THERE);
            assertThat(read).as(SEED).isEqualTo(PAYLOAD);
        }
    }

    /** It is the target that was interrupted: it has accepted this many of the bytes that it was given. */
    @ParameterizedTest
    @EnumSource
    void passOnWhatTheTargetThrowsAsItIs(Engines engine) throws Exception {
        InterruptedIOException interrupted = new InterruptedIOException("the target's");
        interrupted.bytesTransferred = 7;
        OutputStream target = new OutputStream() {
            @Override
            public void write(int b) throws InterruptedIOException {
                throw interrupted;
            }
        };
        gate.countDown();
        try (SourceInputStream in = open(engine)) {
            assertThatThrownBy(() -> in.transferTo(target)).isSameAs(interrupted);
        }
        assertThat(interrupted.bytesTransferred).isEqualTo(7);
    }
}
