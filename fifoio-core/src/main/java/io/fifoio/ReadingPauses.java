package io.fifoio;

/**
 * How long a waiting reader pauses between two looks, in units of {@code Thread.onSpinWait()}, learned from what its
 * waits bring. Used by the reader only.
 *
 * <p>Each look takes the cache line away from a writer that keeps writing small pieces. Against such a writer a pause
 * twice as long brings a batch twice as large, which costs the reader less than it saves both. In a dialogue a longer
 * pause brings only delay. So the pause grows as long as the batches grow with it, and shrinks as long as they do not
 * shrink with it. Several batches are judged together, because the messages of a dialogue may differ in length.
 */
final class ReadingPauses {

    static final int LEAST = 4;
    static final int MOST = 1024;

    /** How many batches are judged together. */
    static final int BATCHES = 8;

    /**
     * Half the ring for each of these batches. If they bring more than that, the writer may be about to wait for room.
     */
    private final long enough;

    private int pauses = LEAST;
    private boolean growing = true;
    private int batches;
    private long units;

    /** What the batches brought before {@link #pauses} was changed last. */
    private long unitsBefore;

    ReadingPauses(int capacity) {
        enough = (long) BATCHES * (capacity / 2);
    }

    /** The pause to make at most; an end that had better park pauses less, see {@code Backoff}. */
    int current() {
        return pauses;
    }

    /** @param batch how much there was after a wait */
    void learn(int batch) {
        units += batch;
        batches++;
        if (batches == BATCHES) {
            growing = isLongerBetter();
            pauses = growing ? Math.min(MOST, 2 * pauses) : Math.max(LEAST, pauses / 2);
            unitsBefore = units;
            units = 0;
            batches = 0;
        }
    }

    /** Whether the next pauses are to be longer. */
    private boolean isLongerBetter() {
        if (units >= enough) {
            return false;
        }
        if (pauses == LEAST) {
            return true;
        }
        if (growing) {
            return pauses < MOST && units >= unitsBefore + unitsBefore / 2;
        }
        return units < unitsBefore - unitsBefore / 3;
    }
}
