package io.fifoio.benchmarks.jdbc;

import java.util.Locale;

/** How a value goes in or comes out. */
enum Way {
    /** The driver's own call, which with some drivers holds the whole value in the heap. */
    PLAIN,
    /** Ours, into and out of one column; written from a source that is pushed, on a thread of its own. */
    FIFO,
    /** Ours, into one column from a stream, as with the driver's own call: without a thread. */
    PUMPED,
    /** Ours, out of one column by ranges. */
    RANGED,
    /** Ours, by ranges of a variable of the session. */
    VARIABLE,
    /** Ours, a row for each 256 KiB, or as much as suits the database. */
    CHUNKED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
