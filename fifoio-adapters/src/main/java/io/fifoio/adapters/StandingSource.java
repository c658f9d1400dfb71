package io.fifoio.adapters;

import java.time.Duration;

/** A source whose thread was found at the same place at two or more looks in a row; see {@link SourceWatch}. */
public interface StandingSource {

    /** Returns the thread that ran the source at the last look. */
    Thread thread();

    /** Returns the time from the first look that found the source at this place to the last. */
    Duration time();

    /**
     * Waits until the thread is done with the source: it has ended, or has gone back to its pool. An interrupt does not
     * shorten the wait; the flag is kept. On the source's own thread, which can't wait for itself, this returns true at
     * once.
     *
     * @param longest how long to wait; zero or less only checks
     * @return false if the source still runs after that time
     */
    boolean awaitEnd(Duration longest);
}
