package io.fifoio.adapters.compress;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.io.OutputStream;

/** The contract for what goes through the library's own gzip. */
final class GzipStreamTest extends OpenedStreamContract {

    private static final byte[] PAYLOAD = Payload.ofSize(LENGTH);

    @Override
    protected PushSource source(Probe probe) {
        PushSource payload = out -> {
            probe.at(Point.START);
            out.write(PAYLOAD, 0, LENGTH / 2);
            probe.at(Point.MIDDLE);
            out.write(PAYLOAD, LENGTH / 2, LENGTH / 2);
            probe.at(Point.END);
        };
        return payload.through(Gzip.level(6));
    }

    @Override
    protected PushSource closingSource(Probe probe) {
        return out -> {
            try (OutputStream gzip = Gzip.level(6).encode(out)) {
                gzip.write(PAYLOAD);
            }
            probe.at(Point.END);
        };
    }
}
