package io.fifoio.adapters.jdbc;

/** How a large value goes into a statement. The driver and the column decide, unless the caller does. */
public enum Way {
    /**
     * The driver reads the stream while it sends it: memory is bounded, and there is no file. The source must not use
     * the same connection.
     */
    STREAM,

    /**
     * The value is gathered first (beyond 64 KiB in a temporary file, which is deleted at the end) and then streamed
     * with its length known. For drivers that need the length, for a source that uses the same connection, and for
     * drivers such as MariaDB's with which a source that fails halfway would otherwise cost the connection.
     */
    SPOOL,

    /**
     * The value is held in memory, for drivers and columns that accept it in no other way. All such values of one
     * statement together may have at most 4 MiB, or one 24th of the heap if the heap is smaller than 96 MiB, because
     * such a driver makes several copies; {@link Blobs#LARGEST_IN_MEMORY} is the limit in this JVM. Longer values are
     * refused with an {@code IOException} before anything is sent.
     */
    MEMORY,

    /**
     * PostgreSQL: the value becomes a large object, and the column, of type {@code oid}, refers to it. Other databases
     * refuse it, by a {@code SQLFeatureNotSupportedException}, before anything is read.
     */
    LARGE_OBJECT
}
