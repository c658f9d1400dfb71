package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that write almost nothing, swallow failures, or go on writing when they should not. */
@ExtendWith(NoLeakedThreads.class)
final class OddSourceTest {

    private static final int MORE_THAN_THE_PAIR_HOLDS = 200_000;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    @Test
    void writesNothingIsAnEmptyStream() throws Exception {
        PushSource empty = out -> {};
        try (SourceInputStream in = empty.open()) {
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.result().bytes()).isZero();
        }
    }

    @Test
    void failsBeforeItWritesNeverLooksEmpty() throws Exception {
        IOException failure = new IOException("nothing there");
        PushSource source = out -> {
            throw failure;
        };
        try (SourceInputStream in = source.open()) {
            assertThatThrownBy(in::read).cause().isSameAs(failure);
            assertThatThrownBy(in::result).cause().isSameAs(failure);
        }
    }

    @Test
    void writesOneByteAndFailsGivesNoByte() throws Exception {
        IOException failure = new IOException("after one byte");
        PushSource source = out -> {
            out.write(7);
            out.flush();
            out.close();
            throw failure;
        };
        try (SourceInputStream in = source.open()) {
            assertThatThrownBy(in::read).cause().isSameAs(failure);
        }
    }

    /** {@code PrintStream} swallows what its target throws, and goes on. */
    @Test
    void swallowsAFailedWriteAndGoesOnIsNotWhole() throws Exception {
        CountDownLatch swallowed = new CountDownLatch(1);
        Watched source = new Watched(out -> {
            PrintStream print = new PrintStream(out);
            print.write(new byte[MORE_THAN_THE_PAIR_HOLDS], 0, MORE_THAN_THE_PAIR_HOLDS);
            Thread.interrupted();
            swallowed.countDown();
            print.print("the end");
        });
        try (SourceInputStream in = source.open()) {
            in.read();
            Parking.awaitParked(source.thread());
            source.thread().interrupt();
            Await.open(swallowed);

            IncompleteStreamException failure = catchThrowableOfType(IncompleteStreamException.class, in::readAllBytes);

            assertThat(failure).hasStackTraceContaining(InterruptedIOException.class.getName());
            assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
        }
    }

    /** What it meant to write there is missing, whoever is to blame. */
    @ParameterizedTest
    @EnumSource
    void swallowsThatAWriteWasWrongIsNotWhole(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(1);
            catchThrowable(() -> out.write(new byte[5], -1, 2));
            out.write(2);
        };
        try (SourceInputStream in = engine.open(source)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void leavesAThreadThatWritesOnAfterItReturnedChangesNothing() throws Exception {
        AtomicReference<Throwable> late = new AtomicReference<>();
        AtomicReference<Thread> left = new AtomicReference<>();
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            left.set(new Thread(
                    () -> late.set(catchThrowableOfType(IOException.class, () -> {
                        Await.open(gate);
                        out.write(4);
                    })),
                    "late"));
            left.get().start();
        };
        try (SourceInputStream in = source.open()) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
            gate.countDown();
            left.get().join();

            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.result().bytes()).isEqualTo(3);
        }
    }

    @Test
    void fillsThePairToTheByteIsWhole() throws Exception {
        for (int size : new int[] {1, 2, 65_535, 65_536, 65_537, 65_538}) {
            byte[] payload = Payload.ofSize(size);
            PushSource source = out -> out.write(payload);
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try (SourceInputStream in = source.open()) {
                in.transferTo(read);
                assertThat(in.result().bytes()).isEqualTo(size);
            }
            assertThat(Arrays.equals(read.toByteArray(), payload))
                    .as("size %d, seed %d", size, Payload.SEED)
                    .isTrue();
        }
    }
}
