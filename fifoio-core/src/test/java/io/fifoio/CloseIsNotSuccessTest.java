package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
