package io.fifoio.adapters;

import java.time.Duration;

/** A source whose thread was found at the same place by two looks or more in a row; see {@link SourceWatch}. */
public interface StandingSource {

    /** The thread that ran the source at the last look. */
    Thread thread();

    /** From the first look that found the source at this place to the last. */
    Duration time();

    /**
     * Waits until the thread is done with the source, be it that it has ended or that it has gone back to its pool. An interrupt does
     * not shorten the wait, the flag is kept. On the source's own thread it returns true at once: that can't wait for itself.
     *
     * @param longest to wait; zero or less is a look
     * @return false if the source still runs after that time
     */
    boolean awaitEnd(Duration longest);
}
