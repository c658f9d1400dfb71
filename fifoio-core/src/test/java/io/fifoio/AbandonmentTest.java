package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.gate.Gate;
import io.fifoio.ring.RingBytes;
import io.fifoio.ring.RingChars;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An end that nobody can use any more is neither the end of data nor a hang; an end that is in use, or kept by a view,
 * is safe.
 */
@ExtendWith(NoLeakedThreads.class)
final class AbandonmentTest {

    /** How many garbage collections an end in use has to survive. */
    private static final int COLLECTIONS = 3;

    private final AtomicReference<FifoOutputStream> output = new AtomicReference<>();
    private final AtomicReference<FifoInputStream> input = new AtomicReference<>();

    /** Makes a pair that is itself garbage at once: only the two fields hold its ends. */
    private void make(int capacity) {
        Fifo fifo = Fifo.ofCapacity(capacity);
        output.set(fifo.output());
        input.set(fifo.input());
    }

    @Test
    void aBlockedReaderIsToldThatTheWriterWasAbandoned() throws Exception {
        make(8);
        Running<Integer> read = Running.blocked(() -> input.get().read());

        output.set(null);

        collectUntilEnded(read);
        assertThat(read.failure())
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("abandoned")
                .hasMessageContaining("FifoOutputStream")
                .hasMessageContaining("after 0 bytes")
                .hasNoCause();
    }

    @Test
    void aBlockedWriterIsToldThatTheReaderWasAbandoned() throws Exception {
        make(2);
        Running<Void> write = Running.blocked(() -> output.get().write(new byte[9]));

        input.set(null);

        collectUntilEnded(write);
        assertThat(write.failure())
                .isInstanceOf(BrokenPipeException.class)
                .hasMessageContaining("abandoned")
                .hasMessageContaining("FifoInputStream")
                .hasNoCause();
        assertThatThrownBy(() -> output.get().write(1)).isInstanceOf(BrokenPipeException.class);
    }

    /** As in the example of {@link Fifo}: each task gets only its own end. */
    private static FifoInputStream open(Executor executor, int length) {
        Fifo fifo = Fifo.ofCapacity(8);
        FifoOutputStream out = fifo.output();
        executor.execute(() -> {
            try {
                out.write(new byte[length]);
                out.complete();
            } catch (Throwable e) {
                out.fail(e);
                throw new IllegalStateException(e);
            } finally {
                out.close();
            }
        });
        return fifo.input();
    }

    @Test
    void aReaderIsToldThatAnExecutorHasDroppedTheTaskThatWasToWrite() throws Exception {
        Running<Integer> read = Running.blocked(() -> open(task -> {}, 9).read());

        collectUntilEnded(read);

        assertThat(read.failure()).isInstanceOf(IncompleteStreamException.class).hasMessageContaining("abandoned");
    }

    @Test
    void aTaskThatWritesIsToldThatItsReaderWasDropped() throws Exception {
        AtomicReference<Running<Void>> write = new AtomicReference<>();
        assertThat(open(task -> write.set(Running.start(task::run)), 99).read()).isZero();

        collectUntilEnded(write.get());

        assertThat(write.get().failure())
                .hasCauseInstanceOf(BrokenPipeException.class)
                .hasMessageContaining("abandoned");
    }

    @Test
    void whatWasAcceptedComesBeforeTheFailureAlsoWherePromised() throws Exception {
        make(8);
        output.get().write(Bytes.of("abc"));
        output.get().complete();

        output.set(null);
        collect();

        assertThat(input.get().readNBytes(3)).isEqualTo(Bytes.of("abc"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> input.get().read())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("abandoned")
                    .hasMessageContaining("after 3 bytes");
        }
    }

    @Test
    void anEndThatCompletedBeforeItIsDroppedIsStillEndOfData() throws Exception {
        make(8);
        Ends.writeAll(output.get(), Bytes.of("abc"));

        output.set(null);
        collect();

        assertThat(input.get().readAllBytes()).isEqualTo(Bytes.of("abc"));
    }

