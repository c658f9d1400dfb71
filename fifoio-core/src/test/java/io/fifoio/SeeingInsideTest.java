package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.Running;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeeingInsideTest {

    /** Sizes that no other pair in this JVM has: one that another test abandoned may end at any time. */
    private static final int ENDED = 4_711;

    private static final int STILL_OPEN = 4_712;

    @Test
    void anEndTellsItsStateItsPositionAndWhatIsBuffered() throws IOException {
        Fifo fifo = Fifo.ofCapacity(8);
        fifo.output().write(Bytes.of("abc"));
        fifo.input().read();

        assertThat(fifo.output()).hasToString("FifoOutputStream[open, position 3, 2 of 8 bytes buffered]");
        assertThat(fifo.input()).hasToString("FifoInputStream[open, position 1, 2 of 8 bytes buffered]");
        assertThat(fifo).hasToString("Fifo[" + fifo.output() + " -> " + fifo.input() + "]");

        fifo.output().complete();
        assertThat(fifo.output()).asString().startsWith("FifoOutputStream[promised, position 3");
        fifo.output().close();
        assertThat(fifo.output()).asString().startsWith("FifoOutputStream[completed, position 3");
        fifo.input().fail(new IOException());
        assertThat(fifo.input()).asString().startsWith("FifoInputStream[failed, position 1");
        assertThat(fifo).asString().contains("completed", "failed");
    }

    @Test
    void aPairOfCharsTellsTheSame() throws IOException {
        CharFifo fifo = CharFifo.ofCapacity(8);
        fifo.writer().write("abc");
        fifo.reader().close();
        assertThat(fifo.writer().blocked()).isZero();
        assertThat(fifo.reader().blocked()).isZero();

        assertThat(fifo)
                .hasToString("CharFifo[FifoWriter[open, position 3, 3 of 8 chars buffered]"
                        + " -> FifoReader[closed, position 0, 3 of 8 chars buffered]]");
    }

    @Test
    void anEndThatWaitsTellsForHowLong() throws IOException {
        Fifo fifo = Fifo.ofCapacity(2);
        Running<Integer> read = Running.blocked(() -> fifo.input().read());
        assertThat(fifo.input()).asString().contains(", waits for PT");
        assertThat(fifo.output()).asString().doesNotContain("waits");
        fifo.output().write(1);
        read.result();
        assertThat(fifo.input()).asString().doesNotContain("waits");

        Running<Void> write = Running.blocked(() -> fifo.output().write(new byte[3]));
        assertThat(fifo.output()).asString().contains("2 of 2 bytes buffered, waits for PT");
        assertThat(fifo.input()).asString().doesNotContain("waits");
        fifo.input().readNBytes(3);
        write.result();
    }

    @Test
    void theTimeSpentBlockedGrowsWhileACallIsBlocked() throws IOException {
        Fifo fifo = Fifo.ofCapacity(2);
        assertThat(fifo.input().blocked()).isZero();
        Running<Integer> read = Running.blocked(() -> fifo.input().read());

        Duration before = fifo.input().blocked();
        while (fifo.input().blocked().compareTo(before) <= 0) {
            Thread.onSpinWait();
        }

        fifo.output().write(1);
        read.result();
        Duration after = fifo.input().blocked();
        assertThat(after).isGreaterThan(before);
        assertThat(fifo.input().blocked()).as("stands still again").isEqualTo(after);
        assertThat(fifo.output().blocked()).isZero();
    }

    @Test
    void aRecordingTellsOnceHowAPairEndedAndNothingOfOneStillOpen(@TempDir Path folder) throws IOException {
        long began = System.nanoTime();
        Fifo open = Fifo.ofCapacity(STILL_OPEN);
        List<RecordedEvent> events = recorded(folder, () -> {
            Fifo fifo = Fifo.ofCapacity(ENDED);
            Ends.writeAll(fifo.output(), new byte[ENDED]);
            fifo.input().readNBytes(11);
            fifo.input().fail(new IOException());
            fifo.input().close();
            fifo.output().close();
            Ends.writeAll(open.output(), new byte[STILL_OPEN]);
            open.output().close();
            open.output().fail(new IOException());
        });
        Reference.reachabilityFence(open);

        List<RecordedEvent> ends = events.stream()
                .filter(event -> event.getEventType().getName().equals("io.fifoio.PairEnd"))
                .toList();
        assertThat(ends).noneMatch(event -> event.getLong("accepted") == STILL_OPEN);
        assertThat(ends)
                .filteredOn(event -> event.getLong("accepted") == ENDED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getString("pair")).isEqualTo("Fifo");
                    assertThat(event.getLong("consumed")).isEqualTo(11);
                    assertThat(event.getString("output")).isEqualTo("completed");
                    assertThat(event.getString("input")).isEqualTo("failed");
                    assertThat(event.getDuration("open"))
                            .isPositive()
                            .isLessThan(Duration.ofNanos(System.nanoTime() - began));
                });
    }

    @Test
    void aRecordingTellsWhichEndStalled(@TempDir Path folder) throws IOException {
        List<RecordedEvent> events = recorded(folder, () -> {
            Fifo fifo = Fifo.ofCapacity(ENDED);
            Running<Void> write = Running.blocked(() -> fifo.output().write(new byte[ENDED + 1]));
            fifo.input().readNBytes(ENDED + 1);
            write.result();
            Running<Integer> read = Running.blocked(() -> fifo.input().read());
            fifo.output().write(1);
            read.result();
        });

        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.fifoio.Stall"))
                .anySatisfy(event -> {
                    assertThat(event.getString("end")).isEqualTo("FifoOutputStream");
                    assertThat(event.getLong("position")).isEqualTo(ENDED);
                    assertThat(event.getDuration()).isPositive();
                })
                .anySatisfy(event -> {
                    assertThat(event.getString("end")).isEqualTo("FifoInputStream");
                    assertThat(event.getLong("position")).isEqualTo(ENDED + 1);
                });
    }

    @Test
    void aStallThatIsAsLongAsTheThresholdIsRecorded(@TempDir Path folder) throws IOException {
        Duration threshold = Duration.ofMillis(2);
        List<RecordedEvent> events = recorded(folder, threshold, () -> {
            Fifo stalling = Fifo.ofCapacity(ENDED);
            Running<Integer> read = Running.blocked(() -> stalling.input().read());
            while (stalling.input().blocked().compareTo(threshold) < 0) {
                Thread.onSpinWait();
            }
            stalling.output().write(1);
            read.result();
        });

        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("io.fifoio.Stall"))
                .anySatisfy(event -> {
                    assertThat(event.getString("end")).isEqualTo("FifoInputStream");
                    assertThat(event.getDuration()).isGreaterThanOrEqualTo(threshold);
                });
    }

    private static List<RecordedEvent> recorded(Path folder, Running.Action whatHappens) throws IOException {
        return recorded(folder, Duration.ZERO, whatHappens);
    }

    /** @param threshold stalls that are shorter are not recorded */
    private static List<RecordedEvent> recorded(Path folder, Duration threshold, Running.Action whatHappens)
            throws IOException {
        Path file = folder.resolve("pairs.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("io.fifoio.Stall").withThreshold(threshold);
            recording.enable("io.fifoio.PairEnd");
            recording.start();
            Running.start(whatHappens).result();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }
}
