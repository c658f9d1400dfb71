package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who uses an end without a pause does not keep the others from it for long. */
@Timeout(20)
@ExtendWith(NoLeakedThreads.class)
final class TurnsTest {

    private final AtomicInteger givenUp = new AtomicInteger();
    private final Turns turns = new Turns(givenUp::incrementAndGet);

    @RepeatedTest(5)
    void whoHasBeenPassedOverForLongHasTheNextTurn() throws IOException {
        AtomicInteger had = new AtomicInteger();
        turns.take();
        Running<Void> other = Running.blocked(() -> {
            turns.take();
            had.incrementAndGet();
            turns.give();
        });

        // The first time somebody is seen to wait. Who is woken comes too late as a rule, because the turn is taken
        // again at once.
        turns.give();
        turns.take();
        letPass(2 * Turns.PATIENCE_NANOS);
        turns.give();
        turns.take();

        assertThat(had).as("turns of who waited").hasValue(1);
        turns.give();
        other.result();
    }

    private static void letPass(long nanos) {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos; ) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTurnThatNobodyElseWantsIsTakenWhateverTheFlagSays() throws IOException {
        Thread.currentThread().interrupt();
        try {
            for (int i = 0; i < 3; i++) {
                turns.take();
                turns.give();
            }
        } finally {
            assertThat(Thread.interrupted()).as("the flag").isTrue();
        }
        assertThat(givenUp).hasValue(0);
    }

    @Test
    void thatSomebodyGaveUpIsTold() throws IOException {
        turns.take();
        Running<Void> other = Running.blocked(turns::take);

        other.interrupt();

        assertThat(other.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(givenUp).hasValue(1);
        turns.give();
    }
}
