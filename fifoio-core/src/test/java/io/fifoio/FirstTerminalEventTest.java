package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Race;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of all events that end an end, the first one stays; a promise counts at close, if nothing has revoked it. */
@ExtendWith(NoLeakedThreads.class)
final class FirstTerminalEventTest {

    private final Fifo fifo = Fifo.ofCapacity(2);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();
    private final IOException first = new IOException("first");
    private final IOException second = new IOException("second");

    @Test
    void aCloseDoesNotEraseAFailureOfTheWriter() {
        output.fail(first);
        output.close();
        output.fail(second);

        assertThatThrownBy(input::read).hasCause(first);
    }

    @Test
    void aCloseDoesNotEraseAFailureOfTheReader() {
        input.fail(first);
        input.close();
        input.fail(second);

        assertThatThrownBy(() -> output.write(1))
                .isInstanceOf(BrokenPipeException.class)
                .hasCause(first);
    }

    @Test
    void aFailureAfterTheWritersCloseIsNotHeardOf() throws IOException {
        output.complete();
        output.close();
        output.fail(first);

        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void aFailureAfterTheReadersCloseIsNotHeardOf() {
        input.close();
        input.fail(first);

        assertThatThrownBy(() -> output.write(1))
                .isInstanceOf(BrokenPipeException.class)
                .hasNoCause();
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        output.write(7);
        output.complete();
        output.close();
        output.close();
        assertThat(input.read()).isEqualTo(7);
        assertThat(input.read()).isEqualTo(-1);
        input.close();
        input.close();
    }

    @Test
    void completeBeforeTheLastWriteCountsAtClose() throws IOException {
        output.complete();
        output.write(1);
        output.complete();
        assertThat(input.read()).isEqualTo(1);
        assertThat(input.tryRead(new byte[1], 0, 1))
                .as("a promise alone ends nothing")
                .isZero();
        output.close();

        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void completeAfterCloseComesTooLateAndSaysSo() {
        output.close();

        assertThatThrownBy(output::complete).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void completeAfterACompletedCloseChangesNothing() throws IOException {
        output.complete();
        output.close();
        output.complete();

        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void completeAfterAFailureGivesTheCause() {
        output.fail(first);

        assertThatThrownBy(output::complete)
                .isInstanceOf(IOException.class)
                .hasMessage("this end failed after 0 bytes: java.io.IOException: first")
                .hasCause(first);
    }

    @Test
    void aFailureRevokesThePromise() throws IOException {
        output.complete();
        output.fail(first);
        output.close();

        assertThatThrownBy(input::read).hasCause(first);
    }

    /** The description of a cause is foreign code, which may close the end itself. */
    @Test
    void aCloseWhileTheCauseOfAFailureIsAskedIsNoCompletion() throws IOException {
        output.complete();

        output.fail(new IOException("lost") {
            @Override
            public String toString() {
                output.close();
                return super.toString();
            }
        });

        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aWriteThatRanOutOfTimeRevokesThePromise() throws IOException {
        output.complete();
        output.setTimeout(Duration.ofNanos(1));
        assertThatThrownBy(() -> output.write(Bytes.of("abc"))).isInstanceOf(FifoTimeoutException.class);
        output.close();

        assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ab"));
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aWriteThatWasInterruptedRevokesThePromise() throws IOException {
        output.complete();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> output.write(Bytes.of("abc"))).hasMessageContaining("2 of 3 bytes accepted");
        assertThat(Thread.interrupted()).isTrue();
        output.close();

        assertThat(input.readNBytes(2)).isEqualTo(Bytes.of("ab"));
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aWriteThatFoundNoReaderRevokesThePromise() throws IOException {
        output.complete();
        input.close();
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(BrokenPipeException.class);
        output.close();

        assertThat(output).asString().startsWith("FifoOutputStream[closed,");
    }

    @Test
    void aWriteOfARangeThatIsNotThereRevokesThePromise() throws IOException {
        output.write(1);
        output.complete();
        assertThatThrownBy(() -> output.write(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        output.close();

        assertThat(input.read()).isEqualTo(1);
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aPromiseMadeAgainAfterAFailedWriteCounts() throws IOException {
        output.complete();
        output.setTimeout(Duration.ofNanos(1));
        assertThatThrownBy(() -> output.write(Bytes.of("abc"))).isInstanceOf(FifoTimeoutException.class);
        output.complete();
        output.close();

        assertThat(input.readAllBytes()).isEqualTo(Bytes.of("ab"));
    }

    @Test
    void aFailureNeedsACause() {
        assertThatThrownBy(() -> output.fail(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cause");
        assertThatThrownBy(() -> input.fail(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cause");
    }

    @Test
    void ofAFailureAndACloseThatRaceExactlyOneWinsAndStays() {
        Set<String> seen = new HashSet<>();
        Race.run(11, 10_000, round -> {
            Fifo fifo = Fifo.ofCapacity(1);
            fifo.output().complete();
            return new Race.Round(
                    () -> fifo.output().fail(first), () -> fifo.output().close(), () -> {
                        String once = endOf(fifo);
                        fifo.output().fail(second);
                        fifo.output().close();
                        assertThat(endOf(fifo)).isEqualTo(once);
                        seen.add(once);
                    });
        });
        // How many rounds each of them wins depends on the machine.
        assertThat(seen).isSubsetOf("end of data", "the writer failed after 0 bytes: " + first);
    }

    @Test
    void ofAPromiseAndAFailureThatRaceTheFailureStays() {
        Race.run(12, 10_000, round -> {
            Fifo fifo = Fifo.ofCapacity(1);
            return new Race.Round(
                    () -> {
                        try {
                            fifo.output().complete();
                        } catch (IOException e) {
                            assertThat(e).hasCause(first);
                        }
                        fifo.output().close();
                    },
                    () -> fifo.output().fail(first),
                    () -> assertThat(endOf(fifo)).isIn("end of data", "the writer failed after 0 bytes: " + first));
        });
    }

    private static String endOf(Fifo fifo) {
        try {
            return fifo.input().read() == -1 ? "end of data" : "data";
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
