package io.fifoio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JDK's own streams, readers and channels around the two ends: what goes through, and how a failure comes out of
 * them.
 */
@ExtendWith(NoLeakedThreads.class)
final class UsualWrappersTest {

    private final Fifo fifo = Fifo.ofCapacity(7);

    /** Writes data that is complete only if the action comes to its end. */
    private Running<Void> writing(Running.Action action) {
        return Running.start(() -> {
            action.run();
            fifo.output().complete();
            fifo.output().close();
        });
    }

    @Test
    void textThroughReadersAndWritersOverChannels() throws IOException {
        String text = "Größe 5 μm, 你好, \uD83D\uDE00\n".repeat(200);
        Running<Void> writing = writing(() -> {
            Writer writer = Channels.newWriter(fifo.output().asChannel(), UTF_8);
            writer.write(text);
            writer.flush();
        });

        BufferedReader reader =
                new BufferedReader(Channels.newReader(fifo.input().asChannel(), UTF_8));

        assertThat(reader.lines()).hasSize(200).allMatch(line -> text.startsWith(line + "\n"));
        writing.result();
    }

    @Test
    void bytesThroughStreamsOverChannels() throws IOException {
        byte[] bytes = Bytes.random(4, 5_000);
        Running<Void> writing = writing(
                () -> Channels.newOutputStream(fifo.output().asChannel()).write(bytes));

        InputStream stream = Channels.newInputStream(fifo.input().asChannel());

        assertThat(stream.readAllBytes()).isEqualTo(bytes);
        writing.result();
        stream.close();
        assertThat(fifo.input().asChannel().isOpen()).isFalse();
    }

    @Test
    void bytesFromAFileThroughThePairIntoAFile(@TempDir Path folder) throws IOException {
        byte[] bytes = Bytes.random(5, 50_000);
        Path from = Files.write(folder.resolve("from"), bytes);
        Path to = folder.resolve("to");
        Running<Void> writing = writing(() -> {
            try (FileChannel file = FileChannel.open(from)) {
                assertThat(file.transferTo(0, bytes.length, fifo.output().asChannel()))
                        .isEqualTo(bytes.length);
            }
        });

        try (FileChannel file = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long length = 0;
            long count;
            do {
                count = file.transferFrom(fifo.input().asChannel(), length, 10_000);
                length += count;
            } while (count > 0);
        }

        writing.result();
        assertThat(to).hasBinaryContent(bytes);
    }

    /**
     * It drops the exception, and its next call begins again with the buffer in whose middle that came. So the Javadoc
     * warns about this.
     */
    @Test
    void aFileWritesBytesAgainAfterALimitThatPassedWhichFilesCopyDoesNot(@TempDir Path folder) throws IOException {
        byte[] bytes = Bytes.random(6, 40_000);
        Path from = Files.write(folder.resolve("from"), bytes);
        FifoOutputStream output = Fifo.ofCapacity(12_000).output();
        output.setTimeout(Duration.ofNanos(1));

        try (FileChannel file = FileChannel.open(from)) {
            long done = file.transferTo(0, bytes.length, output.asChannel());
            assertThat(output.position()).as("accepted").isEqualTo(12_000).isGreaterThan(done);
        }

        assertThatThrownBy(() -> Files.copy(from, output)).isInstanceOf(FifoTimeoutException.class);
    }

