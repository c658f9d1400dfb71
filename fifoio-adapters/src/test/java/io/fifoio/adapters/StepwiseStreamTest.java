package io.fifoio.adapters;

import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.ProbedInput;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;

/** The contract for what is written in steps: each kind by the pump, and by the pipe. */
final class StepwiseStreamTest {

    private static final int LENGTH = OpenedStreamContract.LENGTH;
    private static final int HALF = LENGTH / 2;
    private static final byte[] PAYLOAD = Payload.ofSize(LENGTH);

    private static StepwiseSource steps(Probe probe) {
        return Parts.of(
                out -> probe.at(Point.START),
                out -> out.write(PAYLOAD, 0, HALF),
                out -> {
                    probe.at(Point.MIDDLE);
                    for (int i = HALF; i < HALF + 1000; i++) {
                        out.write(PAYLOAD[i]);
                    }
                    out.flush();
                },
                out -> out.write(PAYLOAD, HALF + 1000, HALF - 1000),
                out -> {},
                out -> probe.at(Point.END));
    }

    private static StepwiseSource closingSteps(Probe probe) {
        return Parts.of(out -> out.write(PAYLOAD, 0, HALF), out -> {
            out.write(PAYLOAD, HALF, HALF);
            out.close();
            out.close();
            probe.at(Point.END);
        });
    }

    @Nested
    final class Plain extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return steps(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return closingSteps(probe);
        }
    }

    private static StepwiseSource encoded(Probe probe) {
        return steps(probe).through(DeflaterOutputStream::new).through(GZIPOutputStream::new);
    }

    /** One step writes the whole of a compressed thing, trailer and all. */
    private static StepwiseSource closingEncoded(Probe probe) {
        return Parts.of(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(PAYLOAD);
            }
            probe.at(Point.END);
        });
    }

    @Nested
    final class Encoded extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return encoded(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return closingEncoded(probe);
        }
    }

    private static StepwiseSource read(Probe probe) {
        return PushSource.from(() -> new ProbedInput(PAYLOAD, probe));
    }

    @Nested
    final class OfAnotherStream extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return read(probe);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return read(probe);
        }
    }

    /** Taps and a length, neither of which changes a byte. */
    private static StepwiseSource observed(StepwiseSource source) {
        return source.through(Taps.digest("SHA-256", digest -> {}))
                .through(Taps.progress(1000, count -> {}))
                .through(Taps.limit(LENGTH))
                .ofLength(LENGTH);
    }

    @Nested
    final class Observed extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return observed(steps(probe));
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return observed(closingSteps(probe));
        }
    }

    /** In a context, which changes no byte either. */
    private static StepwiseSource decorated(StepwiseSource source) {
        return source.within(task -> task);
    }

    @Nested
    final class Decorated extends SteppedStreamContract {

        @Override
        public StepwiseSource source(Probe probe) {
            return decorated(steps(probe));
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return decorated(closingSteps(probe));
        }
    }
}
