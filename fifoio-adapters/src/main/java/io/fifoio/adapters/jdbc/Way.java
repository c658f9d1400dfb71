package io.fifoio.adapters.jdbc;

/** How a large value goes into a statement. The driver and the column decide, unless the caller does. */
public enum Way {
    /** The driver reads the stream while it sends: bounded memory, no file. The source must not use the same connection. */
    STREAM,

    /**
     * The value is first gathered, beyond 64 KiB in a temporary file that is deleted in the end, then streamed with its length
     * known. For drivers that need the length; for a source that uses the same connection; and where a source that fails half-way
     * must not cost the connection, as it does with MariaDB's driver.
     */
    SPOOL,

    /**
     * The value is held in memory, for drivers and columns that take it in no other way. All such values of one statement together have
     * at most 4 MiB, or a 24th of the heap where that is less than 96 MiB, because such a driver makes several copies ({@link
     * Blobs#LARGEST_IN_MEMORY} tells it for this JVM). What is longer is refused by an {@code IOException} before anything is sent.
     */
    MEMORY,

    /**
     * PostgreSQL: the value becomes a large object, and the column, of type {@code oid}, refers to it. Other databases refuse it, by a {@code
     * SQLFeatureNotSupportedException}, before anything is read.
     */
    LARGE_OBJECT
}
