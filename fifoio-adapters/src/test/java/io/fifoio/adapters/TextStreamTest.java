package io.fifoio.adapters;

import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;

/** The contract for text, whose writer keeps some of it back until it is full or closed. */
final class TextStreamTest extends PipedStreamContract {

    /** One, two, three and four bytes a character, the last one of two chars. */
    private static final String HALF = "10 €, naïve 😀".repeat(LENGTH / 15);

    @Override
    public PushSource source(Probe probe) {
        return Text.of(writer -> {
            probe.at(Point.START);
            writer.write(HALF);
            probe.at(Point.MIDDLE);
            writer.write(HALF);
            probe.at(Point.END);
        });
    }

    @Override
    public PushSource closingSource(Probe probe) {
        return Text.of(writer -> {
            writer.write(HALF);
            writer.close();
            probe.at(Point.END);
        });
    }
}
