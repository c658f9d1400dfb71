package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other ecosystems require of their streams and pipes, unless a test named after one of them covers it: Go's
 * {@code iotest}, the connected streams of .NET, Python's non-blocking pipes, Node's pipelines.
 */
@ExtendWith(NoLeakedThreads.class)
final class OtherStreamsCasesTest {

    /** A call that reads into an array, as much as it likes of what it is asked for. */
    @FunctionalInterface
    private interface Read {
        int into(FifoInputStream input, byte[] target, int off, int len) throws IOException;
    }

    private static int byte0(FifoInputStream input, byte[] target, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        int value = input.read();
        if (value < 0) {
            return value;
        }
        target[off] = (byte) value;
        return 1;
    }

    private static final List<Read> READS = List.of(
            FifoInputStream::read,
            OtherStreamsCasesTest::byte0,
            (input, target, off, len) -> input.asChannel().read(ByteBuffer.wrap(target, off, len)),
            (input, target, off, len) -> {
                int count = 0;
                while (len > 0 && (count = input.tryRead(target, off, len)) == 0) {
                    Thread.yield();
                }
                return count;
            },
            (input, target, off, len) -> {
                ByteBuffer direct = ByteBuffer.allocateDirect(len);
                int count = input.asChannel().read(direct);
                direct.flip().get(target, off, Math.max(0, count));
                return count;
            });

    /** Go's {@code iotest.TestReader}: small sizes in turn, nothing in between, and all over again at the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void whateverIsAskedForInTurnAllComesAndNothingElseIsTouched(int capacity) throws IOException {
        byte[] bytes = Bytes.random(capacity, Math.min(3_000, 500 * capacity));
        for (Read read : READS) {
            Fifo fifo = Fifo.ofCapacity(capacity);
            Running<Void> write = Running.start(() -> Ends.writeAll(fifo.output(), bytes));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] target = new byte[8];
            int size = 0;
            while (true) {
                Arrays.fill(target, (byte) '.');
                int count = read.into(fifo.input(), target, 2, size);
                if (count < 0) {
                    break;
                }
                assertThat(count).as("of %d", size).isBetween(Math.min(size, 1), size);
                all.write(target, 2, count);
                for (int i = 0; i < target.length; i++) {
                    assertThat(i >= 2 && i < 2 + count || target[i] == '.')
                            .as("place %d of %s", i, Arrays.toString(target))
                            .isTrue();
                }
                size = (size + 1) % 6;
            }
            assertThat(all.toByteArray()).isEqualTo(bytes);
            write.result();
            for (Read again : READS) {
                assertThat(again.into(fifo.input(), target, 0, 0)).isZero();
                assertThat(again.into(fifo.input(), target, 0, 5)).isEqualTo(-1);
            }
            assertThat(fifo.input().skip(5)).isZero();
            assertThat(fifo.input().transferTo(OutputStream.nullOutputStream())).isZero();
            assertThat(fifo.input().readAllBytes()).isEmpty();
            assertThat(fifo.input().available()).isZero();
        }
    }

    /** .NET: a write of nothing does not wake anybody to find nothing. */
    @Test
    void writesOfNothingInBetweenChangeNothing() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        Running<byte[]> read = Running.blocked(() -> fifo.input().readAllBytes());
        for (byte value : Bytes.of("abcdefgh")) {
            fifo.output().write(new byte[0]);
            fifo.output().shared().write(new byte[3], 1, 0);
            fifo.output().asChannel().write(ByteBuffer.allocateDirect(0));
            assertThat(fifo.output().writeSome(new byte[0], 0, 0)).isZero();
            fifo.output().flush();
            read.awaitParked();
            fifo.output().write(value);
        }
        fifo.output().complete();
        fifo.output().close();

