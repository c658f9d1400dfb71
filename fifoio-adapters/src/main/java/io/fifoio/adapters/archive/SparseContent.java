package io.fifoio.adapters.archive;

/** The content of a sparse file while it is read: whether a hole comes next, or data. */
final class SparseContent {

    /** Where data begin and end, in turn. */
    private final long[] edges;

    private final long size;
    private int next;
    private long position;

    SparseContent(long[] edges, long size) {
        this.edges = edges;
        this.size = size;
    }

    /**
     * Passes over a hole.
     *
     * @return how many zeros come next, at most so many; 0 where data do, or the end
     */
    long hole(long most) {
        long end = next < edges.length ? edges[next] : size;
        long zeros = Math.min(most, Math.max(0, end - position));
        position += zeros;
        return zeros;
    }

    /** How many bytes of data come next, at most so many, where no hole does. */
    int data(int most) {
        return next < edges.length ? (int) Math.min(most, edges[next + 1] - position) : 0;
    }

    /** So many of them were read. */
    void pass(int count) {
        position += count;
        if (position == edges[next + 1]) {
            next += 2;
        }
    }
}
