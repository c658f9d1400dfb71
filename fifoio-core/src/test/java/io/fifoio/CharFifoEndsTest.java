package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.StringWriter;
import java.nio.CharBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The promises of the pair of bytes, kept by the pair of chars. */
@ExtendWith(NoLeakedThreads.class)
final class CharFifoEndsTest {

    private static final Duration SHORT = Duration.ofNanos(1);

    private final CharFifo fifo = CharFifo.ofCapacity(4);
    private final FifoWriter writer = fifo.writer();
    private final FifoReader reader = fifo.reader();

    @Test
    void closingWithoutAPromiseIsNoEndOfData() throws IOException {
        writer.write("ab");
        writer.close();

        StringWriter target = new StringWriter();
        assertThatThrownBy(() -> reader.transferTo(target))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("closed after 2 chars")
                .hasMessageContaining("Call FifoWriter.complete()")
                .hasMessageContaining("CharFifo.plain(capacity)");
        assertThat(target).hasToString("ab");
    }

    @Test
    void aPromiseKeptIsEndOfData() throws IOException {
        writer.complete();
        writer.write("ab");
        writer.close();
        writer.fail(new IOException("too late"));

        assertThat(reader.read(new char[9])).isEqualTo(2);
        assertThat(reader.read()).isEqualTo(-1);
        assertThat(reader.tryRead(new char[1], 0, 1)).isEqualTo(-1);
    }

    @Test
    void aPromiseHoldsThroughAnyWriteThatHadToWait() throws IOException {
        for (CharWriting write : CharWriting.WAYS) {
            CharFifo full = CharFifo.ofCapacity(2);
            full.writer().write("ab");
            full.writer().complete();
            Running<Void> waiting = Running.blocked(() -> {
                write.to(full.writer());
                full.writer().close();
            });
            StringWriter target = new StringWriter();
            full.reader().transferTo(target);
            waiting.result();
            assertThat(target.toString()).startsWith("abx");
        }
    }

