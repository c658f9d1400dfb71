package io.fifoio.adapters;

import io.fifoio.FifoInputStream;
import java.time.Duration;

/** How long a read may wait: while somebody watches, up to the next look at a time, and in all no longer than the reader's limit. */
final class WaitLimit {

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final FifoInputStream input;

    // Guarded by this object's monitor; what was waited is written by the thread that reads alone.
    private Duration limit = Duration.ZERO;
    private Duration interval = Duration.ZERO;
    private Duration wait = Duration.ZERO;
    private Duration waited = Duration.ZERO;

    WaitLimit(FifoInputStream input) {
        this.input = input;
    }

    /** @param next zero means none */
    synchronized void set(Duration next) {
        if (next.isNegative()) {
            throw new IllegalArgumentException("timeout is " + next + ", must not be negative");
        }
        limit = next;
        apply();
    }

    /** @param next from look to look; zero where nobody looks */
    synchronized void lookEvery(Duration next) {
        interval = next;
        apply();
    }

    /** A read begins. */
    void beginWaiting() {
        if (!waited.isZero()) {
            begin();
        }
    }

    private synchronized void begin() {
        waited = Duration.ZERO;
        apply();
    }

    /**
     * A wait has come to its end.
     *
     * @return whether it is time for a look; if not, the reader's limit has passed
     */
    synchronized boolean goesOn() {
        if (interval.isZero()) {
            return false;
        }
        waited = waited.plus(wait);
        if (!limit.isZero() && waited.compareTo(limit) >= 0) {
            return false;
        }
        apply();
        return true;
    }

    synchronized Duration get() {
        return limit;
    }

    private void apply() {
        Duration left = limit.minus(waited);
        if (interval.isZero()) {
            wait = limit;
        } else if (limit.isZero() || left.compareTo(interval) > 0) {
            wait = interval;
        } else {
            wait = left.compareTo(AT_ONCE) < 0 ? AT_ONCE : left;
        }
        input.setTimeout(wait);
    }
}
