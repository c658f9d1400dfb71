package io.fifoio.adapters.jdbc;

/** How a large value goes into a statement. The driver and the column decide, unless the caller does. */
public enum Way {
    /** The driver reads the stream while it sends: bounded memory, no file. The source must not use the same connection. */
    STREAM,

    /**
     * The value is first written to a temporary file, deleted in the end, then streamed with its length known. For drivers
     * that need the length; for a source that uses the same connection; and where a source that fails half-way must not cost
     * the connection, as it does with MariaDB's driver.
     */
    SPOOL,

    /**
     * The value is held in memory, up to {@value Blobs#LARGEST_IN_MEMORY} bytes (in a heap of less than 96 MiB a 24th of it) for all such values of a statement; beyond, it is
     * refused before it is sent.
     */
    MEMORY,

    /** PostgreSQL: the value becomes a large object, and the column, of type {@code oid}, refers to it. */
    LARGE_OBJECT
}
