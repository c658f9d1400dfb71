package io.fifoio.adapters;

import io.fifoio.testing.NoLeakedThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every opened stream promises, whatever writes it and whichever thread does. One subclass for each kind of
 * source, opened by {@code open()}. A source that is opened on a thread of its own promises more, see
 * {@link PipedStreamContract}; a kind that is written in steps is checked with both, see {@link SteppedStreamContract}.
 */
@ExtendWith(NoLeakedThreads.class)
public abstract class OpenedStreamContract implements ReadingClauses, FailureClauses, ClosingClauses {

    /** A step that was interrupted leaves the flag to the thread, which here goes on with other tests. */
    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }
}
