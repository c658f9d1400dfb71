package io.fifoio.adapters.archive;

import io.fifoio.adapters.PipedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;

/** The contract for zips. */
final class ZipStreamTest {

    private static final byte[] PAYLOAD = Payload.ofSize(150_000);

    @Nested
    final class InSteps extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return (StepwiseSource) Zip.of(PumpedEntries.probed(probe));
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return closing(probe);
        }
    }

    /** Whose contents write themselves straight into it. */
    @Nested
    final class Straight extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            PushSource zip = Zip.of(List.of(
                    Entry.directory("logs"),
                    Entry.file("logs/first", out -> {
                        probe.at(Point.START);
                        out.write(PAYLOAD);
                    }),
                    Entry.file("logs/second", PAYLOAD.length, out -> {
                        probe.at(Point.MIDDLE);
                        out.write(PAYLOAD);
                        probe.at(Point.END);
                    })));
            return zip::writeTo;
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return closing(probe);
        }
    }

    private static PushSource closing(Probe probe) {
        return out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                ZipEntry entry = new ZipEntry("whole");
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(PAYLOAD);
                zip.write(PAYLOAD);
                zip.closeEntry();
            }
            probe.at(Point.END);
        };
    }
}