    /** As with any channel. So its Javadoc says what to do. */
    @Test
    void aFileDropsAnExceptionAndTellsOfItAtTheNextCall(@TempDir Path folder) throws IOException {
        fifo.output().write(Bytes.of("abcdefg"));
        fifo.output().fail(new IOException("disk full"));

        try (FileChannel file =
                FileChannel.open(folder.resolve("to"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(file.transferFrom(fifo.input().asChannel(), 0, Long.MAX_VALUE))
                    .isEqualTo(7);
            assertThatThrownBy(() -> file.transferFrom(fifo.input().asChannel(), 7, Long.MAX_VALUE))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasRootCauseMessage("disk full");
        }
        assertThatThrownBy(() -> Files.copy(fifo.input(), folder.resolve("to"), StandardCopyOption.REPLACE_EXISTING))
                .isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void whoStopsBeforeTheEndIsToldOfAFailureByReadingOn() throws IOException {
        Fifo fifo = Fifo.create();
        GZIPOutputStream compressing = new GZIPOutputStream(fifo.output());
        compressing.write(Bytes.random(8, 1_000));
        compressing.finish();
        fifo.output().fail(new IOException("disk full"));

        GZIPInputStream decompressing = new GZIPInputStream(fifo.input());

        assertThat(decompressing.readAllBytes()).isEqualTo(Bytes.random(8, 1_000));
        assertThatThrownBy(() -> fifo.input().read())
                .isInstanceOf(IncompleteStreamException.class)
                .hasRootCauseMessage("disk full");
    }

    @Test
    void objectsAndNumbers() throws Exception {
        List<String> lines =
                IntStream.range(0, 100).mapToObj(line -> "line " + line).toList();
        Running<Void> writing = writing(() -> {
            ObjectOutputStream objects = new ObjectOutputStream(fifo.output());
            objects.writeObject(lines);
            objects.flush();
            new DataOutputStream(fifo.output()).writeUTF("ä");
        });

        assertThat(new ObjectInputStream(fifo.input()).readObject()).isEqualTo(lines);
        DataInputStream data = new DataInputStream(fifo.input());
        assertThat(data.readUTF()).isEqualTo("ä");
        assertThatThrownBy(data::readInt).isInstanceOf(EOFException.class);
        writing.result();
    }

    @Test
    void numbersCutOffAreNotTheEnd() throws IOException {
        fifo.output().write(new byte[3]);
        fifo.output().close();

        assertThatThrownBy(() -> new DataInputStream(fifo.input()).readInt())
                .isInstanceOf(IncompleteStreamException.class);
    }

    @Test
    void compressedDataWhoseWriterFailsIsNotJustAnUnexpectedEnd() throws IOException {
        Running<Void> writing = Running.start(() -> {
            GZIPOutputStream compressing = new GZIPOutputStream(fifo.output(), true);
            compressing.write(Bytes.random(6, 1_000));
            compressing.flush();
            fifo.output().fail(new IOException("disk full"));
        });

        GZIPInputStream decompressing = new GZIPInputStream(fifo.input());

        assertThat(decompressing.readNBytes(1_000)).isEqualTo(Bytes.random(6, 1_000));
        assertThatThrownBy(decompressing::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasRootCauseMessage("disk full");
        writing.result();
    }

    @Test
    void pairsOneAfterTheOther() throws IOException {
        Fifo next = Fifo.ofCapacity(7);
        Ends.writeAll(fifo.output(), Bytes.of("abc"));
        Ends.writeAll(next.output(), Bytes.of("def"));

        assertThat(new SequenceInputStream(fifo.input(), next.input()).readAllBytes())
                .isEqualTo(Bytes.of("abcdef"));
    }

    @Test
    void goingBackIsForABufferAroundTheInput() throws IOException {
        Ends.writeAll(fifo.output(), Bytes.of("abcdefg"));
        BufferedInputStream buffered = new BufferedInputStream(fifo.input());

        buffered.mark(7);
        assertThat(buffered.readNBytes(5)).isEqualTo(Bytes.of("abcde"));
        buffered.reset();

        assertThat(buffered.readAllBytes()).isEqualTo(Bytes.of("abcdefg"));
    }

    /** So the Javadoc of the limit warns about it. */
    @Test
    void whoPrintsTakesATimeLimitForAnInterrupt() {
        fifo.output().setTimeout(Duration.ofNanos(1));
        PrintStream printer = new PrintStream(fifo.output(), true, UTF_8);

        printer.print("more than there is room for");

        assertThat(Thread.interrupted()).as("the flag").isTrue();
        assertThat(printer.checkError()).isFalse();
    }

    @Test
    void whoSwallowsExceptionsKeepsThemWhereTheyCanBeAskedFor() throws IOException {
        fifo.output().write(Bytes.of("a b"));
        fifo.output().fail(new IOException("disk full"));

        try (Scanner scanner = new Scanner(fifo.input(), UTF_8)) {
            assertThat(scanner.tokens()).containsExactly("a", "b");
            assertThat(scanner.ioException())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasRootCauseMessage("disk full");
        }
        try (PrintStream printer = new PrintStream(fifo.output(), true, UTF_8)) {
            printer.println("to a reader that the scanner has closed");
            assertThat(printer.checkError()).isTrue();
        }
    }
}
