package io.fifoio.adapters.compress;

import io.fifoio.adapters.Codec;
import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.io.OutputStream;

/** The contract for noise that goes through a codec. */
abstract class CodecContract extends SteppedStreamContract {

    private final Codec codec;
    private final byte[] payload;

    CodecContract(Codec codec) {
        this(codec, OpenedStreamContract.LENGTH);
    }

    /** @param length longer than twice what the codec and the pair hold together */
    CodecContract(Codec codec, int length) {
        this.codec = codec;
        this.payload = Payload.ofSize(length);
    }

    @Override
    public StepwiseSource source(Probe probe) {
        int half = payload.length / 2;
        return Parts.of(
                        out -> probe.at(Point.START),
                        out -> out.write(payload, 0, half),
                        out -> {
                            probe.at(Point.MIDDLE);
                            out.write(payload, half, payload.length - half);
                        },
                        out -> probe.at(Point.END))
                .through(codec);
    }

    @Override
    public PushSource closingSource(Probe probe) {
        return out -> {
            try (OutputStream encoder = codec.encode(out)) {
                encoder.write(payload);
            }
            probe.at(Point.END);
        };
    }
}
