package io.fifoio.adapters.jdbc;

/**
 * Something that some drivers, or their databases, do differently from what JDBC says, or from what others do.
 * {@link Driver} says which drivers have which.
 */
enum Trait {
    /**
     * The server is one of MariaDB or MySQL: it has their types and {@code LOAD DATA}, and only warns when it truncates
     * a value.
     */
    SPEAKS_MYSQL,

    /** The server has {@code COPY}, and the driver methods for it. */
    HAS_COPY,

    /** A column may refer to a large object, which is a value outside of its table. */
    HAS_LARGE_OBJECTS,

    // Values to be written.

    /**
     * The driver needs the length to stream. Others do worse if they get it: H2's then loads the whole value into the
     * heap.
     */
    USES_LENGTH,

    /**
     * The driver reads a stream in the middle of a message to the server. If a source used the connection then, it
     * would write into that message.
     */
    READS_WITHIN_MESSAGE,

    /**
     * If a stream of {@code LOAD DATA} fails, the message is left open: the server takes whatever follows for more
     * data.
     */
    LEAVES_MESSAGE_OPEN,

    /**
     * If the server can't prepare a statement, the driver sends it once more and reads its values again: see
     * {@link OneReading}.
     */
    MAY_READ_TWICE,

    /** A value for a parameter that the statement does not have is silently dropped. */
    DROPS_UNKNOWN_PARAMETERS,

    /**
     * A value for a parameter that the statement does not have is refused with something that is not an
     * {@code SQLException}.
     */
    FAILS_AT_UNKNOWN_PARAMETERS,

    /**
     * A value that is too long loses zeros (of bytes) or blanks (of text) at its end until the rest fits, and success
     * is reported.
     */
    CUTS_ENDS_TO_FIT,

    // Transactions and connections.

    /** A savepoint can't be released; it lasts until the end of its transaction. */
    CANNOT_RELEASE_SAVEPOINTS,

    /** A connection, which is within the process, is tested with a query, which fails within a failed transaction. */
    TESTS_BY_QUERY,

    /**
     * A thread that waits for the connection, as for the end of a {@code COPY}, waits to be notified and not for a lock
     * that someone holds.
     */
    WAITS_FOR_NOTIFICATION,

    /** A file may be served by another process, which the URL does not show. */
    MAY_BE_SERVED_ELSEWHERE,

    // Results.

    /** The plain call holds the whole value in the heap, whatever the type of the column. */
    READS_WHOLE_VALUES,

    /** The first executions of a statement receive bytes as digits: see {@link PostgresqlBytes}. */
    GETS_BYTES_AS_TEXT,

    /** All rows of a scrollable result are loaded into the heap first. */
    GATHERS_SCROLLABLE_RESULTS,

    /** All rows of an updatable result are loaded into the heap first. */
    GATHERS_UPDATABLE_RESULTS,

    /** All rows of a result that is held over a commit are loaded into the heap first. */
    GATHERS_HELD_RESULTS,

    /**
     * The next statement makes the driver load all remaining rows of an open result into the heap, on the thread of
     * that statement.
     */
    GATHERS_OPEN_RESULTS,

    /**
     * An {@code Error} while rows are read, as by a wide one, leaves the rest of them on the connection: see {@link
     * RowFetch}.
     */
    LEAVES_ROWS_HALF_READ,

    /** Every statement has a field size limit from the start, which truncates nothing. */
    ALWAYS_REPORTS_FIELD_LIMIT,

    // Types of columns.

    /** A type is a property of each value, not of its column. */
    TYPES_VALUES,

    /** Types that JDBC does not have can be recognised only by their names. */
    HAS_TYPES_UNKNOWN_TO_JDBC,

    /** A column of {@code bit} does not say how many bits it has. */
    HIDES_BIT_COUNT,

    /** A BLOB is in memory by the time it is asked for. */
    HOLDS_BLOBS,

    /** Dates and times are right only as text. */
    RELIABLE_TIMES_ONLY_AS_TEXT,

    /**
     * A timestamp is passed through the time zone of the JVM, where it may fall into a gap, unless it is asked for with
     * a calendar.
     */
    SHIFTS_TIMESTAMPS,

    /** A {@code TIME} is a span of up to 838 hours. */
    HAS_TIMES_AS_SPANS,

    /** The text of a span lacks the leading zeros of its fraction. */
    LOSES_ZEROS_OF_SPANS,

    /**
     * A timestamp is available as a count of microseconds, which is right in every version, whereas the object made
     * from it is not.
     */
    COUNTS_MICROSECONDS,

    /**
     * When asked for a date, the driver returns BC as AD; the object that it returns when no type is asked for is
     * right.
     */
    CONFUSES_ERAS,

    /** For a date, the driver says whether the column that was read before is NULL. */
    CONFUSES_NULL_DATES
}
