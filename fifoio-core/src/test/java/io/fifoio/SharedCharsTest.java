package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Repetitions;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several writers of chars on purpose, as of bytes: what one call writes stays together. */
@ExtendWith(NoLeakedThreads.class)
final class SharedCharsTest {

    private static final int WRITERS = 8;
    private static final int MESSAGE = 16;

    private final CharFifo fifo = CharFifo.ofCapacity(4);
    private final FifoWriter writer = fifo.writer();
    private final FifoReader reader = fifo.reader();

    private final Map<String, Running.Action> sixChars = Map.of(
            "string", () -> writer.shared().write("abcdef"),
            "array", () -> writer.shared().write("abcdef".toCharArray()),
            "append", () -> writer.shared().append("..abcdef", 2, 8));

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 100})
    void messagesOfEightThreadsComeWholeAndEachThreadsInOrder(int capacity) throws IOException {
        int each = Repetitions.of(500);
        CharFifo small = CharFifo.ofCapacity(capacity);
        List<Running<Void>> writers = new ArrayList<>();
        for (int name = 0; name < WRITERS; name++) {
            int own = name;
            writers.add(Running.start(() -> {
                Writer shared = small.writer().shared();
                for (int number = 0; number < each; number++) {
                    write(shared, message(own, number), number);
                }
            }));
        }

        Map<Integer, Integer> next = new HashMap<>();
        for (int i = 0; i < WRITERS * each; i++) {
            String message = readByTwos(small.reader());
            int name = message.charAt(0) - 'a';
            int number = next.merge(name, 1, Integer::sum) - 1;
            assertThat(message).isEqualTo(message(name, number));
        }
        writers.forEach(Running::result);
        assertThat(next).hasSize(WRITERS);
        assertThat(small.reader().ready()).isFalse();
    }

    private static void write(Writer shared, String message, int number) throws IOException {
        switch (number % 3) {
            case 0 -> shared.write(message);
            case 1 -> shared.write(message.toCharArray());
            default -> shared.append(message);
        }
    }

    private static String message(int writer, int number) {
        return String.valueOf((char) ('a' + writer))
                + "%07d".formatted(number)
                + String.valueOf((char) ('A' + writer)).repeat(MESSAGE - 8);
    }

    private static String readByTwos(FifoReader from) throws IOException {
        char[] message = new char[MESSAGE];
        for (int done = 0; done < MESSAGE; ) {
            done += from.read(message, done, Math.min(2, MESSAGE - done));
        }
        return new String(message);
    }

    private String read(int count) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < count) {
            text.append((char) reader.read());
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "array", "append"})
    void halfAMessageThatAnInterruptLeftFailsTheWriter(String way) throws IOException {
        Running<Void> write = Running.blocked(() -> sixChars.get(way).run());
        Running<Void> next = Running.blocked(() -> writer.shared().write("uvwxyz"));

        write.interrupt();

        Throwable interrupted = write.failure();
        assertThat(interrupted).isInstanceOf(InterruptedIOException.class);
        assertThat(next.failure()).isInstanceOf(IOException.class).hasCause(interrupted);
        assertThat(read(4)).isEqualTo("abcd");
        assertThatThrownBy(reader::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasCause(interrupted);
    }

    @Test
    void halfAMessageThatATimeLimitLeftFailsTheWriter() {
        writer.setTimeout(Duration.ofNanos(1));

        assertThatThrownBy(() -> writer.shared().write("abcdef")).isInstanceOf(FifoTimeoutException.class);

        assertThatThrownBy(() -> writer.shared().write('g')).hasCauseInstanceOf(FifoTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "array", "append"})
    void aReaderThatLeavesWithinAMessageIsToldToTheNextWriterToo(String way) {
        Running<Void> write = Running.blocked(() -> sixChars.get(way).run());

        reader.close();

        assertThat(write.failure()).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> writer.shared().write('g')).isInstanceOf(BrokenPipeException.class);
        assertThatThrownBy(() -> writer.shared().write("")).isInstanceOf(BrokenPipeException.class);
    }

    @Test
    void aMessageOfWhichNothingWasAcceptedMayBeGivenUp() throws IOException {
        writer.write("abcd");
        Running<Void> write = Running.blocked(() -> writer.shared().write("-"));
        Running<Void> waitsForItsTurn = Running.blocked(() -> writer.shared().write('e'));

        write.interrupt();

        assertThat(write.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(read(5)).isEqualTo("abcde");
        waitsForItsTurn.result();
        writer.shared().write("f");
        writer.shared().flush();
        writer.complete();
        writer.shared().close();
        assertThat(read(1)).isEqualTo("f");
        assertThat(reader.read()).isEqualTo(-1);
    }

    @Test
    void whatWritesNothingWaitsForNoTurn() throws IOException {
        Running<Void> write = Running.blocked(() -> writer.shared().write("abcdef"));

        Running.start(() -> {
                    writer.shared().write("");
                    writer.shared().write(new char[3], 3, 0);
                    assertThatThrownBy(() -> writer.shared().write(new char[3], 2, 2))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                    assertThatThrownBy(() -> writer.shared().write("abc", 2, 2))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                })
                .result();

        assertThat(read(6)).isEqualTo("abcdef");
        write.result();
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "array", "append"})
    void aMessageThatNeverCameToItsTurnRevokesThePromise(String way) throws IOException {
        Running<Void> write = Running.blocked(() -> writer.shared().write("uvwxyz"));
        Running<Void> waitsForItsTurn = Running.blocked(() -> sixChars.get(way).run());
        writer.complete();

        waitsForItsTurn.interrupt();

        assertThat(waitsForItsTurn.failure()).isInstanceOf(InterruptedIOException.class);
        assertThat(read(6)).isEqualTo("uvwxyz");
        write.result();
        writer.close();
        assertThatThrownBy(reader::read).isInstanceOf(IncompleteStreamException.class);
    }
}
