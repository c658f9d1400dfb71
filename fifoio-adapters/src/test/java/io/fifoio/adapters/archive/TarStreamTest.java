package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PipedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract for archives, plain and compressed. */
final class TarStreamTest {

    private static final byte[] PAYLOAD = Payload.ofSize(OpenedStreamContract.LENGTH / 2);

    @Nested
    final class InSteps extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return (StepwiseSource) Tar.of(PumpedEntries.probed(probe));
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                    writePayload(tar);
                }
                probe.at(Point.END);
            };
        }
    }

    /** Opened as it is, with long contents that only write themselves: each has a thread of its own, for which the reader waits. */
    @Nested
    final class Mixed extends OpenedStreamContract {

        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public PushSource source(Probe probe) {
            return archive(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                    writePayload(tar);
                }
                probe.at(Point.END);
            };
        }

        @AfterEach
        void openGate() {
            gate.countDown();
        }

        @ParameterizedTest
        @EnumSource
        void isReadOnAfterItsReaderWasInterruptedWhileItWaitedForAContent(Point point) throws Exception {
            assertReadOn(archive(Probe.waiting(point, gate)), archive(Probe.QUIET));
        }

        @ParameterizedTest
        @EnumSource
        void soIsWhatItIsEncodedTo(Point point) throws Exception {
            assertReadOn(
                    archive(Probe.waiting(point, gate)).through(GZIPOutputStream::new),
                    archive(Probe.QUIET).through(GZIPOutputStream::new));
        }

        private void assertReadOn(PushSource waiting, PushSource whole) throws Exception {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            CountDownLatch told = new CountDownLatch(1);
            try (SourceInputStream in = waiting.open()) {
                Running<Boolean> reading = Running.blocked(() -> {
                    assertThatThrownBy(() -> in.transferTo(read)).isExactlyInstanceOf(InterruptedIOException.class);
                    boolean flag = Thread.interrupted();
                    told.countDown();
                    in.transferTo(read);
                    return flag;
                });
                reading.thread().interrupt();
                Await.open(told);
                gate.countDown();

                assertThat(reading.result()).as("the interrupt flag").isTrue();
                assertThat(read.toByteArray()).isEqualTo(Payload.writtenBy(whole));
                assertThat(in.result().bytes()).isEqualTo(read.size());
            }
        }
    }

    /** Written straight, as where the archive is one part of a source that can't be stepped. */
    @Nested
    final class Straight extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            return archive(probe)::writeTo;
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                    writePayload(tar);
                }
                probe.at(Point.END);
            };
        }
    }

    @Nested
    final class ThroughGzip extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            PushSource tar = archive(probe)::writeTo;
            return tar.through(GZIPOutputStream::new);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
                    writePayload(tar);
                }
                probe.at(Point.END);
            };
        }
    }

    private static PushSource archive(Probe probe) {
        return Tar.of(List.of(
                Entry.directory("logs"),
                Entry.file("logs/first", PAYLOAD.length, out -> {
                    probe.at(Point.START);
                    out.write(PAYLOAD);
                }),
                Entry.file("logs/second", PAYLOAD.length, out -> {
                    probe.at(Point.MIDDLE);
                    out.write(PAYLOAD);
                    probe.at(Point.END);
                })));
    }

    private static void writePayload(TarArchiveOutputStream tar) throws Exception {
        TarArchiveEntry entry = new TarArchiveEntry("whole");
        entry.setSize(PAYLOAD.length);
        entry.setModTime(0); // or it would be the time of this call, which differs from call to call
        tar.putArchiveEntry(entry);
        tar.write(PAYLOAD);
        tar.closeArchiveEntry();
    }
}