        assertThat(read.result()).isEqualTo(Bytes.of("abcdefgh"));
    }

    /**
     * Go's {@code io.Pipe}: what each of several readers gets is one message, because each message is published in one
     * piece.
     */
    @Test
    void readersInTurnGetMessagesThatFitWhole() throws IOException {
        Fifo fifo = Fifo.ofCapacity(8);
        int readers = 8;
        int each = 100;
        List<Running<List<Integer>>> reading = IntStream.range(0, readers)
                .mapToObj(reader -> Running.start(() -> {
                    List<Integer> numbers = new ArrayList<>();
                    ByteBuffer message = ByteBuffer.allocate(4);
                    for (int i = 0; i < each; i++) {
                        assertThat(fifo.input().asChannel().read(message.clear()))
                                .isEqualTo(4);
                        numbers.add(message.flip().getInt());
                    }
                    return numbers;
                }))
                .toList();

        for (int number = 0; number < readers * each; number++) {
            fifo.output().write(ByteBuffer.allocate(4).putInt(number).array());
        }

        List<Integer> all = new ArrayList<>();
        for (Running<List<Integer>> reader : reading) {
            assertThat(reader.result()).as("each in order").isSorted();
            all.addAll(reader.result());
        }
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, readers * each).boxed().toList());
    }

    /** Python: messages of growing length to a pipe that takes what it has room for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 1000})
    void messagesThatGrowGoThroughWithoutAnyWait(int capacity) throws IOException {
        Fifo fifo = Fifo.ofCapacity(capacity);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] target = new byte[capacity];
        for (int length = 1; length < 3 * capacity + 20; length += 1 + capacity / 10) {
            byte[] message = Bytes.random(length, length);
            sent.writeBytes(message);
            int done = 0;
            while (done < length) {
                int taken = fifo.output().tryWrite(message, done, length - done);
                done += taken;
                if (taken == 0) {
                    assertThat(fifo.input().available()).isEqualTo(capacity);
                    received.write(target, 0, fifo.input().tryRead(target, 0, capacity));
                }
            }
        }
        fifo.output().complete();
        fifo.output().close();
        received.writeBytes(fifo.input().readAllBytes());

        assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
    }

    /**
     * Node: three pairs in a row, each passed on to the next by a thread that passes the outcome of either side on to
     * the other.
     */
    private static final class Pipeline {
        final List<Fifo> pairs =
                List.of(Fifo.ofCapacity(7), Fifo.ofCapacity(1), Fifo.ofCapacity(64), Fifo.ofCapacity(3));
        final List<Running<Void>> passing = new ArrayList<>();

        Pipeline() {
            for (int i = 1; i < pairs.size(); i++) {
                FifoInputStream from = pairs.get(i - 1).input();
                FifoOutputStream to = pairs.get(i).output();
                passing.add(Running.start(() -> {
                    try {
                        from.transferTo(to);
                        to.complete();
                    } catch (IOException e) {
                        from.fail(e);
                        to.fail(e);
                    } finally {
                        from.close();
                        to.close();
                    }
                }));
            }
        }

        FifoOutputStream output() {
            return pairs.get(0).output();
        }

        FifoInputStream input() {
            return pairs.get(pairs.size() - 1).input();
        }
    }

    @Test
    void whatGoesThroughSeveralPairsArrivesWhole() throws IOException {
        Pipeline pipeline = new Pipeline();
        byte[] bytes = Bytes.random(1, 5_000);
        Running<Void> write = Running.start(() -> Ends.writeAll(pipeline.output(), bytes));

        assertThat(pipeline.input().readAllBytes()).isEqualTo(bytes);

        write.result();
        pipeline.passing.forEach(Running::result);
    }

    @Test
    void aFailureAtTheHeadReachesTheLastReaderBehindTheBytes() throws IOException {
        Pipeline pipeline = new Pipeline();
        byte[] bytes = Bytes.random(2, 1_000);
        Running<Void> write = Running.start(() -> {
            pipeline.output().write(bytes);
            pipeline.output().fail(new IOException("disk full"));
        });

        assertThat(pipeline.input().readNBytes(1_000)).isEqualTo(bytes);
        assertThatThrownBy(pipeline.input()::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasRootCauseMessage("disk full");

        write.result();
        pipeline.passing.forEach(Running::result);
    }

    @Test
    void aHeadThatClosesWithoutAPromiseIsNoEndForTheLastReader() throws IOException {
        Pipeline pipeline = new Pipeline();
        pipeline.output().write(Bytes.of("abc"));
        pipeline.output().close();

        assertThat(pipeline.input().readNBytes(3)).isEqualTo(Bytes.of("abc"));
        assertThatThrownBy(pipeline.input()::read).isInstanceOf(IncompleteStreamException.class);

        pipeline.passing.forEach(Running::result);
    }

    @Test
    void aReaderThatLeavesAtTheTailReleasesTheWriterAtTheHead() throws IOException {
        Pipeline pipeline = new Pipeline();
        Running<Void> write = Running.start(() -> pipeline.output().write(new byte[100_000]));
        pipeline.input().readNBytes(5_000);

        pipeline.input().fail(new IOException("user left"));

        assertThat(write.failure()).isInstanceOf(BrokenPipeException.class).hasRootCauseMessage("user left");
        pipeline.passing.forEach(Running::result);
    }
}
