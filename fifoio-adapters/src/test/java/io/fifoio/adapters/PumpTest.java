package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source that is written in steps, on the reading thread. */
@ExtendWith(NoLeakedThreads.class)
final class PumpTest {

    static final int LARGEST = 1000;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    /** A step of this one may write {@link #LARGEST} bytes. */
    static SourceInputStream open(StepwiseSource source) {
        return new SourceInputStream(new Pump(source, LARGEST, Duration.ofSeconds(10)));
    }

    @Test
    void stepsOnTheThreadThatReads() throws Exception {
        List<Thread> steppers = new ArrayList<>();
        StepwiseSource source = Parts.of(
                out -> {
                    steppers.add(Thread.currentThread());
                    out.write(new byte[2]);
                },
                out -> {
                    steppers.add(Thread.currentThread());
                    out.write(new byte[2]);
                });
        try (SourceInputStream in = source.open()) {
            in.read();
            Running<Integer> other = Running.start(() -> in.read());
            other.result();

            assertThat(steppers).containsExactly(Thread.currentThread(), other.thread());
        }
    }

    @Test
    void stepsNoFartherThanTheReaderNeeds() throws Exception {
        List<Integer> begun = new ArrayList<>();
        StepwiseSource source = out -> () -> {
            begun.add(begun.size());
            out.write(new byte[10]);
            return true;
        };
        try (SourceInputStream in = source.open()) {
            assertThat(in.read(new byte[100])).isEqualTo(9);
            assertThat(begun).hasSize(1);
            assertThat(in.available()).as("the last byte is held back").isZero();

            assertThat(in.read(new byte[3])).isEqualTo(3);
            assertThat(begun).hasSize(2);
            assertThat(in.available()).isEqualTo(7);
        }
    }

    @Test
    void holdsTheLastByteBackUntilAStepHasSaidThatThisWasAll() throws Exception {
        List<String> calls = new ArrayList<>();
        Parts source = Parts.of(out -> out.write(new byte[] {1, 2}), out -> calls.add("said so"))
                .closing(() -> calls.add("closed"));
        try (SourceInputStream in = source.open()) {
            assertThat(in.read()).isEqualTo(1);
            assertThat(calls).isEmpty();
            assertThat(in.available()).isZero();
            assertThatThrownBy(in::result).hasMessageContaining("stopped after 1 bytes");

            assertThat(in.read()).isEqualTo(2);
            assertThat(calls).containsExactly("said so", "closed");
            assertThat(in.result().bytes()).isEqualTo(2);
        }
        assertThat(source.closes()).isEqualTo(1);
    }

    @Test
    void goesOnThroughStepsThatWriteNothing() throws Exception {
        StepwiseSource source = Parts.of(
                out -> {},
                OutputStream::flush,
                out -> out.write(new byte[0]),
                out -> out.write(7),
                out -> {},
                OutputStream::close);
        try (SourceInputStream in = source.open()) {
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void anEmptySourceIsAnEmptyStream() throws Exception {
        try (SourceInputStream in = Parts.of(out -> {}).open()) {
            assertThat(in.read(new byte[10])).isEqualTo(-1);
            assertThat(in.result().bytes()).isZero();
        }
    }

    @Test
    void takesAStepOfTheLargestSizeAfterAByteThatWasHeldBack() throws Exception {
        byte[] largest = Payload.ofSize(LARGEST);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (SourceInputStream in = open(Parts.of(
                out -> out.write(largest), out -> out.write(largest), out -> out.write(largest, 0, LARGEST)))) {
            in.transferTo(read);
        }
        assertThat(read.size()).isEqualTo(3 * LARGEST);
        assertThat(Arrays.copyOfRange(read.toByteArray(), 2 * LARGEST, 3 * LARGEST))
                .isEqualTo(largest);
    }

    @Test
    void allowsAStepSixteenMebibytes() throws Exception {
        int mebibyte = 1 << 20;
        StepwiseSource within = Parts.of(out -> {
            for (int i = 0; i < 16; i++) {
                out.write(new byte[mebibyte]);
            }
        });
        StepwiseSource above = Parts.of(out -> {
            for (int i = 0; i < 17; i++) {
                out.write(new byte[mebibyte]);
            }
        });
        try (SourceInputStream in = within.open()) {
            assertThat(in.skip(20L * mebibyte)).isEqualTo(16L * mebibyte);
        }
        try (SourceInputStream in = above.open()) {
            assertThatThrownBy(() -> in.skip(20L * mebibyte)).rootCause().hasMessageContaining("more than 16777216");
        }
        try (SourceInputStream in = above.open(Threads.PRODUCERS)) {
            assertThat(in.skip(20L * mebibyte)).as("by the way round").isEqualTo(17L * mebibyte);
        }
    }

    @Test
    void closesItsStepsOnceHoweverTheyEnd() throws Exception {
        Parts whole = Parts.of(out -> out.write(1));
        Parts failing = Parts.of(out -> {
            throw new IOException("step");
        });
        Parts early = Parts.of(out -> out.write(new byte[2]), out -> out.write(new byte[2]));

        for (Parts source : List.of(whole, failing, early)) {
            SourceInputStream in = source.open();
            try {
                in.read();
            } catch (IncompleteStreamException e) {
                // The one that fails.
            }
            in.close();
            in.closeNow();

            assertThat(source.closes()).isEqualTo(1);
        }
    }

    @Test
    void keepsItsResultAfterItWasClosed() throws Exception {
        SourceInputStream in =
                Parts.of(out -> out.write(new byte[5])).open().digest("MD5").digest("SHA-1");
        in.readAllBytes();
        in.close();

        Summary result = in.result();
        assertThat(result.bytes()).isEqualTo(5);
        assertThat(result.duration()).isPositive();
        assertThat(in.result().digest("SHA-1")).hasSize(20).isEqualTo(result.digest("SHA-1"));
    }

    @Test
    void checksATimeLimitThatItHasNoUseFor() throws Exception {
        try (SourceInputStream in = Parts.of(out -> out.write(1)).open()) {
            in.setTimeout(Duration.ofNanos(1));
            assertThatThrownBy(() -> in.setTimeout(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be negative");
            assertThat(in.read()).isEqualTo(1);
        }
    }

    @Test
    void needsNoThread() throws Exception {
        Watched source = Watched.of(Parts.of(out -> out.write(new byte[10])).through(Taps.count(n -> {})));

        int read = source.feed(in -> in.readAllBytes().length);

        assertThat(read).isEqualTo(10);
        assertThat(source.thread()).isSameAs(Thread.currentThread());
    }

    @Test
    void allocatesNothingForAStepOnceItsBufferHasItsSize() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] chunk = new byte[1000];
        byte[] target = new byte[4000];
        StepwiseSource endless = out -> () -> {
            out.write(chunk);
            return true;
        };
        try (SourceInputStream in = endless.through(Taps.limit(Long.MAX_VALUE)).open()) {
            int steps = 20_000;
            for (int i = 0; i < steps; i++) {
                in.read(target);
            }
            long self = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < steps; i++) {
                in.read(target);
            }
            long perStep = (threads.getThreadAllocatedBytes(self) - before) / steps;

            assertThat(perStep).as("bytes allocated for a step").isLessThan(2);
        }
    }
}
