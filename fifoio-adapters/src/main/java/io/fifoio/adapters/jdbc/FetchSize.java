package io.fifoio.adapters.jdbc;

/**
 * How many rows are to be fetched at once: as many as make about half a megabyte, if they are like the widest row of
 * the last fetch and like the last thousand on average. One wide row reduces the number at once; narrow rows at most
 * double it, because some narrow rows say little about those that follow.
 */
final class FetchSize {

    /** How many rows are fetched at once while nothing is known about their size. */
    static final int FIRST = 4;

    private static final int MOST = 5_000;

    /** Bytes that should be fetched at once. */
    private static final int WANTED = 512 * 1024;

    /** How many bytes of earlier rows the buffers of the format may hold and release with a later row. */
    private static final int BUFFERED = 32 * 1024;

    /** How many rows are also measured together, because buffers can hide a single row but not all of these. */
    private static final int RUN = 16;

    /** How many rows make the average. */
    private static final int REMEMBERED = 1_000;

    private int size = FIRST;

    // About the rows of this fetch.
    private int count;
    private long widest;

    // About a few rows, and about those that are remembered.
    private int countOfRun;
    private long bytesOfRun;
    private int remembered;
    private long bytesRemembered;

    /** Returns the number of rows. */
    int rows() {
        return size;
    }

    /**
     * Takes note of a row.
     *
     * @param written how many bytes came out while it was written
     * @return whether the number has changed
     */
    boolean changesAfterRow(long written) {
        remember(written);
        countOfRun++;
        bytesOfRun += written;
        widest = Math.max(widest, Math.max(written - BUFFERED, (bytesOfRun - BUFFERED) / countOfRun));
        if (countOfRun == RUN) {
            countOfRun = 0;
            bytesOfRun = 0;
        }
        int before = size;
        count++;
        if (count < size) {
            size = Math.min(size, fitting(widest));
        } else {
            size = Math.min(2 * size, fitting(Math.max(widest, bytesRemembered / remembered)));
            count = 0;
            widest = 0;
        }
        return size != before;
    }

    private void remember(long written) {
        if (remembered == REMEMBERED) {
            remembered /= 2;
            bytesRemembered /= 2;
        }
        remembered++;
        bytesRemembered += written;
    }

    private static int fitting(long width) {
        return (int) Math.max(1, Math.min(MOST, WANTED / Math.max(1, width)));
    }
}
