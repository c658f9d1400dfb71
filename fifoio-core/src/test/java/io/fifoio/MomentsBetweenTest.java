package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.gate.Gate;
import io.fifoio.ring.RingBytes;
import io.fifoio.ring.RingChars;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that come between two steps of another thread's call, which is made here step by step. */
@ExtendWith(NoLeakedThreads.class)
final class MomentsBetweenTest {

    @FunctionalInterface
    private interface Writing {
        void to(FifoOutputStream output) throws IOException;
    }

    @FunctionalInterface
    private interface Reading {
        void from(FifoInputStream input) throws IOException;
    }

    @FunctionalInterface
    private interface CharReading {
        void from(FifoReader reader) throws IOException;
    }

    @FunctionalInterface
    private interface Telling {
        void of(Ends ends) throws IOException;
    }

    @FunctionalInterface
    private interface CharWriting {
        void to(FifoWriter writer) throws IOException;
    }

    @Test
    void aWriteThatWouldWaitTakesNothingOnceItsEndIsClosedThoughNotSealedYet() throws IOException {
        List<Writing> writes = List.of(
                output -> output.write(1),
                output -> output.write(new byte[3]),
                output -> output.writeSome(new byte[3], 0, 3));
        for (Writing write : writes) {
            Link link = Link.strict(Units.BYTES, 2);
            Ends ends = Ends.over(link);
            ends.output().write(new byte[2]);
            Running<Void> late = Running.start(() -> {
                link.output.close();
                write.to(ends.output());
            });

            assertThat(late.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(ends.output().position()).isEqualTo(2);
        }
    }

    @Test
    void aWriteInPartsTakesNotEvenThePartThatFits() {
        Link link = Link.strict(Units.BYTES, 64);
        Ends ends = Ends.over(link);
        link.output.close();

        assertThatThrownBy(() -> ends.output().write(new byte[64])).isInstanceOf(AsynchronousCloseException.class);
        assertThat(ends.output().position()).isZero();
        Reference.reachabilityFence(ends);
    }

    @Test
    void aWriteOfCharsTakesNotEvenThePartThatFits() throws IOException {
        List<CharWriting> writes = List.of(
                writer -> writer.write("abc"),
                writer -> writer.write("abc".toCharArray()),
                writer -> {
                    writer.tryWrite(new char[4], 0, 4);
                    writer.write('a');
                },
                writer -> {
                    writer.tryWrite(new char[4], 0, 4);
                    writer.writeSome(new char[1], 0, 1);
                });
        for (CharWriting write : writes) {
            Link link = Link.strict(Units.CHARS, 4);
            FifoWriter writer = new FifoWriter(link, new RingChars(4));
            link.output.close();
            Running<Void> late = Running.start(() -> write.to(writer));

            assertThat(late.failure()).isInstanceOf(AsynchronousCloseException.class);
        }
    }

    /** What was refused would be missing in front of it, in data that is told to be complete. */
    @Test
    void nothingIsAcceptedOnceAWriteWasRefusedThoughTheRingIsNotSealedYet() throws IOException {
        List<Writing> refused = List.of(
                output -> output.write(new byte[64]),
                output -> output.asChannel().write(ByteBuffer.allocate(1)),
                output -> output.asChannel().write(ByteBuffer.allocate(0)));
        for (Writing write : refused) {
            Link link = Link.strict(Units.BYTES, 64);
            Ends ends = Ends.over(link);
            ends.output().complete();
            link.output.close();
            assertThatThrownBy(() -> write.to(ends.output())).isInstanceOf(ClosedChannelException.class);

            assertTakesNothing(ends.output());
        }
    }

    @Test
    void nothingIsAcceptedOnceAPromiseWasRefusedThoughTheRingIsNotSealedYet() throws IOException {
        Link link = Link.strict(Units.BYTES, 64);
        Ends ends = Ends.over(link);
        link.output.fail(new IOException("failed"));
        assertThatThrownBy(ends.output()::complete).hasMessageContaining("failed");

        assertTakesNothing(ends.output());
    }

    @Test
    void nothingIsAcceptedOnceAnEndIsSaidToHaveEndedThoughTheRingIsNotSealedYet() throws IOException {
        Link link = Link.strict(Units.BYTES, 64);
        Ends ends = Ends.over(link);
        link.output.close();
        assertThat(ends.output().asChannel().isOpen()).isFalse();

        assertTakesNothing(ends.output());
    }

    @Test
    void nothingIsAcceptedOnceAReaderIsSaidToHaveLeftThoughTheRingIsNotSealedYet() throws IOException {
        List<Telling> told = List.of(
                ends -> assertThatThrownBy(() -> ends.output().write(new byte[0]))
                        .isInstanceOf(BrokenPipeException.class),
                ends -> assertThatThrownBy(() -> ends.input().read()).isInstanceOf(ClosedChannelException.class),
                ends -> assertThatThrownBy(() -> ends.input().available()).isInstanceOf(ClosedChannelException.class),
                ends -> assertThat(ends.input().asChannel().isOpen()).isFalse());
        for (Telling tells : told) {
            Link link = Link.strict(Units.BYTES, 64);
            Ends ends = Ends.over(link);
            link.input.close();
            tells.of(ends);

            assertTakesNothing(ends.output());
        }
    }

    private static void assertTakesNothing(FifoOutputStream output) {
        assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class);
        assertThat(output.position()).isZero();
    }

    @Test
    void aPublicationThatTheSealForestallsSaysThatTheEndIsClosed() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        WritingEnd end = new WritingEnd(link);
        assertThat(end.roomFor(1)).isEqualTo(1);
        long position = link.ring.nextPosition();

