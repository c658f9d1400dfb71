package io.fifoio.adapters;

import java.util.concurrent.atomic.AtomicReference;

/** Whether a source that can be used once has been. Opening it and then, by the opened stream, writing it is one use. */
final class SingleUse {

    private enum Use {
        NONE,
        OPENED,
        WRITTEN
    }

    private final AtomicReference<Use> use = new AtomicReference<>(Use.NONE);

    /** @throws IllegalStateException if it was opened or written before */
    void open() {
        if (!use.compareAndSet(Use.NONE, Use.OPENED)) {
            throw usedUp();
        }
    }

    /** @throws IllegalStateException if it was written before */
    void write() {
        if (use.getAndSet(Use.WRITTEN) == Use.WRITTEN) {
            throw usedUp();
        }
    }

    private static IllegalStateException usedUp() {
        return new IllegalStateException("this source can be opened or written once, and has been");
    }
}
