package io.fifoio;

/**
 * Records which threads have used an end: none, one, or several. It remembers ids, so that it keeps no thread alive.
 * Written by the thread that uses the end, read by the one that waits at the other end.
 */
final class Visitors {

    private static final long NONE = 0;
    private static final long SEVERAL = -1;

    private volatile long seen = NONE;

    void note() {
        long id = Thread.currentThread().getId();
        long before = seen;
        if (before == NONE) {
            seen = id;
        } else if (before != id && before != SEVERAL) {
            seen = SEVERAL;
        }
    }

    boolean anyBesidesThisThread() {
        long id = seen;
        return id != NONE && id != Thread.currentThread().getId();
    }
}
