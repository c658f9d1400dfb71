package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.FifoTimeoutException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that stands still is watched for its reader, which may be several sources away. */
@ExtendWith(NoLeakedThreads.class)
final class SourceWatchTest {

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final byte[] VALUE = new byte[1000];

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Duration> seen = new CopyOnWriteArrayList<>();
    private volatile Thread producer;

    /** A watch that looks often. */
    private static SourceWatch often(SourceWatch watch) {
        return withInterval(INTERVAL, watch);
    }

    private static SourceWatch withInterval(Duration interval, SourceWatch watch) {
        return new SourceWatch() {
            @Override
            public void standsStill(StandingSource source) throws IOException {
                watch.standsStill(source);
            }

            @Override
            public Duration interval() {
                return interval;
            }
        };
    }

    /** Writes half of the value, and the rest when the gate is open. */
    private final PushSource source = out -> {
        producer = Thread.currentThread();
        out.write(VALUE, 0, VALUE.length / 2);
        Await.open(gate);
        out.write(VALUE, VALUE.length / 2, VALUE.length / 2);
    };

    /** How it is read. */
    private enum Shape {
        DIRECTLY {
            @Override
            SourceInputStream open(PushSource source) {
                return source.open();
            }
        },
        BY_A_SOURCE_IN_STEPS {
            @Override
            SourceInputStream open(PushSource source) {
                return PushSource.from(source::open).open();
            }
        },
        BY_A_SOURCE_ON_A_THREAD_THAT_IS_READ_BY_ONE_IN_STEPS {
            @Override
            SourceInputStream open(PushSource source) {
                return PushSource.from(onAThread(source)::open).open();
            }
        },
        /** By a reader that did not watch then. */
        BEGUN_BEFORE {
            @Override
            SourceInputStream open(PushSource source) throws IOException {
                SourceInputStream begun = source.open();
                begun.start();
                return PushSource.from(begun).open();
            }
        };

        abstract SourceInputStream open(PushSource source) throws IOException;

        private static PushSource onAThread(PushSource source) {
            return out -> {
                try (SourceInputStream in = source.open()) {
                    in.transferTo(out);
                }
            };
        }
    }

    @AfterEach
    void open() {
        gate.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheWatchThrowsEndsTheReading(Shape shape) throws IOException {
        SourceInputStream in = shape.open(source);
        in.watch(often(this::refuseToWaitForTheProducer));

        assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasStackTraceContaining("in vain");

        gate.countDown();
        in.close();
    }

    /** Its reader runs on, and the source may wait for that. */
    @Test
    void aSourceThatIsWaitedForInVainDoesNotHoldUpTheOneThatReadsIt() throws IOException {
        SourceInputStream in = Shape.BY_A_SOURCE_IN_STEPS.open(source);
        in.watch(often(this::refuseToWaitForTheProducer));

        assertThatThrownBy(in::readAllBytes).hasStackTraceContaining("the source can't stop before its reader does");

        assertThat(producer.isAlive()).isTrue();
        gate.countDown();
        in.close();
    }

    @Test
    void whereItThrowsNothingReadingGoesOn() throws IOException {
        try (SourceInputStream in = Shape.BY_A_SOURCE_ON_A_THREAD_THAT_IS_READ_BY_ONE_IN_STEPS.open(source)) {
            in.watch(often(standing -> {
                if (standing.thread() == producer) {
                    seen.add(standing.time());
                }
                if (seen.size() == 2) {
                    gate.countDown();
                }
            }));

            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(2).isSorted();
        assertThat(seen.get(0)).isGreaterThanOrEqualTo(INTERVAL);
    }

    /** Those between it and the reader stand still as well. */
    private void refuseToWaitForTheProducer(StandingSource standing) throws IOException {
        if (standing.thread() == producer) {
            throw new IOException("in vain");
        }
    }

    @Test
    void aTimeLimitThatIsShorterHoldsWhileItIsWatched() throws IOException {
        try (SourceInputStream in = source.open()) {
            in.watch(standing -> seen.add(standing.time()));
            in.setTimeout(Duration.ofMillis(1));

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(FifoTimeoutException.class)
                    .hasMessage("no data within PT0.001S");

            assertThat(seen).isEmpty();
            gate.countDown();
        }
    }

    /** Each read has all of it. */
    @Test
    void soDoesALongerOne() throws IOException {
        Duration limit = INTERVAL.multipliedBy(5).dividedBy(2);
        try (SourceInputStream in = source.open()) {
            in.setTimeout(limit);
            in.watch(often(standing -> seen.add(standing.time())));
            in.readNBytes(VALUE.length / 2 - 1);
            Parking.awaitParked(producer);

            for (int i = 0; i < 2; i++) {
                seen.clear();
                assertThatThrownBy(in::read)
                        .isInstanceOf(FifoTimeoutException.class)
                        .hasMessage("no data within PT0.125S")
                        .cause()
                        .hasStackTraceContaining("Await.open");
                assertThat(seen).isNotEmpty();
            }
            gate.countDown();
        }
    }

    /** It waits again at the same place. */
    @Test
    void aReaderThatTriesAgainAfterItsLimitIsLookedAfter() throws IOException {
        try (SourceInputStream in = source.open()) {
            in.setTimeout(INTERVAL.multipliedBy(3).dividedBy(2));
            in.watch(often(this::refuseToWaitForTheProducer));
            in.readNBytes(VALUE.length / 2 - 1);

            assertThatThrownBy(() -> {
                        while (true) {
                            try {
                                in.read();
                            } catch (FifoTimeoutException again) {
                                // as it may
                            }
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("in vain");
            gate.countDown();
        }
    }

    @Test
    void anIntervalIsMoreThanZero() throws IOException {
        try (SourceInputStream in = source.open()) {
            for (Duration refused : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
                assertThatThrownBy(() -> in.watch(withInterval(refused, standing -> {})))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the interval of the watch is " + refused + ", must be more than zero");
            }
            assertThatThrownBy(() -> in.watch(withInterval(null, standing -> {})))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("interval");
            gate.countDown();
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
    }

    @Test
    void aSourceCanBeWaitedForFor292Years() throws IOException {
        try (SourceInputStream in = source.open()) {
            in.watch(often(standing -> {
                gate.countDown();
                assertThat(standing.awaitEnd(Duration.ofSeconds(Long.MAX_VALUE)))
                        .isTrue();
            }));

            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
    }

    /** It may be a thread of a pool, which does not end; and the waiting thread may be interrupted. */
    @Test
    void theEndOfTheSourceIsNotThatOfItsThread() throws IOException {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (SourceInputStream in = source.open(pool)) {
            in.watch(often(standing -> {
                assertThat(standing.awaitEnd(Duration.ofMillis(1))).isFalse();
                gate.countDown();
                Thread.currentThread().interrupt();
                assertThat(standing.awaitEnd(Duration.ofSeconds(20))).isTrue();
                assertThat(Thread.interrupted()).isTrue();
                seen.add(standing.time());
            }));

            assertThat(in.readAllBytes()).isEqualTo(VALUE);
            assertThat(seen).hasSize(1);
        } finally {
            pool.shutdown();
        }
    }

    /** A thread that has run a watched source, such as one of a pool, watches nothing afterwards. */
    @Test
    void theWatchEndsWithTheStep() throws IOException {
        try (SourceInputStream in =
                PushSource.from(() -> new ByteArrayInputStream(VALUE)).open()) {
            in.watch(standing -> seen.add(standing.time()));
            in.readAllBytes();
        }

        assertThat(Watching.here()).isNull();
    }
}
