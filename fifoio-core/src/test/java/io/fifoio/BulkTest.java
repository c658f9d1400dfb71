package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeakedThreads.class)
final class BulkTest {

    /** At capacity 1 each byte is a hand-over, so there are fewer bytes. */
    static Stream<Arguments> capacitiesAndSizes() {
        return IntStream.of(1, 7, 64 * 1024)
                .boxed()
                .flatMap(capacity -> IntStream.of(0, 1, capacity, 16 * 1024, 16 * 1024 + 1, capacity == 1 ? 2 : 100_000)
                        .distinct()
                        // A hand-over for each byte takes long on a busy machine.
                        .filter(size -> size <= 4_000L * capacity)
                        .mapToObj(size -> Arguments.of(capacity, size)));
    }

    @ParameterizedTest
    @MethodSource("capacitiesAndSizes")
    void everyWayToReadAllGivesAll(int capacity, int size) throws IOException {
        byte[] bytes = Bytes.random(size, size);

        assertThat(filled(capacity, bytes).readAllBytes()).isEqualTo(bytes);
        assertThat(filled(capacity, bytes).readNBytes(size)).isEqualTo(bytes);
        assertThat(filled(capacity, bytes).readNBytes(size + 1)).isEqualTo(bytes);
        byte[] array = new byte[size + 5];
        assertThat(filled(capacity, bytes).readNBytes(array, 2, size)).isEqualTo(size);
        assertThat(Arrays.copyOfRange(array, 2, size + 2)).isEqualTo(bytes);
        assertThat(filled(capacity, bytes).readNBytes(array, 0, size + 5)).isEqualTo(size);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        assertThat(filled(capacity, bytes).transferTo(target)).isEqualTo(size);
        assertThat(target.toByteArray()).isEqualTo(bytes);
        assertThat(filled(capacity, bytes).skip(Long.MAX_VALUE)).isEqualTo(size);
    }

