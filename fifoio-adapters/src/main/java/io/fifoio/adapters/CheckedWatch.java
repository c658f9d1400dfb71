package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * A watch whose interval was asked for and checked before anybody waits; otherwise an exception from that would come
 * out of a read.
 */
record CheckedWatch(SourceWatch watch, Duration interval) implements SourceWatch {

    static CheckedWatch of(SourceWatch watch) {
        Duration interval = Objects.requireNonNull(watch.interval(), "interval");
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("the interval of the watch is " + interval + ", must be more than zero");
        }
        return new CheckedWatch(watch, interval);
    }

    @Override
    public void standsStill(StandingSource source) throws IOException {
        watch.standsStill(source);
    }
}
