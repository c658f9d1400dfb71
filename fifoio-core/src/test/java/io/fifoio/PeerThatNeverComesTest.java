package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One thread at both ends gets an exception instead of hanging; a pair that two threads use is left alone. */
@ExtendWith(NoLeakedThreads.class)
final class PeerThatNeverComesTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    /** Long enough that even a thread that gets no processor for a while looks in between. */
    private static final Duration LONGER = Duration.ofMillis(200);

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    @Test
    void aThreadThatWritesMoreThanItLetsItselfReadIsTold() throws IOException {
        fifo.expectPeerWithin(SHORT);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> output.write(Bytes.of("abcdef")))
                    .isInstanceOfSatisfying(
                            FifoTimeoutException.class,
                            e -> assertThat(e.bytesTransferred).isEqualTo(4))
                    .hasMessageContaining("no other thread has used the FifoInputStream")
                    .hasMessageContaining("One thread can't use both ends of a pair beyond its capacity of 4 bytes")
                    .hasMessageContaining("thread pool")
                    .hasMessageContaining("4 of 6 bytes accepted");

            assertThat(input.readNBytes(4)).as("usable").isEqualTo(Bytes.of("abcd"));
        }
    }

    @Test
    void aThreadThatReadsWhatNobodyWritesIsTold() throws IOException {
        fifo.expectPeerWithin(SHORT);
        output.write(1);
        assertThat(input.read()).isEqualTo(1);

        assertThatThrownBy(input::read)
                .isInstanceOf(FifoTimeoutException.class)
                .hasMessageContaining("no other thread has used the FifoOutputStream");

        output.write(2);
        assertThat(input.read()).as("usable").isEqualTo(2);
    }

    @Test
    void aReaderThatHasComeAndGoneIsNotAPeerThatNeverComes() throws IOException {
        fifo.expectPeerWithin(SHORT);
        output.setTimeout(LONGER);
        Running.start(() -> input.tryRead(new byte[1], 0, 1)).result();

        assertThatThrownBy(() -> output.write(new byte[5]))
                .isInstanceOf(FifoTimeoutException.class)
                .hasMessageStartingWith("no room within");
    }

    @Test
    void aWriterThatHasComeAndGoneIsNotAPeerThatNeverComes() throws IOException {
        fifo.expectPeerWithin(SHORT);
        input.setTimeout(LONGER);
        Running.start(() -> output.write(1)).result();
        output.write(2);
        assertThat(input.readNBytes(2)).containsExactly(1, 2);

        assertThatThrownBy(input::read)
                .isInstanceOf(FifoTimeoutException.class)
                .hasMessageStartingWith("no data within");
    }

    @Test
    void aReaderThatComesAfterTheWritingThreadHasReadIsAPeerThatCame() throws IOException {
        fifo.expectPeerWithin(SHORT);
        output.setTimeout(LONGER);
        assertThat(input.available()).isZero();
        Running.start(() -> input.available()).result();
        assertThat(input.available()).isZero();

        assertThatThrownBy(() -> output.write(new byte[5])).hasMessageStartingWith("no room within");
    }

    @Test
    void anyUseOfAnEndMeansThatThePeerHasCome() throws IOException {
        List<Use> uses = List.of(
                ends -> ends.output().write(1),
                ends -> ends.output().write(new byte[0]),
                ends -> ends.output().write(new byte[4]),
                ends -> ends.output().tryWrite(new byte[1], 0, 1),
                ends -> ends.output().complete());
        for (Use use : uses) {
            Link link = Link.strict(Units.BYTES, 4);
            Ends ends = Ends.over(link);
            ends.output().watch();
            assertThat(link.writers.anyBesidesThisThread()).isFalse();
            Running.start(() -> use.of(ends)).result();
            assertThat(link.writers.anyBesidesThisThread()).isTrue();
        }
        List<Use> usesOfTheInput = List.of(
                ends -> ends.input().available(),
                ends -> ends.input().tryRead(new byte[1], 0, 1),
                ends -> ends.input().read(),
                ends -> ends.input().skip(1));
        for (Use use : usesOfTheInput) {
            Link link = Link.strict(Units.BYTES, 4);
            Ends ends = Ends.over(link);
            ends.input().watch();
            ends.output().write(1);
            assertThat(link.readers.anyBesidesThisThread()).isFalse();
            Running.start(() -> use.of(ends)).result();
            assertThat(link.readers.anyBesidesThisThread()).isTrue();
        }
    }

    @FunctionalInterface
    private interface Use {
        void of(Ends ends) throws IOException;
    }

    @Test
    void aThreadThatCameIsNotKeptAlive() {
        fifo.expectPeerWithin(SHORT);
        WeakReference<Thread> writer = threadOf(Running.start(() -> output.write(1)));
        WeakReference<Thread> reader = threadOf(Running.start(() -> input.read()));

        while (writer.get() != null || reader.get() != null) {
            System.gc();
            Thread.yield();
        }
        assertThat(fifo).as("the pair is still in use").asString().contains("position 1");
    }

    private static WeakReference<Thread> threadOf(Running<?> running) {
        running.result();
        return new WeakReference<>(running.thread());
    }

    @Test
    void aPeerThatComesDuringTheWaitEndsTheLimit() throws IOException {
        fifo.expectPeerWithin(Duration.ofMillis(500));
        Running<Void> write = Running.blocked(() -> output.write(Bytes.of("abcdefgh")));
        assertThat(write.thread().getState()).isEqualTo(Thread.State.TIMED_WAITING);

        // Less than wakes the writer: it finds out for itself, when the limit passes.
        assertThat(input.read()).isEqualTo('a');
        while (write.thread().getState() == Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        assertThat(input.readNBytes(7)).isEqualTo(Bytes.of("bcdefgh"));
        write.result();
    }

    @Test
    void theShorterLimitCounts() {
        fifo.expectPeerWithin(Duration.ofDays(1));
        input.setTimeout(SHORT);
        assertThatThrownBy(input::read).hasMessageStartingWith("no data within");

        fifo.expectPeerWithin(SHORT);
        input.setTimeout(Duration.ofDays(1));
        assertThatThrownBy(input::read).hasMessageContaining("no other thread has used");
    }

    @Test
    void zeroSwitchesItOffAndItIsOffAtFirst() {
        output.setTimeout(LONGER);
        assertThatThrownBy(() -> output.write(new byte[5])).hasMessageStartingWith("no room within");

        fifo.expectPeerWithin(SHORT).expectPeerWithin(Duration.ZERO);
        assertThatThrownBy(() -> output.write(new byte[5])).hasMessageStartingWith("no room within");
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> fifo.expectPeerWithin(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit for the peer is PT-1S, must not be negative");
        assertThatThrownBy(() -> CharFifo.create().expectPeerWithin(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPairOfCharsHasTheSameLimit() {
        CharFifo chars = CharFifo.ofCapacity(2).expectPeerWithin(SHORT);

        assertThatThrownBy(() -> chars.writer().write("abc"))
                .isInstanceOf(FifoTimeoutException.class)
                .hasMessageContaining("no other thread has used the FifoReader")
                .hasMessageContaining("2 of 3 chars accepted");
        assertThatThrownBy(() -> chars.reader().skip(3))
                .isInstanceOf(FifoTimeoutException.class)
                .hasMessageContaining("no other thread has used the FifoWriter");
    }

    @Test
    void thePeersOfAPairOfCharsThatHaveComeAndGoneHaveCome() throws IOException {
        CharFifo chars = CharFifo.ofCapacity(2).expectPeerWithin(SHORT);
        chars.writer().setTimeout(LONGER);
        chars.reader().setTimeout(LONGER);
        Running.start(() -> chars.reader().ready()).result();
        assertThatThrownBy(() -> chars.writer().write("abc")).hasMessageStartingWith("no room within");

        assertThat(chars.reader().skip(2)).isEqualTo(2);
        Running.start(() -> chars.writer().write("")).result();
        assertThatThrownBy(chars.reader()::read).hasMessageStartingWith("no data within");
    }
}
