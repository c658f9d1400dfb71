package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NoLeakedThreads.class)
final class ChannelTest {

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final WritableByteChannel output = fifo.output().asChannel();
    private final ReadableByteChannel input = fifo.input().asChannel();

    /** Buffers of each kind, which start after some other bytes. */
    static Stream<IntFunction<ByteBuffer>> buffers() {
        return Stream.of(
                ByteBuffer::allocate,
                ByteBuffer::allocateDirect,
                size -> ByteBuffer.allocate(size + 5).position(5).slice());
    }

    private static ByteBuffer filled(IntFunction<ByteBuffer> buffers, byte[] bytes) {
        return buffers.apply(bytes.length + 2).position(1).put(bytes).flip().position(1);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aWriteReturnsWhenAllBytesAreAccepted(IntFunction<ByteBuffer> buffers) throws IOException {
        byte[] bytes = Bytes.random(81, 30_000);
        ByteBuffer source = filled(buffers, bytes);
        Running<Integer> write = Running.blocked(() -> output.write(source));

        byte[] read = fifo.input().readNBytes(bytes.length);

        assertThat(write.result()).isEqualTo(bytes.length);
        assertThat(source.hasRemaining()).isFalse();
        assertThat(read).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aReadReturnsWhatIsThereAndTouchesNothingElse(IntFunction<ByteBuffer> buffers) throws IOException {
        fifo.output().write(Bytes.of("abc"));
        ByteBuffer target = filled(buffers, Bytes.of("......"));

        assertThat(input.read(target)).isEqualTo(3);

        assertThat(target.position()).isEqualTo(4);
        byte[] all = new byte[6];
        target.get(1, all);
        assertThat(all).isEqualTo(Bytes.of("abc..."));
    }

    @Test
    void aReadOnlyBufferCanBeWrittenFromAndNotReadInto() throws IOException {
        output.write(ByteBuffer.wrap(Bytes.of("abc")).asReadOnlyBuffer());

        assertThatThrownBy(() -> input.read(ByteBuffer.allocate(3).asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(fifo.input().available()).as("nothing was consumed").isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void anEmptyBufferNeverBlocks(IntFunction<ByteBuffer> buffers) throws IOException {
        assertThat(input.read(buffers.apply(0))).isZero();
        fifo.output().write(new byte[4]);
        assertThat(output.write(buffers.apply(0))).isZero();
        fifo.input().close();
        assertThatThrownBy(() -> output.write(buffers.apply(0))).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void anEmptyBufferWaitsForNoTurn() throws IOException {
        Running<Integer> read = Running.blocked(() -> input.read(ByteBuffer.allocate(4)));

        Running<Integer> empty = Running.start(() -> fifo.input().asChannel().read(ByteBuffer.allocate(0)));

        assertThat(empty.result()).isZero();
        output.write(ByteBuffer.wrap(Bytes.of("ab")));
        assertThat(read.result()).isEqualTo(2);
    }

    @Test
    void endOfDataIsMinusOne() throws IOException {
        fifo.output().complete();
        output.close();

        assertThat(input.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(input.read(ByteBuffer.allocateDirect(1))).isEqualTo(-1);
    }

    @Test
    void closingAChannelClosesItsEnd() throws IOException {
        assertThat(output.isOpen()).isTrue();
        assertThat(input.isOpen()).isTrue();
        input.close();
        assertThat(input.isOpen()).isFalse();
        assertThatThrownBy(() -> input.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1))).isInstanceOf(BrokenPipeException.class);
        output.close();
        assertThat(output.isOpen()).isFalse();
        assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> fifo.output().write(1)).isInstanceOf(ClosedChannelException.class);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aTimeoutTellsHowMuchOfTheBufferWasAccepted(IntFunction<ByteBuffer> buffers) throws IOException {
        Fifo fifo = Fifo.ofCapacity(20_000);
        fifo.output().setTimeout(Duration.ofNanos(1));
        ByteBuffer source = filled(buffers, Bytes.random(82, 30_000));

        assertThatThrownBy(() -> fifo.output().asChannel().write(source))
                .isInstanceOfSatisfying(
                        FifoTimeoutException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(20_000));
        assertThat(source.position()).isEqualTo(20_001);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aReaderThatLeavesDuringTheWriteLeavesThePositionAtWhatWasAccepted(IntFunction<ByteBuffer> buffers) {
        ByteBuffer source = filled(buffers, new byte[9]);
        Running<Integer> write = Running.blocked(() -> output.write(source));

        fifo.input().close();

        assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
        assertThat(source.position()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aReadThatThrowsOrFindsTheEndLeavesTheBufferAsItWas(IntFunction<ByteBuffer> buffers) throws IOException {
        ByteBuffer target = filled(buffers, Bytes.of("....."));
        fifo.input().setTimeout(Duration.ofNanos(1));
        assertThatThrownBy(() -> input.read(target)).isInstanceOf(FifoTimeoutException.class);
        assertUntouched(target);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> input.read(target)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertUntouched(target);
        output.close();
        assertThatThrownBy(() -> input.read(target)).isInstanceOf(IncompleteStreamException.class);
        assertUntouched(target);
        input.close();
        assertThatThrownBy(() -> input.read(target)).isInstanceOf(ClosedChannelException.class);
        assertUntouched(target);
        Fifo ended = Fifo.plain(1);
        ended.output().close();
        assertThat(ended.input().asChannel().read(target)).isEqualTo(-1);
        assertUntouched(target);
    }

    private static void assertUntouched(ByteBuffer target) {
        assertThat(target.position()).isOne();
        byte[] all = new byte[5];
        target.get(1, all);
        assertThat(all).isEqualTo(Bytes.of("....."));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aReadStopsAtTheLimitOfTheBuffer(IntFunction<ByteBuffer> buffers) throws IOException {
        fifo.output().write(Bytes.of("abcd"));
        ByteBuffer target = filled(buffers, Bytes.of(".....")).limit(3);

        assertThat(input.read(target)).isEqualTo(2);

        byte[] all = new byte[5];
        target.clear().get(1, all);
        assertThat(all).isEqualTo(Bytes.of("ab..."));
        assertThat(fifo.input().available()).isEqualTo(2);
    }

    @Test
    void theBufferIsLookedAtBeforeTheState() throws IOException {
        input.close();
        output.close();

        assertThatThrownBy(() -> input.read(ByteBuffer.allocate(3).asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> input.read(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> output.write(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aClosedChannelSaysSoAlsoWhereThereIsNothingToDo() throws IOException {
        input.close();
        input.close();
        output.close();
        output.close();

        assertThatThrownBy(() -> input.read(ByteBuffer.allocate(0))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> output.write(ByteBuffer.allocate(0))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aChannelOfAnEndThatFailedIsNotOpenAndTellsTheCause() {
        IOException cause = new IOException("disk full");
        fifo.output().fail(cause);
        fifo.input().fail(cause);

        assertThat(output.isOpen()).isFalse();
        assertThat(input.isOpen()).isFalse();
        assertThatThrownBy(() -> output.write(ByteBuffer.allocate(0))).hasCause(cause);
        assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1))).hasCause(cause);
        assertThatThrownBy(() -> input.read(ByteBuffer.allocate(1))).hasCause(cause);
    }

    @Test
    void callersOfTheChannelsOfOneEndTakeTurns() throws IOException {
        int writers = 8;
        int messages = 200;
        List<Running<Void>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            byte[] message = new byte[16];
            Arrays.fill(message, (byte) ('a' + writer));
            running.add(Running.start(() -> {
                for (int i = 0; i < messages; i++) {
                    fifo.output().asChannel().write(ByteBuffer.wrap(message));
                }
            }));
        }

        int[] seen = new int[writers];
        byte[] message = new byte[16];
        for (int i = 0; i < writers * messages; i++) {
            fifo.input().readNBytes(message, 0, 16);
            for (byte value : message) {
                assertThat(value).as("the messages are whole").isEqualTo(message[0]);
            }
            seen[message[0] - 'a']++;
        }

        running.forEach(Running::result);
        assertThat(seen).containsOnly(messages);
    }
}