        link.closeOutput();

        assertThatThrownBy(() -> end.publish(position, 1)).isInstanceOf(AsynchronousCloseException.class);
        assertThat(end.position()).isZero();
    }

    @Test
    void aPublicationThatAnotherWriterForestalledSaysThatThereAreTwo() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        WritingEnd end = new WritingEnd(link);
        long position = link.ring.nextPosition();
        end.publish(position, 1);

        assertThatThrownBy(() -> end.publish(position, 1)).hasMessageContaining("two threads write");
        assertThat(end.isOpen()).isFalse();
    }

    @Test
    void aReleaseThatAnotherReaderForestalledSaysThatThereAreTwo() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        link.ring.publish(link.ring.nextPosition(), 2);
        ReadingEnd end = new ReadingEnd(link);
        assertThat(end.dataFor(2)).isEqualTo(2);
        int index = link.ring.readIndex();
        end.release(index, 1);

        assertThatThrownBy(() -> end.release(index, 1)).hasMessageContaining("two threads read");
        assertThat(end.isOpen()).isFalse();
    }

    /**
     * It asked for room, then another one published, then it takes a position: what it would copy there is more than
     * fits.
     */
    @Test
    void aCopyIntoRoomThatAnotherWriterFilledSaysThatThereAreTwo() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        WritingEnd end = new WritingEnd(link);
        assertThat(end.roomFor(4)).isEqualTo(4);
        end.publish(link.ring.nextPosition(), 1);

        assertThatThrownBy(() -> end.claim(link.ring.nextPosition(), 4)).hasMessageContaining("two threads write");
        assertThat(end.isOpen()).isFalse();
        assertThat(end.position()).isEqualTo(1);
    }

    @Test
    void aReleaseOfDataThatAnotherReaderTookSaysThatThereAreTwo() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        link.ring.publish(link.ring.nextPosition(), 4);
        ReadingEnd end = new ReadingEnd(link);
        assertThat(end.dataFor(4)).isEqualTo(4);
        end.release(link.ring.readIndex(), 1);

        assertThatThrownBy(() -> end.release(link.ring.readIndex(), 4)).hasMessageContaining("two threads read");
        assertThat(end.isOpen()).isFalse();
        assertThat(end.position()).isEqualTo(1);
    }

    /** As the two leave it where they give room back at the same time, at the end of a round. */
    @Test
    void aPlaceThatCannotBeSaysThatTwoThreadsRead() throws IOException {
        List<Reading> reads = List.of(
                FifoInputStream::read,
                input -> input.read(new byte[3]),
                input -> input.tryRead(new byte[3], 0, 3),
                input -> input.readNBytes(3));
        for (Reading read : reads) {
            Link link = Link.strict(Units.BYTES, 4);
            FifoOutputStream output = new FifoOutputStream(link, new RingBytes(4));
            FifoInputStream input = new FifoInputStream(link, new RingBytes(4));
            output.write(new byte[3]);

            assertThatThrownBy(() -> read.from(input))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("two threads read");
            assertThatThrownBy(() -> output.write(1)).isInstanceOf(BrokenPipeException.class);
        }
    }

    @Test
    void aPlaceOfCharsThatCannotBeSaysThatTwoThreadsRead() throws IOException {
        List<CharReading> reads = List.of(FifoReader::read, reader -> reader.read(new char[2]));
        for (CharReading read : reads) {
            Link link = Link.strict(Units.CHARS, 4);
            FifoWriter writer = new FifoWriter(link, new RingChars(4));
            FifoReader reader = new FifoReader(link, new RingChars(1));
            writer.write("abc");
            reader.read();

            assertThatThrownBy(() -> read.from(reader))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("two threads read");
            assertThatThrownBy(() -> writer.write('a')).isInstanceOf(BrokenPipeException.class);
        }
    }

    /** Two writers by mistake: the reader did nothing wrong. */
    @Test
    void aPlaceThatCannotBeIsTheWritersWhereTheyHaveFailed() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        FifoOutputStream output = new FifoOutputStream(link, new RingBytes(4));
        FifoInputStream input = new FifoInputStream(link, new RingBytes(4));
        output.write(1);
        output.fail(new IllegalStateException("two threads write"));

        assertThatThrownBy(input::read)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("two threads write");
    }

    @Test
    void aWriteInPartsThatFindsAnotherUnderWaySaysThatThereAreTwo() throws IOException {
        Link link = Link.strict(Units.BYTES, 4);
        WritingEnd end = new WritingEnd(link);
        end.beginWrite();

        assertThatThrownBy(end::beginWrite).hasMessageContaining("two threads write");
        assertThat(end.isOpen()).isFalse();
    }

    @Test
    void aFlushWakesTheReaderToLookAgain() throws Exception {
        Link bytes = Link.strict(Units.BYTES, 4);
        FifoOutputStream output = Ends.over(bytes).output();
        Link chars = Link.strict(Units.CHARS, 4);
        FifoWriter writer = new FifoWriter(chars, new RingChars(4));

        wakes(bytes.data, output::flush);
        wakes(bytes.data, output.shared()::flush);
        wakes(chars.data, writer::flush);
    }

    private static void wakes(Gate gate, Running.Action flush) throws Exception {
        AtomicBoolean condition = new AtomicBoolean();
        Running<Gate.Wait> wait = Running.blocked(() -> gate.await(condition::get, () -> false, System.nanoTime(), 1));
        condition.set(true);
        flush.run();
        assertThat(wait.result()).isEqualTo(Gate.Wait.READY);
    }
}
