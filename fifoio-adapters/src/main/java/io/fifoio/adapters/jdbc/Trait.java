package io.fifoio.adapters.jdbc;

/**
 * What some drivers, or their databases, do otherwise than JDBC would have it, or than others do. Which ones stands in {@link
 * Driver}.
 */
enum Trait {
    /** The server is one of MariaDB or MySQL: it has their types and {@code LOAD DATA}, and warns where it cuts a value. */
    SPEAKS_MYSQL,

    /** The server has {@code COPY}, and the driver methods for it. */
    HAS_COPY,

    /** A column may refer to a large object, which is a value outside of its table. */
    HAS_LARGE_OBJECTS,

    // Values that are written.

    /** The driver needs the length to stream. Others are worse off with it: H2's takes all into the heap then. */
    USES_LENGTH,

    /**
     * The driver reads a stream in the midst of a message to the server. A source that used the connection there would write into
     * it.
     */
    READS_WITHIN_MESSAGE,

    /**
     * A stream of {@code LOAD DATA} that fails leaves the message open: the server takes whatever follows for more of the data.
     */
    LEAVES_MESSAGE_OPEN,

    /**
     * Where the server can't prepare a statement, the driver sends it once more, and reads its values again: see {@link
     * OneReading}.
     */
    MAY_READ_TWICE,

    /** A value for a parameter that the statement does not have is dropped without a word. */
    DROPS_UNKNOWN_PARAMETERS,

    /** A value for a parameter that the statement does not have is refused by what is no {@code SQLException}. */
    FAILS_AT_UNKNOWN_PARAMETERS,

    /**
     * A value that is too long loses zeros (of bytes) or blanks (of text) at its end until the rest fits, and success is told.
     */
    CUTS_ENDS_TO_FIT,

    // Transactions and connections.

    /** A savepoint can't be released; it ends with its transaction. */
    CANNOT_RELEASE_SAVEPOINTS,

    /** A connection, which is within the process, is tested by a query, which a transaction that has failed does not answer. */
    TESTS_BY_QUERY,

    /** A thread that waits for the connection waits to be notified, for nobody's lock, as for the end of a {@code COPY}. */
    WAITS_FOR_NOTIFICATION,

    /** A file may be served by another process, of which the URL does not tell. */
    MAY_BE_SERVED_ELSEWHERE,

    // Results.

    /** A value that is read as a whole is held in the heap by the plain call, whatever the column. */
    READS_WHOLE_VALUES,

    /** The first executions of a statement get bytes as digits: see {@link PostgresqlBytes}. */
    GETS_BYTES_AS_TEXT,

    /** All rows of a result that can be scrolled are taken into the heap first. */
    GATHERS_SCROLLABLE_RESULTS,

    /** All rows of a result that can be updated are taken into the heap first. */
    GATHERS_UPDATABLE_RESULTS,

    /** All rows of a result that is held over a commit are taken into the heap first. */
    GATHERS_HELD_RESULTS,

    /** The next statement makes the driver take all rows that are left of an open result into the heap, on its own thread. */
    GATHERS_OPEN_RESULTS,

    /** An {@code Error} while rows are read, as by a wide one, leaves the rest of them on the connection: see {@link RowFetch}. */
    LEAVES_ROWS_HALF_READ,

    /** Every statement has a limit for the length of its values from the start, which cuts nothing. */
    ALWAYS_REPORTS_FIELD_LIMIT,

    // Types of columns.

    /** A type is a property of each value, not of its column. */
    TYPES_VALUES,

    /** Types that JDBC does not have are told by their name alone. */
    HAS_TYPES_UNKNOWN_TO_JDBC,

    /** A column of {@code bit} does not say how many bits it has. */
    HIDES_BIT_COUNT,

    /** A BLOB is in memory by the time that it is asked for. */
    HOLDS_BLOBS,

    /** Dates and times are right as text alone. */
    RELIABLE_TIMES_ONLY_AS_TEXT,

    /** A timestamp goes through the zone of the JVM, where it may fall into a gap, unless it is asked for with a calendar. */
    SHIFTS_TIMESTAMPS,

    /** A {@code TIME} is a span of up to 838 hours. */
    HAS_TIMES_AS_SPANS,

    /** The text of a span has lost zeros at the front of its fraction. */
    LOSES_ZEROS_OF_SPANS,

    /** A timestamp is a count of microseconds, which is right in every version where what is made of it is not. */
    COUNTS_MICROSECONDS,

    /** Asked for a date, the driver gives BC as AD; what it gives unasked is right. */
    CONFUSES_ERAS,

    /** Whether a date is NULL is told of the column that was read before. */
    CONFUSES_NULL_DATES
}
