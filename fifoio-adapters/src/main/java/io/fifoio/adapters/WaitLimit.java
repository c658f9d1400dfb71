package io.fifoio.adapters;

import io.fifoio.FifoInputStream;
import java.time.Duration;

/**
 * How long a read may wait. If there is a watch, it waits only until the next look each time, and in all no longer than
 * the reader's limit.
 */
final class WaitLimit {

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final FifoInputStream input;

    // Guarded by this object's monitor; how long it has waited is written by the reading thread only.
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

    /** @param next the time from look to look; zero if nobody looks */
    synchronized void lookEvery(Duration next) {
        interval = next;
        apply();
    }

    /** Marks the beginning of a read. */
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
     * Whether, at the end of a wait, the reader's limit has passed. If it has not, and there is a watch, the next wait
     * may follow.
     */
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
