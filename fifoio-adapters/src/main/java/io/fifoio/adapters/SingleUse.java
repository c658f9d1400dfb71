package io.fifoio.adapters;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a source that can be used once has been, shared by all that is derived from it. */
final class SingleUse {

    private final AtomicBoolean used = new AtomicBoolean();

    /** @throws IllegalStateException if it was called before */
    void take() {
        if (used.getAndSet(true)) {
            throw new IllegalStateException("this source can be opened or written once, and has been");
        }
    }
}
