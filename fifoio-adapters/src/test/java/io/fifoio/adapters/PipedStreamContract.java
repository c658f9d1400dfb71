package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.BrokenPipeException;
import io.fifoio.FifoTimeoutException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.Parking;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a stream whose source runs on a thread of its own promises in addition: one waits for the other. One subclass
 * for each kind of source, stepwise or not; a stepwise one has a subclass of {@link OpenedStreamContract} too.
 */
public abstract class PipedStreamContract extends OpenedStreamContract {

    private final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public final SourceInputStream open(PushSource source) {
        return source.open(Threads.PRODUCERS);
    }

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    @Test
    void runsItsSourceOnAnotherThread() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        try (SourceInputStream in = open(source)) {
            in.read();

            assertThat(source.thread()).isNotSameAs(Thread.currentThread());
            assertThat(source.thread().getName()).startsWith("fifoio-producer-");
        }
    }

    @Test
    void holdsTheLastByteBackUntilTheSourceReturned() throws Exception {
        byte[] whole = Payload.writtenBy(closingSource(Probe.QUIET));
        Watched source = new Watched(closingSource(Probe.waiting(Point.END, gate)));
        try (SourceInputStream in = open(source)) {
            byte[] read = in.readNBytes(whole.length - 1);
            Parking.awaitParked(source.thread());

            assertThat(in.available()).isZero();
            assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);

            gate.countDown();
            assertThat(in.read()).isEqualTo(whole[whole.length - 1] & 0xff);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(read).as(SEED).isEqualTo(Arrays.copyOf(whole, whole.length - 1));
        }
    }

    @Test
    void stopsASourceThatWaitsForItsReader() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));

        try (SourceInputStream in = open(source)) {
            assertThat(in.read()).isNotNegative();
            Parking.awaitParked(source.thread());
        }

        assertThat(source.ended()).as("ended when close() returned").isTrue();
        assertThat(source.thrown()).hasStackTraceContaining(BrokenPipeException.class.getName());
    }

    @Test
    void stopsASourceThatWaitsForAReaderThatNeverCloses() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));

        assertThatThrownBy(() -> feed(source, InputStream::read)).isInstanceOf(IncompleteStreamException.class);

        assertThat(source.thrown()).hasStackTraceContaining(BrokenPipeException.class.getName());
    }

    @Test
    void waitsForASourceThatIgnoresInterrupts() throws Exception {
        CountDownLatch middle = new CountDownLatch(1);
        Watched source = Watched.of(source(point -> {
            if (point == Point.MIDDLE) {
                middle.countDown();
                while (gate.getCount() > 0) {
                    Thread.onSpinWait();
                }
            }
        }));
        SourceInputStream in = open(source);
        Running<byte[]> reading = Running.start(in::readAllBytes);
        Await.open(middle);

        Running<Void> closing = Running.blocked(in::closeNow);
        assertThat(source.ended()).isFalse();
        gate.countDown();
        closing.result();

        assertThat(source.ended()).as("ended when closeNow() returned").isTrue();
        assertThat(reading.failure()).isInstanceOf(java.nio.channels.ClosedChannelException.class);
    }

    @Test
    void isReadOnAfterTheReaderWasInterrupted() throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (SourceInputStream in = open(source(Probe.waiting(Point.MIDDLE, gate)))) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    catchThrowableOfType(InterruptedIOException.class, () -> in.transferTo(read));
            boolean flag = Thread.interrupted();

            assertThat(interrupted).isNotNull();
            assertThat(flag).as("the interrupt flag").isTrue();
            gate.countDown();
            in.transferTo(read);
            assertThat(read.toByteArray()).as(SEED).isEqualTo(whole());
            assertThat(in.result().bytes()).isEqualTo(read.size());
        } finally {
            Thread.interrupted();
            gate.countDown();
        }
    }

    @Test
    void isReadOnAfterATimeLimitHasPassed() throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (SourceInputStream in = open(source(Probe.waiting(Point.MIDDLE, gate)))) {
            in.setTimeout(Duration.ofMillis(1));
            assertThatThrownBy(() -> {
                        while (true) {
                            read.write(in.readNBytes(1));
                        }
                    })
                    .isInstanceOf(FifoTimeoutException.class);

            in.setTimeout(Duration.ZERO);
            gate.countDown();
            in.transferTo(read);
            assertThat(read.toByteArray()).as(SEED).isEqualTo(whole());
        }
    }
}
