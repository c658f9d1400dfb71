package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much each call takes and gives, what it leaves alone, and what is counted meanwhile. */
@ExtendWith(NoLeakedThreads.class)
final class CountsTest {

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();

    @Test
    void aWriteReturnsWhenTheLastByteIsAccepted() throws IOException {
        Running<Void> write = Running.blocked(() -> output.write(Bytes.of("abcdefg")));
        assertThat(output.position()).isEqualTo(4);

        assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ab"));
        write.awaitParked();
        assertThat(input.readNBytes(1)).isEqualTo(Bytes.of("c"));

        write.result();
        assertThat(output.position()).isEqualTo(7);
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("defg"));
    }

    @Test
    void aRawWriteTakesWhatFits() throws IOException {
        assertThat(output.writeSome(Bytes.of("-abc-"), 1, 3)).isEqualTo(3);
        assertThat(output.writeSome(Bytes.of("de"), 0, 2)).isEqualTo(1);
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
    }

    @Test
    void aRawWriteWaitsForRoomForOneByte() throws IOException {
        output.write(Bytes.of("abcd"));
        Running<Integer> write = Running.blocked(() -> output.writeSome(Bytes.of("efg"), 0, 3));

        assertThat(input.read()).isEqualTo('a');

        assertThat(write.result()).isEqualTo(1);
        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("bcde"));
    }

    @Test
    void aTryNeverWaits() throws IOException {
        byte[] target = new byte[9];
        assertThat(input.tryRead(target, 0, 9)).isZero();
        assertThat(output.tryWrite(Bytes.of("abcde"), 0, 5)).isEqualTo(4);
        assertThat(output.tryWrite(Bytes.of("e"), 0, 1)).isZero();
        assertThat(input.tryRead(target, 1, 8)).isEqualTo(4);
        assertThat(target).startsWith(0, 'a', 'b', 'c', 'd', 0);
        assertThat(input.tryRead(target, 0, 9)).isZero();
    }

    @Test
    void aReadReturnsAsSoonAsOneByteIsThere() throws IOException {
        Running<Integer> read = Running.blocked(() -> input.read(new byte[4], 0, 4));

        output.write('a');

        assertThat(read.result()).isEqualTo(1);
    }

    @Test
    void aReadCrossesTheWrapInOneCall() throws IOException {
        output.write(Bytes.of("xyz"));
        input.readNBytes(3);
        output.write(Bytes.of("abcd"));

        byte[] target = new byte[9];
        assertThat(input.read(target, 0, 9)).isEqualTo(4);
        assertThat(target).startsWith(Bytes.of("abcd"));
    }

    @Test
    void aReadTouchesNothingBeyondTheBytesItReturns() throws IOException {
        byte[] target = new byte[10];
        Arrays.fill(target, (byte) '.');
        output.write(Bytes.of("abc"));

        assertThat(input.read(target, 2, 7)).isEqualTo(3);
        assertThat(input.tryRead(target, 2, 7)).isZero();
        assertThat(target).isEqualTo(Bytes.of("..abc....."));

        output.close();
        assertThatThrownBy(() -> input.read(target, 0, 9)).isInstanceOf(IncompleteStreamException.class);
        assertThat(target).isEqualTo(Bytes.of("..abc....."));
    }

    @Test
    void theCallersArrayIsFreeWhenAWriteReturns() throws IOException {
        byte[] source = Bytes.of("abc");
        output.write(source);
        Arrays.fill(source, (byte) 'x');
        output.tryWrite(source, 0, 1);
        Arrays.fill(source, (byte) 'y');

        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcx"));
    }

    @Test
    void theCallersArrayIsFreeWhenAWriteThrows() throws IOException {
        byte[] source = Bytes.of("abcdef");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> output.write(source)).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        Arrays.fill(source, (byte) 'x');

        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
        assertThat(input.available()).isZero();
    }

    @Test
    void whatIsAvailableIsCountedAfterEachStep() throws IOException {
        assertThat(input.available()).isZero();
        output.write(Bytes.of("abc"));
        assertThat(input.available()).isEqualTo(3);
        input.read();
        assertThat(input.available()).isEqualTo(2);
        output.write(Bytes.of("de"));
        assertThat(input.available()).as("across the wrap").isEqualTo(4);
        output.close();
        assertThat(input.available()).as("after the writer left").isEqualTo(4);
        input.readNBytes(4);
        assertThat(input.available()).isZero();
    }

    @Test
    void whatIsAvailableCanAlwaysBeReadAlsoWhileTheWriterCloses() {
        Race.run(41, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(5);
            return new Race.Round(
                    () -> {
                        int left = 12;
                        while (left > 0) {
                            int available = fifo.input().available();
                            assertThat(available).isBetween(0, 5);
                            if (available > 0) {
                                assertThat(fifo.input().read(new byte[available], 0, available))
                                        .isEqualTo(available);
                                left -= available;
                            } else {
                                Thread.yield();
                            }
                        }
                    },
                    () -> Ends.writeAll(fifo.output(), new byte[12]),
                    () -> assertThat(fifo.input().available()).isZero());
        });
    }

    @Test
    void anEmptyOperationNeverBlocks() throws IOException {
        assertThat(input.read(new byte[0])).isZero();
        assertThat(input.tryRead(new byte[1], 1, 0)).isZero();
        output.write(new byte[4]);
        output.write(new byte[0]);
        assertThat(output.writeSome(new byte[3], 3, 0)).isZero();
        assertThat(output.tryWrite(new byte[3], 3, 0)).isZero();
    }

    @Test
    void anEmptyReadReturnsZeroInEveryState() throws IOException {
        output.close();
        assertThat(input.read(new byte[0])).isZero();
        input.close();
        assertThat(input.read(new byte[0])).isZero();
        assertThat(input.tryRead(new byte[0], 0, 0)).isZero();
    }

    @Test
    void anEmptyWriteReportsAReaderThatLeft() {
        input.close();

        assertThatThrownBy(() -> output.write(new byte[0])).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> output.writeSome(new byte[0], 0, 0)).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> output.tryWrite(new byte[0], 0, 0)).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void anEmptyWriteOnAClosedEndDoesNothing() throws IOException {
        output.close();
        input.close();

        output.write(new byte[0]);
        assertThat(output.writeSome(new byte[0], 0, 0)).isZero();
        assertThat(output.tryWrite(new byte[0], 0, 0)).isZero();
    }

    @Test
    void argumentsAreCheckedBeforeTheState() {
        input.close();
        output.close();

        assertThatThrownBy(() -> input.read(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> input.read(new byte[2], -1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> input.read(null, 0, 0)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> input.tryRead(new byte[2], 3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> output.write(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> output.write(new byte[2], 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> output.write(null, 0, 0)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> output.writeSome(new byte[2], 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> output.tryWrite(new byte[2], Integer.MAX_VALUE, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
