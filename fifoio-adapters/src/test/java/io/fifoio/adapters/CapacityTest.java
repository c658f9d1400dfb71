package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Parking;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far ahead of its reader an opened source is written. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class CapacityTest {

    private static final byte[] PAYLOAD = Payload.ofSize(3_000_000);

    private final Watched source = new Watched(out -> out.write(PAYLOAD));

    private void assertGoesAheadBy(int capacity, SourceInputStream opened) throws Exception {
        try (SourceInputStream in = opened) {
            in.start();
            Parking.awaitParked(source.thread());

            assertThat(in.available()).isEqualTo(capacity);
            assertThat(in.readAllBytes()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
            assertThat(in.result().bytes()).isEqualTo(PAYLOAD.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 64 * 1024, 1 << 20})
    void aSourceGoesAheadAsFarAsItMayAndNoFurther(int capacity) throws Exception {
        assertGoesAheadBy(capacity, source.open(capacity));
    }

    @Test
    void aByteIsFarEnough() throws Exception {
        byte[] few = Payload.ofSize(1000);
        try (SourceInputStream in = PushSource.of(out -> out.write(few)).open(1)) {
            assertThat(in.readAllBytes()).as("seed " + Payload.SEED).isEqualTo(few);
        }
    }

    @Test
    void whereNothingIsSaidItGoes64KibibytesAhead() throws Exception {
        assertGoesAheadBy(64 * 1024, source.open());
    }

    @Test
    void aSourceForOneUseGoesAsFar() throws Exception {
        assertGoesAheadBy(1 << 20, source.once().open(1 << 20));
    }

    @Test
    void aSourceThatIsWrittenInStepsIsWrittenByItsReader() throws Exception {
        Watched steps = Watched.of(Parts.of(out -> out.write(1), out -> out.write(PAYLOAD)));
        for (PushSource stepwise : List.of(steps, steps.once())) {
            try (SourceInputStream in = stepwise.open(1 << 20)) {
                assertThat(in.read()).isOne();
                assertThat(in.readAllBytes()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
            }
            assertThat(steps.thread()).isSameAs(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesARingThatHoldsNothing(int capacity) throws IOException {
        for (PushSource each : List.of(source, Parts.of(out -> out.write(1)))) {
            for (PushSource refusing : List.of(each, each.once())) {
                assertThatThrownBy(() -> refusing.open(capacity))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("capacity is " + capacity + " bytes, must be at least 1");
                refusing.open(1).close(); // for its one use
            }
        }
    }
}
