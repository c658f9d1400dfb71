package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of Go's {@code io.Pipe}, for a pair that has room in between. */
@ExtendWith(NoLeakedThreads.class)
final class SynchronousPipeCasesTest {

    private static final IOException CAUSE = new IOException("the cause");

    @Test
    void messagesArriveInTheirSizes() throws IOException {
        Fifo fifo = Fifo.ofCapacity(64);
        byte[] target = new byte[64];
        for (int size = 5; size <= 45; size += 10) {
            byte[] message = Bytes.random(size, size);
            fifo.output().write(message);
            assertThat(fifo.input().read(target)).isEqualTo(size);
            assertThat(target).startsWith(message);
        }
        fifo.output().complete();
        fifo.output().close();
        assertThat(fifo.input().read(target)).isEqualTo(-1);
    }

    @Test
    void aMessageIsReadInPartsThatDouble() throws IOException {
        Fifo fifo = Fifo.ofCapacity(128);
        byte[] message = Bytes.random(1, 128);
        Ends.writeAll(fifo.output(), message);

        byte[] read = new byte[512];
        int length = 0;
        for (int size = 1; size <= 64; size *= 2) {
            assertThat(fifo.input().read(read, length, size)).isEqualTo(size);
            length += size;
        }
        assertThat(fifo.input().read(read, length, 128)).as("the last byte").isEqualTo(1);
        assertThat(fifo.input().read(read, length + 1, 256)).as("the end").isEqualTo(-1);
        assertThat(Arrays.copyOf(read, 128)).isEqualTo(message);
    }

    /** How an end goes. */
    enum Ending {
        COMPLETE_AND_CLOSE,
        CLOSE,
        FAIL;

        void end(FifoOutputStream output) throws IOException {
            switch (this) {
                case COMPLETE_AND_CLOSE -> {
                    output.complete();
                    output.close();
                }
                case CLOSE -> output.close();
                case FAIL -> output.fail(CAUSE);
            }
        }

        void end(FifoInputStream input) {
            if (this == FAIL) {
                input.fail(CAUSE);
            } else {
                input.close();
            }
        }
    }

    static Stream<Arguments> endings() {
        return Stream.of(Ending.values())
                .flatMap(ending -> Stream.of(
                        Arguments.of(ending, false, false),
                        Arguments.of(ending, false, true),
                        Arguments.of(ending, true, false),
                        Arguments.of(ending, true, true)));
    }

    @ParameterizedTest(name = "{0}, other waits: {1}, plain: {2}")
    @MethodSource("endings")
    void theReaderHearsHowTheWriterEnded(Ending ending, boolean waiting, boolean plain) throws IOException {
        Fifo fifo = plain ? Fifo.plain(4) : Fifo.ofCapacity(4);
        Running<Integer> read;
        if (waiting) {
            read = Running.blocked(() -> fifo.input().read());
            ending.end(fifo.output());
        } else {
            ending.end(fifo.output());
            read = Running.start(() -> fifo.input().read());
        }

        if (ending == Ending.FAIL) {
            assertThat(read.failure())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCause(CAUSE);
        } else if (ending == Ending.CLOSE && !plain) {
            assertThat(read.failure())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasNoCause();
        } else {
            assertThat(read.result()).isEqualTo(-1);
        }
    }

    @ParameterizedTest(name = "{0}, other waits: {1}, plain: {2}")
    @MethodSource("endings")
    void theWriterHearsHowTheReaderEnded(Ending ending, boolean waiting, boolean plain) throws IOException {
        Fifo fifo = plain ? Fifo.plain(4) : Fifo.ofCapacity(4);
        fifo.output().write(new byte[4]);
        Running<Void> write;
        if (waiting) {
            write = Running.blocked(() -> fifo.output().write(1));
            ending.end(fifo.input());
        } else {
            ending.end(fifo.input());
            write = Running.start(() -> fifo.output().write(1));
        }

        assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
        if (ending == Ending.FAIL) {
            assertThat(write.failure()).hasCause(CAUSE);
        } else {
            assertThat(write.failure()).hasNoCause();
        }
    }

    @Test
    void anEmptyWriteAndACloseAreTheEndForAReaderThatAsksForTwoBytes() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        Running<Integer> read = Running.blocked(() -> fifo.input().read(new byte[2]));
        fifo.output().write(new byte[0]);
        read.awaitParked();

        fifo.output().complete();
        fifo.output().close();

        assertThat(read.result()).isEqualTo(-1);
    }

    @Test
    void aWriteAfterTheCloseFailsAndTheReaderHasExactlyTheFirst() throws IOException {
        Fifo fifo = Fifo.plain(4);
        fifo.output().write(Bytes.of("one"));
        fifo.output().close();

        assertThatThrownBy(() -> fifo.output().write(Bytes.of("two"))).isInstanceOf(ClosedChannelException.class);
        assertThat(fifo.input().readAllBytes()).isEqualTo(Bytes.of("one"));
    }
}
