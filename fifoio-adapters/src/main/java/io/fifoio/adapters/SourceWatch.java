package io.fifoio.adapters;

import java.io.IOException;
import java.time.Duration;

/** Looks at a source that stands still, for whoever reads it and might wait in vain; see {@link SourceInputStream#watch}. */
@FunctionalInterface
public interface SourceWatch {

    /**
     * Called by the thread that waits, at each look from the second one on that finds the source where the look before found it; where
     * a source reads another one, by each of the threads that wait, perhaps at once. Reading goes on waiting when this returns.
     *
     * @param source what the reading waits for
     * @throws IOException where waiting is in vain; the read throws it. A {@code RuntimeException} comes as the cause of one
     */
    void standsStill(StandingSource source) throws IOException;

    /**
     * The time from one look to the next: more than zero, half a second unless this is overridden. Asked for once, when the watch
     * is set.
     */
    default Duration interval() {
        return Duration.ofMillis(500);
    }
}
