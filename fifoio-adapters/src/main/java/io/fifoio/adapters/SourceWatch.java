package io.fifoio.adapters;

import java.io.IOException;

/** Looks at a source that stands still, for whoever reads it and might wait in vain; see {@link SourceInputStream#watch}. */
@FunctionalInterface
public interface SourceWatch {

    /**
     * Called by the thread that waits; where a source reads another one, by each of the threads that wait, perhaps at once. Reading goes on waiting when this returns, and asks again two seconds later.
     *
     * @param thread what the reading waits for: it runs the source, and was found at the same place three times in a row
     * @throws IOException where waiting is in vain; the read throws it
     */
    void standsStill(Thread thread) throws IOException;
}
