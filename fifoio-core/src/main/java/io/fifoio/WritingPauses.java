package io.fifoio;

/**
 * How long a writer that waits pauses between two looks, in units of {@code Thread.onSpinWait()}: learned from what its waits
 * bring. For the writer alone.
 *
 * <p>A reader that takes small pieces loses its cache line to each look, and a small write waits for little room, so that it would
 * soon wait again. The reader has a full ring to read meanwhile. So the pause grows until it brings about a quarter of the ring;
 * where it brought half, it was longer than it need be, and where it brought all, the reader may be waiting.
 */
final class WritingPauses {

    static final int LEAST = 8;
    static final int MOST = 1024;

    private final int capacity;
    private int pauses = LEAST;

    WritingPauses(int capacity) {
        this.capacity = capacity;
    }

    /** At most so many: an end that had better park pauses less, see {@code Backoff}. */
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
