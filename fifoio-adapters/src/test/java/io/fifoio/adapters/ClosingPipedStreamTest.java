package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.BrokenPipeException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.DeafSource;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.AsynchronousCloseException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How closing a stream stops its source if that runs on a thread of its own. */
@ExtendWith(NoLeakedThreads.class)
final class ClosingPipedStreamTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    private static SourceInputStream open(PushSource source, Duration longestStop) {
        return new SourceInputStream(new Pipe(source, Threads.PRODUCERS, Pipe.CAPACITY, longestStop));
    }

    @Test
    void namesTheLineWhereASourceStandsThatDoesNotStop() throws Exception {
        Watched source = new Watched(new DeafSource(gate));
        SourceInputStream in = open(source, Duration.ofMillis(1));
        in.read();
        Parking.awaitParked(source.thread());

        IOException failure = catchThrowableOfType(IOException.class, in::close);

        assertThat(failure).hasMessageContaining("did not stop within");
        assertThat(failure.getCause())
                .hasMessageContaining(source.thread().getName())
                .hasMessageContaining("fifoio-producer-");
        assertThat(failure.getCause().getStackTrace())
                .as("where it stands")
                .anyMatch(frame -> frame.getMethodName().equals("open")
                        && frame.getClassName().equals(Await.class.getName()));
        gate.countDown();
        assertThat(source.thrown()).isNull();
    }

    @Test
    void aSecondTimeStillTellsThatTheSourceRuns() throws Exception {
        SourceInputStream in = open(new DeafSource(gate), Duration.ofMillis(1));
        in.read();
        assertThatThrownBy(in::close).isInstanceOf(IOException.class);

        assertThatThrownBy(in::close).isInstanceOf(IOException.class);
    }

    @Test
    void aSecondTimeDoesNothingOnceTheSourceHasStopped() throws Exception {
        SourceInputStream in = open(out -> out.write(1), Duration.ofSeconds(10));
        in.read();
        in.close();

        in.close();
    }

    @Test
    void keepsAFailureOfTheSourcesOwnThatMetTheBrokenPipeOnItsWayOut() throws Exception {
        SQLException own = new SQLException("of its own");
        SourceInputStream in = open(
                out -> {
                    out.write(new byte[2]);
                    try (OutputStream buffered = new BufferedOutputStream(out)) {
                        Await.open(gate);
                        buffered.write(3);
                        throw own;
                    }
                },
                Duration.ofSeconds(10));
        in.read();
        FutureTask<Void> closing = new FutureTask<>(() -> {
            in.close();
            return null;
        });
        Thread closer = new Thread(closing);
        closer.start();
        Parking.awaitParked(closer);
        gate.countDown();
        closing.get();
        closer.join();

        assertThat(own.getSuppressed()).as("met on the way out").hasExactlyElementsOfTypes(BrokenPipeException.class);
        assertThatThrownBy(in::result).hasCause(own);
    }

    @Test
    void doesNotInterruptTheSource() throws Exception {
        Watched source = new Watched(new DeafSource(gate));
        SourceInputStream in = open(source, Duration.ofMillis(1));
        in.read();
        Parking.awaitParked(source.thread());
        assertThatThrownBy(in::close).isInstanceOf(IOException.class);

        gate.countDown();

        assertThat(source.thrown()).as("what the source got").isNull();
    }

    @Test
    void nowInterruptsTheSource() throws Exception {
        Watched source = new Watched(new DeafSource(gate));
        SourceInputStream in = source.open();
        in.read();
        Parking.awaitParked(source.thread());

        in.closeNow();

        assertThat(source.ended()).as("ended when closeNow() returned").isTrue();
        assertThat(source.thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void nowInterruptsTheSourceThatAnEarlierCloseGaveUpOn() throws Exception {
        Watched source = new Watched(new DeafSource(gate));
        SourceInputStream in = open(source, Duration.ofMillis(1));
        in.read();
        Parking.awaitParked(source.thread());
        assertThatThrownBy(in::close).isInstanceOf(IOException.class);

        try {
            in.closeNow();
        } catch (IOException notWithinAMillisecond) {
            // The interrupt is what counts here.
        }

        assertThat(source.thrown()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void nowLeavesNoInterruptBehindOnAThreadThatGoesOn() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        FutureTask<Boolean> flagAfterTheTask =
                new FutureTask<>(() -> Thread.currentThread().isInterrupted());
        PushSource stubborn = out -> {
            out.write(new byte[2]);
            reached.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        };
        SourceInputStream in = stubborn.open(task -> new Thread(
                        () -> {
                            task.run();
                            flagAfterTheTask.run();
                        },
                        "goes on")
                .start());
        in.read();
        Await.open(reached);

        in.closeNow();

        assertThat(flagAfterTheTask.get(20, TimeUnit.SECONDS))
                .as("interrupt flag after the task")
                .isFalse();
    }

    @Test
    void waitsForItsSourceThoughTheCloserIsInterrupted() throws Exception {
        Watched source = new Watched(out -> {
            try {
                out.write(new byte[MORE_THAN_THE_PAIR_HOLDS]);
            } finally {
                Await.open(gate);
            }
        });
        SourceInputStream in = source.open();
        in.read();
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            in.close();
            return source.ended() && Thread.currentThread().isInterrupted();
        });
        Thread closer = new Thread(closing, "closer");
        closer.start();
        Parking.awaitParked(source.thread());
        Parking.awaitParked(closer);

        gate.countDown();

        assertThat(closing.get(20, TimeUnit.SECONDS))
                .as("the source has ended and the closer's flag is kept")
                .isTrue();
    }

    @Test
    void endsAReadThatWaits() throws Exception {
        SourceInputStream in = new DeafSource(gate).open();
        FutureTask<Throwable> reading =
                new FutureTask<>(() -> catchThrowableOfType(IOException.class, in::readAllBytes));
        Thread reader = new Thread(reading, "reader");
        reader.start();
        Parking.awaitParked(reader);

        gate.countDown();
        in.close();

        // Whether the end or the close comes first depends on the scheduler.
        Throwable thrown = reading.get(20, TimeUnit.SECONDS);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    void byTheSourceItselfDoesNotWaitForItself() throws Exception {
        AtomicReference<SourceInputStream> self = new AtomicReference<>();
        Watched source = new Watched(out -> {
            out.write(new byte[2]);
            self.get().close();
            out.write(new byte[2]);
        });
        SourceInputStream in = source.open();
        self.set(in);

        assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);

        assertThat(source.thrown()).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void inTheMiddleOfManySmallWritesStopsTheSource() throws Exception {
        Watched source = new Watched(out -> {
            while (true) {
                out.write(1);
                out.flush();
            }
        });
        SourceInputStream in = source.open();
        in.readNBytes(100_000);

        in.close();

        assertThat(source.ended()).isTrue();
        assertThat(source.thrown()).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void isNoticedByAnEmptyWriteToo() throws Exception {
        Watched source = new Watched(out -> {
            out.write(new byte[2]);
            while (true) {
                out.write(new byte[0]);
            }
        });
        SourceInputStream in = source.open();
        in.read();

        in.close();

        assertThat(source.thrown()).isInstanceOf(BrokenPipeException.class);
    }
}
