package io.fifoio.adapters;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;

final class PlainSourceTest extends PipedStreamContract {

    private static final byte[] PAYLOAD = Payload.ofSize(LENGTH);

    @Override
    public PushSource source(Probe probe) {
        return out -> {
            probe.at(Point.START);
            out.write(PAYLOAD, 0, LENGTH / 2);
            probe.at(Point.MIDDLE);
            for (int i = LENGTH / 2; i < LENGTH; i++) {
                out.write(PAYLOAD[i]);
            }
            probe.at(Point.END);
        };
    }

    @Override
    public PushSource closingSource(Probe probe) {
        return out -> {
            out.write(PAYLOAD);
            out.close();
            out.close();
            probe.at(Point.END);
        };
    }
}
