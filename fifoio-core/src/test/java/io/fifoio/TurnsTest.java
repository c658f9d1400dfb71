package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that uses an end without a pause does not keep others from it for long. */
@Timeout(20)
@ExtendWith(NoLeakedThreads.class)
final class TurnsTest {

    private final AtomicInteger givenUp = new AtomicInteger();
    private final Turns turns = new Turns(givenUp::incrementAndGet);

    @RepeatedTest(20)
    void whoHasBeenPassedOverForLongHasTheNextTurn() throws IOException {
        AtomicInteger had = new AtomicInteger();
        turns.take();
        Running<Void> other = Running.blocked(() -> {
            turns.take();
            had.incrementAndGet();
            turns.give();
        });

        // The first time that a thread is noticed waiting. A woken thread usually comes too late, because the turn is
        // taken again at once.
        turns.give();
        turns.take();
        letPass(2 * Turns.PATIENCE_NANOS);
        turns.give();
        turns.take();

        assertThat(had).as("turns of who waited").hasValue(1);
        turns.give();
        other.result();
    }

    /**
     * Waking a thread for each turn would cost more than most turns. It may come in time all the same, so it is not
     * passed over in every round.
     */
    @Test
    void whoHasWaitedForAMomentMayBePassedOver() throws IOException {
        boolean passedOver = false;
        for (int round = 0; round < 500 && !passedOver; round++) {
            Turns ofRound = new Turns(() -> {});
            AtomicInteger had = new AtomicInteger();
            ofRound.take();
            Running<Void> other = Running.blocked(() -> {
                ofRound.take();
                had.incrementAndGet();
                ofRound.give();
            });
            for (int turn = 0; turn < 2; turn++) {
                ofRound.give();
                ofRound.take();
            }
            passedOver = had.get() == 0;
            ofRound.give();
            other.result();
        }
        assertThat(passedOver).isTrue();
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

    /** A stack overflow may lose a turn, because giving it back is a call too. */
    @Test
    void nobodyWaitsForALostTurnOnceTheEndHasEnded() throws IOException {
        turns.take();
        List<Running<Void>> waiting = List.of(Running.blocked(turns::take), Running.blocked(turns::take));

        turns.end();

        turns.take();
        waiting.get(0).result();
        turns.give();
        waiting.get(1).result();
        assertThat(givenUp).hasValue(0);
    }

    static Stream<Arguments> ends() {
        return Stream.of(false, true).flatMap(fails -> {
            Fifo fifo = Fifo.ofCapacity(1);
            CharFifo chars = CharFifo.ofCapacity(1);
            Exception cause = new Exception("the stack was full");
            return Stream.of(
                    end(
                            "shared()",
                            fifo.output().turns,
                            () -> fifo.output().shared().write(new byte[1]),
                            fails ? () -> fifo.output().fail(cause) : fifo.output()::close),
                    end(
                            "input channel",
                            fifo.input().turns,
                            () -> fifo.input().asChannel().read(ByteBuffer.allocate(1)),
                            fails ? () -> fifo.input().fail(cause) : fifo.input()::close),
                    end(
                            "shared(), chars",
                            chars.writer().turns,
                            () -> chars.writer().shared().write("a"),
                            fails ? () -> chars.writer().fail(cause) : chars.writer()::close));
        });
    }

    private static Arguments end(String name, Turns turns, Running.Action use, Runnable ending) {
        return Arguments.of(name, turns, use, ending);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void whoWaitsForALostTurnOfAnEndIsReleasedWhenItEnds(String name, Turns turns, Running.Action use, Runnable ending)
            throws IOException {
        turns.take();
        Running<Void> waiting = Running.blocked(use);

        ending.run();

        assertThat(waiting.failure()).isInstanceOf(IOException.class);
    }
}
