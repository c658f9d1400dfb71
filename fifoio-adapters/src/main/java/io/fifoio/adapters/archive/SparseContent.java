package io.fifoio.adapters.archive;

/** The content of a sparse file while it is read: whether a hole comes next, or data. */
final class SparseContent {

    /** Where regions of data begin and end, in turn. */
    private final long[] edges;

    private final long size;
    private int next;
    private long position;

    SparseContent(long[] edges, long size) {
        this.edges = edges;
        this.size = size;
    }

    /**
     * Skips a hole.
     *
     * @return how many zeros come next, at most the given number; 0 if data come next, or the end
     */
    long hole(long most) {
        long end = next < edges.length ? edges[next] : size;
        long zeros = Math.min(most, Math.max(0, end - position));
        position += zeros;
        return zeros;
    }

    /** Returns how many bytes of data come next, at most the given number. To be called if no hole comes next. */
    int data(int most) {
        return next < edges.length ? (int) Math.min(most, edges[next + 1] - position) : 0;
    }

    /** Takes note that the given number of bytes was read. */
    void pass(int count) {
        position += count;
        if (position == edges[next + 1]) {
            next += 2;
        }
    }
}
