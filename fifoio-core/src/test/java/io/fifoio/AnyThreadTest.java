package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An end belongs to no thread: threads may use it one after the other, but not two at once. */
@ExtendWith(NoLeakedThreads.class)
final class AnyThreadTest {

    private final Fifo fifo = Fifo.ofCapacity(3);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    @Test
    void successiveCallsMayComeFromDifferentThreads() {
        for (int i = 0; i < 200; i++) {
            int value = i;
            Running.start(() -> output.write(value)).result();
            assertThat(Running.start(() -> input.read()).result()).isEqualTo(value);
        }
    }

    @Test
    void successiveBlockedCallsMayComeFromDifferentThreads() throws IOException {
        for (int i = 0; i < 100; i++) {
            Running<Integer> read = Running.blocked(() -> input.read());
            output.write(i);
            assertThat(read.result()).isEqualTo(i);
        }
        output.write(new byte[3]);
        for (int i = 0; i < 100; i++) {
            int value = i;
            Running<Void> write = Running.blocked(() -> output.write(value));
            input.read();
            write.result();
        }
    }

    @Test
    void aWriterThatEndedLeavesAnOpenEnd() {
        Running<Void> first = Running.start(() -> output.write(1));
        first.result();
        assertThat(Running.start(() -> input.read()).result()).isEqualTo(1);
        Running<Integer> read = Running.blocked(() -> input.read());
        Running.start(() -> output.write(2)).result();

        assertThat(read.result()).isEqualTo(2);
    }

    @Test
    void aThreadThatWaitedIsNotKeptAliveByThePair() throws IOException {
        WeakReference<Thread> reader = readerThatWaited();
        WeakReference<Thread> writer = writerThatWaited();

        while (reader.get() != null || writer.get() != null) {
            System.gc();
            Thread.yield();
        }

        assertThat(input.available()).as("the pair is still in use").isEqualTo(3);
    }

    private WeakReference<Thread> readerThatWaited() throws IOException {
        Running<Integer> read = Running.blocked(() -> input.read());
        output.write(1);
        read.result();
        return new WeakReference<>(read.thread());
    }

    private WeakReference<Thread> writerThatWaited() throws IOException {
        output.write(new byte[3]);
        Running<Void> write = Running.blocked(() -> output.write(1));
        input.read();
        write.result();
        return new WeakReference<>(write.thread());
    }

    @Test
    void twoThreadsThatWaitToReadFailThePairAndSaySo() {
        Running<Integer> first = Running.blocked(() -> input.read());
        Running<Integer> second = Running.start(() -> input.read());

        String message = "two threads read at one FifoInputStream at the same time; one thread at a time may read";
        assertThat(second.failure()).hasMessageEndingWith(message).hasRootCauseMessage(message);
        assertThat(first.failure()).hasRootCauseMessage(message);
        assertThat(Running.start(() -> output.write(1)).failure())
                .isInstanceOf(BrokenPipeException.class)
                .hasRootCauseMessage(message);
    }

    @Test
    void twoThreadsThatWaitToWriteFailThePairAndSaySo() throws IOException {
        output.write(new byte[3]);
        Running<Void> first = Running.blocked(() -> output.write(1));
        Running<Void> second = Running.start(() -> output.write(2));

        String message =
                "two threads write at one FifoOutputStream at the same time; one thread at a time may write, see shared() for several";
        assertThat(second.failure()).hasMessageEndingWith(message).hasRootCauseMessage(message);
        assertThat(first.failure()).hasRootCauseMessage(message);
        assertThat(input.readNBytes(3)).hasSize(3);
        assertThat(Running.start(() -> input.read()).failure())
                .isInstanceOf(IncompleteStreamException.class)
                .hasRootCauseMessage(message);
    }
}
