package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.FifoTimeoutException;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers that ask for odd things, and two readers where only one is allowed. */
@ExtendWith(NoLeakedThreads.class)
final class MisusedStreamTest {

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAreNoneStartNothing(Engines engine) throws Exception {
        AtomicInteger starts = new AtomicInteger();
        PushSource source = out -> starts.incrementAndGet();
        try (SourceInputStream in = engine.open(source)) {
            assertThat(in.read(new byte[0])).isZero();
            assertThat(in.read(new byte[3], 3, 0)).isZero();
            assertThat(in.skip(0)).isZero();
            assertThat(in.skip(-5)).isZero();
            in.skipNBytes(-5);
            assertThat(in.readNBytes(0)).isEmpty();
            assertThat(in.readNBytes(new byte[3], 3, 0)).isZero();
            assertThat(in.available()).isZero();
            assertThat(starts).hasValue(0);

            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.skip(5)).isZero();
            assertThat(in.read(new byte[0])).isZero();
            assertThat(starts).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSkippedCountsAsRead(Engines engine) throws Exception {
        PushSource source = out -> out.write(new byte[10]);
        try (SourceInputStream in = engine.open(source).digest("MD5")) {
            in.skipNBytes(10);
            assertThat(in.result().bytes()).isEqualTo(10);
            assertThatThrownBy(() -> in.skipNBytes(1)).isInstanceOf(IOException.class);
            assertThat(in.result().digest("MD5")).hasSize(16);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoThatReadAtOnceAreTold(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(1);
            Await.open(gate);
            out.write(new byte[9]);
        };
        try (SourceInputStream in = engine.open(source)) {
            Running<byte[]> first = Running.blocked(in::readAllBytes);

            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("two threads read at one");

            gate.countDown();
            assertThat(first.failure())
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("two threads read at one");
            assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneAfterTheOtherIsWell(Engines engine) throws Exception {
        PushSource source = Parts.of(out -> out.write(new byte[5]), out -> out.write(new byte[5]));
        try (SourceInputStream in = engine.open(source)) {
            for (int i = 0; i < 10; i++) {
                assertThat(Running.start(() -> in.read()).result()).isZero();
            }
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.result().bytes()).isEqualTo(10);
        }
    }

    @Test
    void anExecutorThatNeverRunsItIsWaitedForNoLongerThanTheLimit() throws Exception {
        PushSource source = out -> out.write(1);
        try (SourceInputStream in = source.open(new ArrayDeque<Runnable>()::add)) {
            in.setTimeout(Duration.ofMillis(1));

            assertThatThrownBy(in::read).isInstanceOf(FifoTimeoutException.class);
            assertThatThrownBy(in::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("stopped after 0 bytes");
        }
    }

    @Test
    void anExecutorThatNeverRunsItIsWaitedForUntilAnotherThreadCloses() throws Exception {
        PushSource source = out -> out.write(1);
        SourceInputStream in = source.open(new ArrayDeque<Runnable>()::add);
        Running<Integer> reading = Running.blocked(() -> in.read());

        in.close();

        assertThat(reading.failure()).isInstanceOf(ClosedChannelException.class);
    }

    /** What has never begun has not been read, whatever is tried after the close. */
    @ParameterizedTest
    @EnumSource
    void aReadAfterTheCloseChangesNothing(Engines engine) throws Exception {
        PushSource source = out -> out.write(1);
        SourceInputStream in = engine.open(source);
        in.close();

        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> in.skip(1)).isInstanceOf(ClosedChannelException.class);

        assertThatThrownBy(in::result).hasMessage("the source was never read");
    }
}
