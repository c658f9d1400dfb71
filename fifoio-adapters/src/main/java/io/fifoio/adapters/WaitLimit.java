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
    private long began;

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

    /** Whether, at the end of a wait, the reader's limit has passed. If not, the next wait may follow: where somebody looks. */
    synchronized boolean isOver() {
        long now = System.nanoTime();
        if (waited.isZero()) {
            began = now - wait.toNanos();
        }
        waited = Duration.ofNanos(now - began);
        if (!limit.isZero() && waited.compareTo(limit) >= 0) {
            return true;
        }
        apply();
        return false;
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