    @Test
    void aCloseDuringAnyPromisedWriteThatWaitsIsNotTheEndOfData() throws IOException {
        for (CharWriting write : CharWriting.WAYS) {
            CharFifo full = CharFifo.ofCapacity(2);
            full.writer().write("ab");
            full.writer().complete();
            Running<Void> waiting = Running.blocked(() -> write.to(full.writer()));

            full.writer().close();

            assertThat(waiting.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(full.reader().skip(2)).isEqualTo(2);
            assertThatThrownBy(full.reader()::read).isInstanceOf(IncompleteStreamException.class);
        }
    }

    @Test
    void closingAPlainPairIsEndOfData() throws IOException {
        CharFifo plain = CharFifo.plain(3);
        plain.writer().write("ab");
        plain.writer().close();

        assertThat(plain.reader().skip(9)).isEqualTo(2);
        assertThat(plain.reader().read(CharBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void aFailureComesAfterTheCharsAndWithItsCause() throws IOException {
        IOException cause = new IOException("disk full");
        writer.write("a");
        writer.complete();
        writer.fail(cause);
        writer.close();

        assertThat(reader.read()).isEqualTo('a');
        assertThatThrownBy(reader::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(cause);
        assertThatThrownBy(() -> writer.write("b")).hasCause(cause);
    }

    @Test
    void aReaderThatLeavesReleasesTheWriter() {
        IOException cause = new IOException("enough");
        Running<Void> write = Running.blocked(() -> writer.write("abcdef"));

        reader.fail(cause);
        reader.close();

        assertThat(write.failure()).isInstanceOf(BrokenPipeException.class).hasCause(cause);
        assertThatThrownBy(() -> writer.write("")).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> writer.append('a')).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> writer.tryWrite(new char[1], 0, 1)).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> writer.tryWrite(new char[1], 1, 0)).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void closingOnesOwnEndReleasesTheCallBlockedInIt() {
        Running<Integer> read = Running.blocked(() -> reader.read());
        reader.close();
        assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(reader::read).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(reader::ready).isInstanceOf(ClosedChannelException.class);

        CharFifo other = CharFifo.plain(1);
        Running<Void> write = Running.blocked(() -> other.writer().write("ab"));
        other.writer().close();
        assertThat(write.failure()).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> other.writer().write('a')).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void anInterruptTellsHowManyCharsWereAccepted() throws IOException {
        Running<Boolean> write = Running.blocked(() -> {
            assertThatThrownBy(() -> writer.write("-abcdef-", 1, 6))
                    .isInstanceOfSatisfying(
                            InterruptedIOException.class,
                            e -> assertThat(e.bytesTransferred).isEqualTo(4))
                    .hasMessageContaining("4 of 6 chars accepted");
            return Thread.currentThread().isInterrupted();
        });

        write.interrupt();

        assertThat(write.result()).as("the flag").isTrue();
        assertThat(reader.skip(4)).isEqualTo(4);
        writer.write("x");
        assertThat(reader.read()).as("usable").isEqualTo('x');
    }

    @Test
    void aTimeLimitTellsHowManyCharsWereAccepted() throws IOException {
        writer.setTimeout(SHORT);
        reader.setTimeout(SHORT);
        assertThatThrownBy(reader::read)
                .isInstanceOf(FifoTimeoutException.class)
                .hasMessage("no data within " + SHORT);
        assertThatThrownBy(() -> reader.read(CharBuffer.allocate(1))).isInstanceOf(FifoTimeoutException.class);
        assertThatThrownBy(() -> writer.write("abcdef".toCharArray()))
                .isInstanceOfSatisfying(
                        FifoTimeoutException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(4));
        assertThatThrownBy(() -> writer.write('e')).isInstanceOf(FifoTimeoutException.class);
        assertThatThrownBy(() -> writer.writeSome(new char[1], 0, 1)).isInstanceOf(FifoTimeoutException.class);

        assertThat(reader.read()).as("usable").isEqualTo('a');
        assertThatThrownBy(() -> reader.transferTo(new StringWriter()))
                .isInstanceOfSatisfying(
                        FifoTimeoutException.class,
                        e -> assertThat(e.bytesTransferred).isEqualTo(3));
    }

    @Test
    void whatTriesNeverWaitsAndWhatWritesSomeWaitsForOneChar() throws IOException {
        char[] chars = "abcdef".toCharArray();
        assertThat(reader.tryRead(chars, 0, 6)).isZero();
        assertThat(writer.tryWrite(chars, 0, 6)).isEqualTo(4);
        assertThat(writer.tryWrite(chars, 4, 2)).isZero();
        Running<Integer> write = Running.blocked(() -> writer.writeSome(chars, 4, 2));

        assertThat(reader.read()).isEqualTo('a');

        assertThat(write.result()).isEqualTo(1);
        char[] read = new char[6];
        assertThat(reader.tryRead(read, 1, 5)).isEqualTo(4);
        assertThat(read).containsExactly('\0', 'b', 'c', 'd', 'e', '\0');
        assertThat(writer.position()).isEqualTo(5);
    }

    @Test
    void argumentsAreCheckedBeforeTheState() {
        writer.close();
        reader.close();
        assertThatThrownBy(() -> writer.write("abc", 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.write(new char[3], -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.tryWrite(new char[3], 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.read(new char[3], 3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.tryRead(new char[3], 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> CharFifo.ofCapacity(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity is 0 chars, must be at least 1");
        assertThatThrownBy(() -> CharFifo.ofCapacity(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity is 2147483647 chars, must be at most 2147483639");
    }

    @Test
    void twoReadersAreTold() {
        Running<Integer> read = Running.blocked(() -> reader.read());
        assertThatThrownBy(reader::read).hasMessageContaining("two threads read at one FifoReader");
        assertThat(read.failure()).hasMessageContaining("two threads read at one FifoReader");
        assertThatThrownBy(() -> writer.write('a')).hasMessageContaining("two threads read at one FifoReader");
    }
}
