package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.ring.RingBytes;
import io.fifoio.ring.RingChars;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A write that fails leaves a gap, whatever the reason: if the exception is swallowed, closing must not make the data
 * complete.
 */
@ExtendWith(NoLeakedThreads.class)
final class RevokedPromiseTest {

    private final Fifo fifo = Fifo.ofCapacity(4);
    private final FifoOutputStream output = fifo.output();
    private final FifoInputStream input = fifo.input();
    private final CharFifo text = CharFifo.ofCapacity(4);
    private final FifoWriter writer = text.writer();

    private final Map<String, Running.Action> writes = Map.of(
            "write", () -> output.write(new byte[3], 0, 9),
            "writeSome", () -> output.writeSome(new byte[3], -1, 2),
            "tryWrite", () -> output.tryWrite(new byte[3], 4, 0),
            "shared", () -> output.shared().write(new byte[3], 3, 1));

    private final Map<String, Running.Action> writesOfChars = Map.of(
            "write", () -> writer.write(new char[3], 0, 9),
            "string", () -> writer.write("abc", 0, 9),
            "writeSome", () -> writer.writeSome(new char[3], -1, 2),
            "tryWrite", () -> writer.tryWrite(new char[3], 4, 0));

    @ParameterizedTest
    @ValueSource(strings = {"write", "writeSome", "tryWrite", "shared"})
    void aRangeThatIsNotWithinTheArrayRevokesThePromise(String call) throws IOException {
        output.complete();

        assertThatThrownBy(() -> writes.get(call).run()).isInstanceOf(IndexOutOfBoundsException.class);

        output.close();
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "text", "shared range", "shared text"})
    void aTextThatCannotBeAppendedRevokesThePromise(String what) throws IOException {
        CharSequence unreadable = new CharSequence() {
            @Override
            public int length() {
                return 3;
            }

            @Override
            public char charAt(int index) {
                throw new IllegalStateException("gone");
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                throw new IllegalStateException("gone");
            }

            @Override
            public String toString() {
                throw new IllegalStateException("gone");
            }
        };
        Map<String, Running.Action> appending = Map.of(
                "range", () -> writer.append("abc", 2, 9),
                "text", () -> writer.append(unreadable),
                "shared range", () -> writer.shared().append("abc", 2, 9),
                "shared text", () -> writer.shared().append(unreadable));
        writer.complete();

        assertThatThrownBy(() -> appending.get(what).run()).isInstanceOf(RuntimeException.class);

        writer.close();
        assertThatThrownBy(text.reader()::read).isInstanceOf(IncompleteStreamException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "string", "writeSome", "tryWrite"})
    void aRangeOfCharsThatIsNotWithinTheArrayRevokesThePromise(String call) throws IOException {
        writer.complete();

        assertThatThrownBy(() -> writesOfChars.get(call).run()).isInstanceOf(IndexOutOfBoundsException.class);

        writer.close();
        assertThatThrownBy(text.reader()::read).isInstanceOf(IncompleteStreamException.class);
    }

    /** The range is checked before the turn comes, and so while another thread writes. */
    @Test
    void aRangeThatIsNotWithinTheArrayRevokesThePromiseDuringAnotherThreadsWriteToo() throws IOException {
        Running<Void> write = Running.blocked(() -> output.shared().write(Bytes.of("abcdef")));
        output.complete();

        assertThatThrownBy(() -> output.shared().write(new byte[3], 2, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("abcdef"));
        write.result();
        output.close();
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    /** Stands for whatever may go wrong with the memory that is copied to or from. */
    @Test
    void aCopyThatFailsRevokesThePromise() throws IOException {
        Link link = Link.strict(Units.BYTES, 8);
        RingBytes tooShort = new RingBytes(4);
        FifoOutputStream out = new FifoOutputStream(link, tooShort);
        FifoInputStream in = new FifoInputStream(link, tooShort);
        out.write(Bytes.of("abcd"));
        out.complete();

        assertThatThrownBy(() -> out.write('e')).isInstanceOf(IndexOutOfBoundsException.class);

        out.close();
        assertThat(in.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
        assertThatThrownBy(in::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aCopyOfCharsThatFailsRevokesThePromise() throws IOException {
        Link link = Link.strict(Units.CHARS, 8);
        RingChars tooShort = new RingChars(4);
        FifoWriter out = new FifoWriter(link, tooShort);
        FifoReader in = new FifoReader(link, tooShort);
        out.write("abcd");
        out.complete();

        assertThatThrownBy(() -> out.write('e')).isInstanceOf(IndexOutOfBoundsException.class);

        out.close();
        assertThat(in.read(new char[4])).isEqualTo(4);
        assertThatThrownBy(in::read).isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void aWriteThatFailsAfterAWaitRevokesThePromiseAndIsOver() throws IOException {
        output.complete();
        ByteBuffer source = ByteBuffer.wrap(Bytes.of("abcdef"));
        Running<Integer> write = Running.blocked(() -> output.asChannel().write(source));
        cutOff(source);

        assertThat(input.readNBytes(4)).isEqualTo(Bytes.of("abcd"));
        assertThat(write.failure()).isInstanceOf(RuntimeException.class);

        // A later write that waits and succeeds says nothing about the one that failed.
        Running<Void> later = Running.blocked(() -> output.write(Bytes.of("uvwxyz")));
        assertThat(input.readNBytes(6)).isEqualTo(Bytes.of("uvwxyz"));
        later.result();
        output.close();
        assertThatThrownBy(input::read).isInstanceOf(IncompleteStreamException.class);
    }

    private static void cutOff(Buffer source) {
        source.limit(source.position());
    }
}
