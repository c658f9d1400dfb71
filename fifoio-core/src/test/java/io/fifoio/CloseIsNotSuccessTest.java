package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import io.fifoio.testing.Running;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a strict pair only a promise makes the writer's close the end of data; a plain pair follows java.io. */
@ExtendWith(NoLeakedThreads.class)
final class CloseIsNotSuccessTest {

    @Test
    void aCloseWithoutCompleteIsAFailureThatSaysWhatToDo() throws IOException {
        Fifo fifo = Fifo.create();
        fifo.output().write(Bytes.of("half"));
        fifo.output().close();

        assertThat(fifo.input().readNBytes(4)).isEqualTo(Bytes.of("half"));
        assertThatThrownBy(fifo.input()::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasNoCause()
                .hasMessage("the writer closed after 4 bytes without complete(): the data may be cut off."
                        + " Call FifoOutputStream.complete() after the last write,"
                        + " or use Fifo.plain(capacity) where close() alone is to mean end of data");
    }

    @Test
    void aCloseByAnotherThreadDuringAPromisedWriteIsNotTheEndOfData() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        fifo.output().complete();
        Running<Void> write = Running.blocked(() -> fifo.output().write(Bytes.of("0123456789")));

        fifo.output().close();

        assertThat(write.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(fifo.input().readNBytes(4)).isEqualTo(Bytes.of("0123"));
        assertThatThrownBy(fifo.input()::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aPromiseMadeByAnotherThreadDuringAWriteIsNotKeptByAClose() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        Running<Void> write = Running.blocked(() -> fifo.output().write(Bytes.of("0123456789")));

        fifo.output().complete();
        fifo.output().close();

        assertThat(write.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(fifo.input().readNBytes(4)).isEqualTo(Bytes.of("0123"));
        assertThatThrownBy(fifo.input()::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aCloseBetweenThePartsOfAPromisedWriteIsNotTheEndOfData() {
        Race.run(7, 5_000, round -> {
            Fifo fifo = Fifo.ofCapacity(64);
            fifo.output().complete();
            boolean[] written = new boolean[1];
            return new Race.Round(
                    () -> {
                        try {
                            fifo.output().write(new byte[64]);
                            written[0] = true;
                        } catch (ClosedChannelException closedMeanwhile) {
                            assertThat(written[0]).isFalse();
                        }
                    },
                    fifo.output()::close,
                    () -> {
                        int available = fifo.input().available();
                        fifo.input().readNBytes(available);
                        assertThat(available).isBetween(0, 64);
                        if (available % 64 != 0) {
                            assertThatThrownBy(fifo.input()::read).isInstanceOf(IncompleteStreamException.class);
                        }
                    });
        });
    }

    @Test
    void aPromiseHoldsThroughWritesThatHadToWait() throws IOException {
        Fifo fifo = Fifo.ofCapacity(4);
        fifo.output().complete();
        Running<Void> writes = Running.blocked(() -> {
            fifo.output().write(Bytes.of("0123456789"));
            fifo.output().write('a');
            fifo.output().writeSome(Bytes.of("b"), 0, 1);
            fifo.output().close();
        });

        assertThat(fifo.input().readAllBytes()).isEqualTo(Bytes.of("0123456789ab"));
        writes.result();
    }

    @ParameterizedTest
    @MethodSource("io.fifoio.AnEndLeavesTest#writes")
    void aPromiseHoldsThroughOneWriteThatHadToWait(AnEndLeavesTest.Call write) throws IOException {
        Fifo fifo = Fifo.ofCapacity(2);
        fifo.output().write(new byte[2]);
        fifo.output().complete();
        Running<Void> waiting = Running.blocked(() -> {
            write.calling().run(fifo);
            fifo.output().close();
        });

        assertThat(fifo.input().readAllBytes()).hasSizeGreaterThan(2);
        waiting.result();
    }

    @ParameterizedTest
    @MethodSource("io.fifoio.AnEndLeavesTest#writes")
    void aCloseDuringAnyPromisedWriteThatWaitsIsNotTheEndOfData(AnEndLeavesTest.Call write) throws IOException {
        Fifo fifo = Fifo.ofCapacity(2);
        fifo.output().write(new byte[2]);
        fifo.output().complete();
        Running<Void> waiting = Running.blocked(() -> write.calling().run(fifo));

        fifo.output().close();

        assertThat(waiting.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThat(fifo.input().readNBytes(2)).hasSize(2);
        assertThatThrownBy(fifo.input()::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void theExampleOfTheDocumentationTellsTheReaderTheCause() throws IOException {
        Fifo fifo = Fifo.create();
        IllegalStateException cause = new IllegalStateException("printer on fire");
        Running<Void> writer = Running.start(() -> {
            FifoOutputStream out = fifo.output();
            try {
                out.write(Bytes.of("half"));
                if (out.position() > 0) {
                    throw cause;
                }
                out.complete();
            } catch (Throwable t) {
                out.fail(t);
            } finally {
                out.close();
            }
        });

        assertThat(fifo.input().readNBytes(4)).isEqualTo(Bytes.of("half"));
        assertThatThrownBy(fifo.input()::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(cause);
        writer.result();
    }

    @Test
    void aCauseThatCannotTellOfItselfIsStillACause() {
        Fifo fifo = Fifo.create();
        RuntimeException mute = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        fifo.output().fail(mute);

        assertThatThrownBy(fifo.input()::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining(mute.getClass().getName())
                .matches(thrown -> thrown.getCause() == mute);
    }

    @Test
    void aBlockedReaderIsToldToo() {
        Fifo fifo = Fifo.create();
        Running<Integer> read = Running.blocked(() -> fifo.input().read());

        fifo.output().close();

        assertThat(read.failure()).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void inAPlainPairACloseIsTheEndOfData() throws IOException {
        Fifo fifo = Fifo.plain(4);
        fifo.output().write(Bytes.of("half"));
        fifo.output().close();

        assertThat(fifo.input().readAllBytes()).isEqualTo(Bytes.of("half"));
        fifo.output().complete();
        assertThat(fifo.input().read()).isEqualTo(-1);
    }

    @Test
    void inAPlainPairAFailureIsAFailure() {
        Fifo fifo = Fifo.plain(4);
        IOException cause = new IOException("disk full");
        fifo.output().fail(cause);
        fifo.output().close();

        assertThatThrownBy(fifo.input()::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(cause);
    }

    @Test
    void anExceptionThatLeavesTryWithResourcesIsNotACleanEnd() throws IOException {
        Fifo fifo = Fifo.create();
        assertThatThrownBy(() -> {
                    try (FifoOutputStream output = fifo.output()) {
                        output.write(1);
                        throw new IllegalStateException("the row does not parse");
                    }
                })
                .isInstanceOf(IllegalStateException.class);

        assertThat(fifo.input().read()).isEqualTo(1);
        assertThatThrownBy(fifo.input()::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void whatAWrapperFlushesAtCloseIsCoveredByThePromise() throws IOException {
        Fifo fifo = Fifo.create();
        try (BufferedWriter writer =
                new BufferedWriter(new OutputStreamWriter(fifo.output(), StandardCharsets.UTF_8))) {
            writer.write("still in the wrapper");
            fifo.output().complete();
            assertThat(fifo.input().available()).isZero();
        }

        assertThat(fifo.input().readAllBytes()).isEqualTo(Bytes.of("still in the wrapper"));
    }

    @Test
    void aPairNeedsRoomForAByte() {
        assertThatThrownBy(() -> Fifo.ofCapacity(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity is 0 bytes, must be at least 1");
        assertThatThrownBy(() -> Fifo.plain(-1)).hasMessage("capacity is -1 bytes, must be at least 1");
    }
}
