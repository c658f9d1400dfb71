package io.fifoio;

/**
 * How long a waiting writer pauses between two looks, in units of {@code Thread.onSpinWait()}, learned from what its
 * waits bring. Used by the writer only.
 *
 * <p>Each look takes the cache line away from a reader that takes small pieces; and a small write waits for little
 * room, so it would soon have to wait again. Meanwhile the reader has a full ring to read. So the pause grows until it
 * brings about a quarter of the ring; if it brought half, it was longer than necessary, and if it brought everything,
 * the reader may be waiting.
 */
final class WritingPauses {

    static final int LEAST = 8;
    static final int MOST = 1024;

    private final int capacity;
    private int pauses = LEAST;

    WritingPauses(int capacity) {
        this.capacity = capacity;
    }

    /** The pause to make at most; an end that had better park pauses less, see {@code Backoff}. */
    int current() {
        return pauses;
    }

    /** @param room how much there was after a wait */
    void learn(int room) {
        if (room == capacity) {
            pauses = LEAST;
        } else if (room >= capacity / 2) {
            pauses = Math.max(LEAST, pauses / 2);
        } else if (room < capacity / 4) {
            pauses = Math.min(MOST, 2 * pauses);
        }
    }
}
