package io.fifoio.adapters;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;

/** The contract for what goes through a codec, or through two. */
final class EncodedStreamTest {

    private static final byte[] PAYLOAD = Payload.ofSize(OpenedStreamContract.LENGTH);

    @Nested
    final class ByGzip extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            return payload(probe).through(GZIPOutputStream::new);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(PAYLOAD);
                }
                probe.at(Point.END);
            };
        }
    }

    @Nested
    final class ByDeflateWithinGzip extends PipedStreamContract {

        @Override
        public PushSource source(Probe probe) {
            return payload(probe).through(DeflaterOutputStream::new).through(GZIPOutputStream::new);
        }

        @Override
        public PushSource closingSource(Probe probe) {
            return out -> {
                try (DeflaterOutputStream both = new DeflaterOutputStream(new GZIPOutputStream(out))) {
                    both.write(PAYLOAD);
                }
                probe.at(Point.END);
            };
        }
    }

    private static PushSource payload(Probe probe) {
        return out -> {
            probe.at(Point.START);
            out.write(PAYLOAD, 0, PAYLOAD.length / 2);
            probe.at(Point.MIDDLE);
            out.write(PAYLOAD, PAYLOAD.length / 2, PAYLOAD.length - PAYLOAD.length / 2);
            probe.at(Point.END);
            // As code does that takes the stream for its own.
            out.close();
        };
    }
}
