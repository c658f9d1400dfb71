package io.fifoio.adapters.archive;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PipedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Nested;

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
