package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the Python package that the idea comes from shows in its own example and tests. */
@ExtendWith(NoLeakedThreads.class)
final class SeedCasesTest {

    @Test
    void threeBytesAreHandedThrough() throws IOException {
        Fifo fifo = Fifo.ofCapacity(15);
        fifo.output().write(Bytes.of("abc"));

        assertThat(fifo.input().readNBytes(3)).isEqualTo(Bytes.of("abc"));
    }

    @Test
    void messagesOfTenBytesGoRoundARingOfFifteen() throws IOException {
        Fifo fifo = Fifo.ofCapacity(15);
        byte[] target = new byte[15];
        for (int i = 0; i < 30; i++) {
            byte[] message = Bytes.random(i, 10);
            fifo.output().write(message);
            assertThat(fifo.input().available()).isEqualTo(10);
            assertThat(fifo.output().tryWrite(message, 0, 10))
                    .as("what is free")
                    .isEqualTo(5);
            assertThat(fifo.input().read(target)).isEqualTo(15);
            assertThat(target).startsWith(message);
            assertThat(fifo.input().available()).isZero();
        }
    }

    @Test
    void aWriterWaitsOnFullUntilARead() throws IOException {
        Fifo fifo = Fifo.ofCapacity(3);
        fifo.output().write(Bytes.of("abc"));
        Running<Void> write = Running.blocked(() -> fifo.output().write('d'));

        assertThat(fifo.input().read()).isEqualTo('a');

        write.result();
        assertThat(fifo.input().readNBytes(3)).isEqualTo(Bytes.of("bcd"));
    }

    @Test
    void aReaderWaitsOnEmptyUntilAWrite() throws IOException {
        Fifo fifo = Fifo.ofCapacity(3);
        Running<Integer> read = Running.blocked(() -> fifo.input().read());

        fifo.output().write('a');

        assertThat(read.result()).isEqualTo('a');
    }

    @Test
    void aMillionLinesAreWrittenByOneThreadAndReadByAnother() throws IOException {
        linesAreWrittenByOneThreadAndReadByAnother(1024 * 1024, 1_000_000);
    }

    /** With more than one hand-over for each line; all lines only in the profile {@code long}. */
    @Test
    void soAreTheyThroughARingThatHoldsOneLine() throws IOException {
        linesAreWrittenByOneThreadAndReadByAnother(7, Boolean.getBoolean("fifoio.long") ? 1_000_000 : 100_000);
    }

    private static void linesAreWrittenByOneThreadAndReadByAnother(int capacity, int lines) throws IOException {
        Fifo fifo = Fifo.ofCapacity(capacity);
        Running<Void> producer = Running.start(() -> {
            try (BufferedWriter writer =
                    new BufferedWriter(new OutputStreamWriter(fifo.output(), StandardCharsets.UTF_8))) {
                for (int line = 0; line < lines; line++) {
                    writer.write(line + "\n");
                }
                fifo.output().complete();
            }
        });

        BufferedReader reader = new BufferedReader(new InputStreamReader(fifo.input(), StandardCharsets.UTF_8));
        for (int line = 0; line < lines; line++) {
            String read = reader.readLine();
            if (!String.valueOf(line).equals(read)) {
                assertThat(read).as("line %d", line).isEqualTo(String.valueOf(line));
            }
        }
        assertThat(reader.readLine()).isNull();
        producer.result();
    }
}