    @ParameterizedTest
    @MethodSource("capacitiesAndSizes")
    void aPartLeavesTheRest(int capacity, int size) throws IOException {
        byte[] bytes = Bytes.random(size, size);
        int part = size / 3;
        FifoInputStream input = filled(capacity, bytes);

        assertThat(input.skip(part)).isEqualTo(part);
        assertThat(input.position()).isEqualTo(part);
        assertThat(input.readNBytes(part)).isEqualTo(Arrays.copyOfRange(bytes, part, 2 * part));
        assertThat(input.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 2 * part, size));
        assertThat(input.skip(1)).isZero();
        assertThat(input.readAllBytes()).isEmpty();
    }

    @Test
    void aByteThatIsZeroIsNotTheEndWhereverItStands() throws IOException {
        byte[] zeros = new byte[100_000];

        assertThat(filled(64 * 1024, zeros).readAllBytes()).isEqualTo(zeros);
    }

    @Test
    void whatIsPassedOnIsCountedFromTheCallOn() throws IOException {
        FifoInputStream input = filled(8, Bytes.of("abcdefghij"));
        assertThat(input.readNBytes(3)).isEqualTo(Bytes.of("abc"));
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        assertThat(input.transferTo(target)).isEqualTo(7);

        assertThat(target.toByteArray()).isEqualTo(Bytes.of("defghij"));
    }

    /** Meanwhile a pair that moves much data gets other arrays for its bytes. */
    @Test
    void bytesAreFoundBehindALongWayThatWasSkipped() throws IOException {
        int piece = 16 * 1024;
        Fifo fifo = Fifo.ofCapacity(4 * piece);
        for (int read = 0; read < 5; read++) {
            fifo.output().write(new byte[piece]);
            assertThat(fifo.input().readNBytes(piece)).hasSize(piece);
        }
        byte[] first = Bytes.random(1, 100);
        fifo.output().write(first);
        assertThat(fifo.input().readNBytes(100)).isEqualTo(first);
        for (int skipped = 0; skipped < 2 << 20; skipped += piece) {
            fifo.output().write(new byte[piece]);
            assertThat(fifo.input().skip(piece)).isEqualTo(piece);
        }

        byte[] behind = Bytes.random(2, 1_000);
        fifo.output().write(behind);
        assertThat(fifo.input().readNBytes(1_000)).isEqualTo(behind);
        fifo.output().close();
        fifo.input().close();
    }

    /** Complete data that another thread writes. */
    private static FifoInputStream filled(int capacity, byte[] bytes) {
        Fifo fifo = Fifo.ofCapacity(capacity);
        Running.start(() -> Ends.writeAll(fifo.output(), bytes));
        return fifo.input();
    }

    @Test
    void incompleteDataIsNeverTakenForAll() throws IOException {
        List<Reading> calls = List.of(
                input -> input.readAllBytes(),
                input -> input.readNBytes(9),
                input -> input.readNBytes(new byte[9], 0, 9),
                input -> input.transferTo(OutputStream.nullOutputStream()),
                input -> input.skip(9));
        for (Reading call : calls) {
            Fifo fifo = Fifo.ofCapacity(8);
            fifo.output().write(Bytes.of("abc"));
            fifo.output().close();
            assertThatThrownBy(() -> call.by(fifo.input())).isInstanceOf(IncompleteStreamException.class);
        }
    }

    @FunctionalInterface
    private interface Reading {
        void by(FifoInputStream input) throws IOException;
    }

    @Test
    void arraysGrowWithWhatComesNotWithWhatIsAskedFor() throws IOException {
        Fifo fifo = Fifo.ofCapacity(8);
        Ends.writeAll(fifo.output(), Bytes.of("abc"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);

        assertThat(fifo.input().readNBytes(Integer.MAX_VALUE)).isEqualTo(Bytes.of("abc"));

        assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(4 * 1024 * 1024);
    }

    @Test
    void arraysGrowUpToTheLongestThereIs() {
        int max = Integer.MAX_VALUE;

        assertThat(FifoInputStream.longer(16 * 1024, max)).isEqualTo(32 * 1024);
        assertThat(FifoInputStream.longer(16 * 1024, 20_000)).isEqualTo(20_000);
        assertThat(FifoInputStream.longer(1 << 30, max))
                .as("more than 1 GiB, to all: the JVM makes no array of 2^31 - 1")
                .isEqualTo(max - 8);
        assertThat(FifoInputStream.longer(1 << 30, max - 9)).isEqualTo(max - 9);
        assertThat(FifoInputStream.longer(max - 8, max))
                .as("what the JVM makes of it")
                .isEqualTo(max);
    }

    @Test
    void anInterruptTellsHowManyBytesStandInTheArray() throws IOException {
        Fifo fifo = Fifo.ofCapacity(8);
        fifo.output().write(Bytes.of("abc"));
        byte[] array = Bytes.of("----------");
        Running<Integer> read = Running.blocked(() -> fifo.input().readNBytes(array, 1, 9));

        read.interrupt();

        assertThat(read.failure())
                .isInstanceOfSatisfying(
                        InterruptedIOException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(3));
        assertThat(array).isEqualTo(Bytes.of("-abc------"));
        fifo.output().write(7);
        assertThat(fifo.input().read()).as("usable").isEqualTo(7);
    }

    @Test
    void aCallThatConsumesInPartsTellsHowManyBytesAreGoneWhereItGivesUp() throws IOException {
        List<Reading> calls = List.of(
                input -> input.skip(99_999),
                input -> input.skipNBytes(99_999),
                input -> input.readNBytes(99_999),
                input -> input.readAllBytes(),
                input -> input.transferTo(OutputStream.nullOutputStream()));
        for (Reading call : calls) {
            Fifo fifo = Fifo.ofCapacity(20_000);
            fifo.output().write(new byte[20_000]);
            assertThat(fifo.input().read()).as("before the call").isZero();
            fifo.input().setTimeout(Duration.ofNanos(1));
            assertThatThrownBy(() -> call.by(fifo.input()))
                    .isInstanceOfSatisfying(
                            FifoTimeoutException.class,
                            e -> assertThat(e.bytesTransferred).isEqualTo(19_999));
            assertThat(fifo.input().position()).isEqualTo(20_000);
        }
    }

    @Test
    void whatATargetSaysOfItsOwnInterruptIsLeftAsItIs() throws IOException {
        Fifo target = Fifo.ofCapacity(2);
        target.output().setTimeout(Duration.ofNanos(1));

        assertThatThrownBy(() -> filled(8, Bytes.of("abcde")).transferTo(target.output()))
                .isInstanceOfSatisfying(
                        FifoTimeoutException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(2));
    }

    @Test
    void aTargetThatScribblesOverTheArraysItGetsDoesNoHarm() throws IOException {
        byte[] bytes = Bytes.random(9, 10_000);
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputStream scribbler = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one by one");
            }

            @Override
            public void write(byte[] b, int off, int len) {
                seen.write(b, off, len);
                Arrays.fill(b, (byte) -1);
            }
        };

        assertThat(filled(64, bytes).transferTo(scribbler)).isEqualTo(bytes.length);

        assertThat(seen.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void nothingIsHeldWhileTheTargetWrites() throws Exception {
        Fifo fifo = Fifo.ofCapacity(4);
        fifo.output().write(Bytes.of("abcd"));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        OutputStream target = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one by one");
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                writing.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        Running<Long> transfer = Running.start(() -> fifo.input().transferTo(target));
        writing.await();

        Running.start(() -> {
                    fifo.output().write(Bytes.of("efgh"));
                    assertThat(fifo.input().available()).isEqualTo(4);
                    assertThat(fifo).asString().contains("position 8", "position 4");
                    assertThat(fifo.input().asChannel().read(ByteBuffer.allocate(0)))
                            .isZero();
                    fifo.input().close();
                })
                .result();

        goOn.countDown();
        assertThat(transfer.failure()).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void argumentsAreCheckedBeforeTheState() throws IOException {
        FifoInputStream input = Fifo.create().input();
        input.close();
        byte[] array = new byte[3];

        assertThat(input.skip(-1)).isZero();
        assertThatThrownBy(() -> input.readNBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> input.readNBytes(array, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> input.readNBytes(array, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> input.readNBytes(array, 1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> input.transferTo(null)).isInstanceOf(NullPointerException.class);
    }
}
