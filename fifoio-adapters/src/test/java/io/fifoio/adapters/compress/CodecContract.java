package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.io.OutputStream;

/** The contract for noise that goes through a codec. */
abstract class CodecContract extends OpenedStreamContract {

    private final Codec codec;
    private final byte[] payload;

    CodecContract(Codec codec) {
        this(codec, LENGTH);
    }

    /** @param length longer than twice what the codec and the pair hold together */
    CodecContract(Codec codec, int length) {
        this.codec = codec;
        this.payload = Payload.ofSize(length);
    }

    @Override
    protected PushSource source(Probe probe) {
        int half = payload.length / 2;
        PushSource plain = out -> {
            probe.at(Point.START);
            out.write(payload, 0, half);
            probe.at(Point.MIDDLE);
            out.write(payload, half, payload.length - half);
            probe.at(Point.END);
        };
        return plain.through(codec);
    }

    @Override
    protected PushSource closingSource(Probe probe) {
        return out -> {
            try (OutputStream encoder = codec.encode(out)) {
                encoder.write(payload);
            }
            probe.at(Point.END);
        };
    }
}