    @Test
    void anEndThatFailedOrClosedBeforeItIsDroppedKeepsItsReason() throws Exception {
        make(8);
        output.get().fail(new IOException("disk full"));
        FifoInputStream failed = input.get();
        make(8);
        input.get().close();
        FifoOutputStream left = output.get();

        output.set(null);
        input.set(null);
        collect();

        assertThatThrownBy(failed::read).hasMessageContaining("disk full");
        assertThatThrownBy(() -> left.write(1))
                .isInstanceOf(BrokenPipeException.class)
                .hasMessageContaining("closed");
    }

    /** Nothing that happens to it after its end wakes anybody. */
    @Test
    void anEndThatHasEndedIsNotWatchedAnyLonger() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        IOException cause = new IOException();
        List<Link> links = List.of(
                ended(Units.BYTES, link -> output(link).close()),
                ended(Units.BYTES, link -> output(link).fail(cause)),
                ended(Units.BYTES, link -> input(link).close()),
                ended(Units.BYTES, link -> input(link).fail(cause)),
                ended(Units.CHARS, link -> new FifoWriter(link, new RingChars(8)).close()),
                ended(Units.CHARS, link -> new FifoWriter(link, new RingChars(8)).fail(cause)),
                ended(Units.CHARS, link -> new FifoReader(link, new RingChars(8)).close()),
                ended(Units.CHARS, link -> new FifoReader(link, new RingChars(8)).fail(cause)));
        BooleanSupplier condition = () -> {
            looks.incrementAndGet();
            return over.get();
        };
        List<Running<Gate.Wait>> waits = links.stream()
                .map(link -> Running.blocked(() -> link.data.await(condition, () -> false, System.nanoTime(), 1)))
                .toList();
        for (Link link : links) {
            while (!link.data.isOccupied()) {
                Thread.onSpinWait();
            }
        }
        waits.forEach(Running::awaitParked);
        int before = looks.get();

        collect();

        assertThat(looks).hasValue(before);
        over.set(true);
        links.forEach(link -> link.data.signal());
        waits.forEach(Running::result);
    }

    /** Returns what a pair has in common after one of its ends has ended, to which nothing refers any more. */
    private static Link ended(Units units, Consumer<Link> end) {
        Link link = Link.strict(units, 8);
        end.accept(link);
        return link;
    }

    private static FifoOutputStream output(Link link) {
        return new FifoOutputStream(link, new RingBytes(8));
    }

    private static FifoInputStream input(Link link) {
        return new FifoInputStream(link, new RingBytes(8));
    }

    @Test
    void aReaderThatOnlyTheFrameOfItsBlockedCallRefersToIsInUse() throws Exception {
        make(8);
        Running<Integer> read = Running.blocked(
                () -> Objects.requireNonNull(input.getAndSet(null)).read());

        collect();

        read.awaitParked();
        output.get().write(7);
        assertThat(read.result()).isEqualTo(7);
    }

    @Test
    void aWriterThatOnlyTheFrameOfItsBlockedCallRefersToIsInUse() throws Exception {
        make(2);
        Running<Void> write = Running.blocked(
                () -> Objects.requireNonNull(output.getAndSet(null)).write(Bytes.of("abcdef")));

        collect();

        write.awaitParked();
        assertThat(input.get().readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        write.result();
    }

    @Test
    void aChannelOrASharedStreamKeepsItsEnd() throws Exception {
        make(8);
        WritableByteChannel channel = output.get().asChannel();
        FifoInputStream fromChannel = input.get();
        make(8);
        OutputStream shared = output.get().shared();
        FifoInputStream fromShared = input.get();

        output.set(null);
        collect();

        channel.write(ByteBuffer.wrap(Bytes.of("a")));
        shared.write('b');
        assertThat(fromChannel.read()).isEqualTo('a');
        assertThat(fromShared.read()).isEqualTo('b');
        Reference.reachabilityFence(channel);
        Reference.reachabilityFence(shared);
    }

    /**
     * Runs collections whose effects are known to have been handled: each time an end dropped for this purpose was
     * found.
     */
    private static void collect() throws Exception {
        for (int i = 0; i < COLLECTIONS; i++) {
            FifoInputStream witness = Fifo.ofCapacity(1).input();
            collectUntilEnded(Running.start(() -> witness.read()));
        }
    }

    private static void collectUntilEnded(Running<?> call) throws InterruptedException {
        while (call.thread().isAlive()) {
            System.gc();
            call.thread().join(10);
        }
    }
}
