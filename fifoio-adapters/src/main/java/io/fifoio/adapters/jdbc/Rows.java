package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.StepwiseSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Rows of a database, written in a {@link RowFormat} while they are fetched:
 *
 * <pre>{@code
 * PushSource export = Rows.query(dataSource, connection -> connection.prepareStatement("select * from orders"))
 *         .as(Csv.rows())
 *         .through(GZIPOutputStream::new);
 * }</pre>
 *
 * <p>The source is stepwise: opened, it fetches on the thread that reads. Large objects inside the rows are passed on in parts of some
 * kilobytes. When writing has ended, well or not, or the opened stream is closed, read or not, result set, statement and what else is
 * owned are closed.
 *
 * <p><b>Values.</b> Integers, decimals and floating-point numbers keep all their digits. Dates and times are ISO 8601, with as many
 * digits of seconds as they have and with the offset where they have one, whatever the zone of the JVM; what is no date by the
 * calendar, like an infinity or {@code 0000-00-00}, is the text that the database has for it. Binary values are Base64, several
 * bits are their digits. Arrays, structures, intervals, UUIDs, XML, JSON and what else a database has are the text that its driver
 * makes of them. A {@code tinyint(1)} of MariaDB and MySQL, their boolean, is true or false if it is 1 or 0, else a number. SQLite's
 * values are written as what each of them is, whatever the column was declared to be. The names are the labels of the columns. The
 * documentation has a table of all types of each database, which a test holds against them.
 *
 * <p>The one loss is not of this library: without {@code useServerPrepStmts=true} MariaDB and MySQL send a {@code float} as six digits.
 *
 * <p><b>Fetching.</b> PostgreSQL's driver holds the whole result in the heap unless autocommit is off and a fetch size is set;
 * MySQL's unless the fetch size is {@code Integer.MIN_VALUE}; MariaDB's unless one is set. {@code query} sets it, for PostgreSQL and
 * MariaDB few rows first and then as many as make about half a megabyte, by the widest of those fetched last: fewer at once where rows get
 * wide, twice as many at most where they get narrow. A driver heeds it at the next fetch only, and nobody knows the rows that are
 * not fetched yet: up to 5,000 that come after narrow ones are fetched together, however wide they are. Other drivers fetch as
 * they are set up to. H2 and HSQLDB in process gather a result before the first row is there; see {@code LAZY_QUERY_EXECUTION} and
 * {@code RESULT MEMORY ROWS}.
 *
 * <p>A limit of the statement for its rows ({@link java.sql.Statement#setMaxRows}) holds here too: no more are written, and nothing tells that
 * there were more.
 */
@SuppressWarnings("exports") // see module-info
public final class Rows {

    private final Origin origin;
    private final boolean once;

    private Rows(Origin origin, boolean once) {
        this.origin = origin;
        this.once = once;
    }

    /** Makes the statement of a query. */
    @FunctionalInterface
    public interface Query {

        /**
         * Prepares the statement and sets its parameters, or asks the connection for a result in another way.
         *
         * @return the statement, not executed, closed by the caller
         */
        PreparedStatement prepare(Connection connection) throws SQLException;
    }

    /**
     * Of a query on a connection of its own, each time the source is written or opened. The connection is closed at the end, with
     * autocommit as it was. Where the driver needs autocommit off, it is turned off for the query: after the last row that
     * transaction is committed, otherwise rolled back. A connection that comes with autocommit off has its transaction left as
     * it is; where it can't be closed so, as Derby's can't, it is rolled back first.
     */
    public static Rows query(DataSource dataSource, Query query) {
        Objects.requireNonNull(dataSource, "dataSource");
        Objects.requireNonNull(query, "query");
        return new Rows(new Origin.OwnQuery(dataSource, query), false);
    }

    /**
     * Of a query on the caller's connection, each time the source is written or opened. The connection stays open, its
     * transaction is the caller's, and it is not free for other things as long as a driver fetches rows over it.
     *
     * <p>MariaDB's driver takes all rows that are left into the heap when another statement is executed over the connection, as by
     * {@link Chunks} that such rows are written into. Many rows get a connection of their own there.
     *
     * <p>With PostgreSQL autocommit must be off and the result not held over a commit; with PostgreSQL, MariaDB and MySQL it must not be one
     * that can be scrolled, with the latter two not one that can be updated, for the driver takes all of such a one first. With any database
     * the statement must not cut values ({@link java.sql.Statement#setMaxFieldSize}), because what is cut looks whole. Otherwise
     * writing fails with an {@link IllegalStateException}, before the query is executed.
     */
    public static Rows query(Connection connection, Query query) {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(query, "query");
        return new Rows(new Origin.LentQuery(connection, query, false), false);
    }

    /**
     * Of a result set, from the row after its present one. The source can be written or opened once; result set and statement are
     * closed at the end. How it is fetched was decided when it was made, and whether its statement cuts values
     * ({@link java.sql.Statement#setMaxFieldSize}), which can't be seen in them.
     */
    public static Rows of(ResultSet resultSet) {
        Objects.requireNonNull(resultSet, "resultSet");
        return new Rows(new Origin.GivenResult(resultSet, false), true);
    }

    /**
     * The same, with the caller's connection closed at the end too: for who hands out the stream and leaves. What is not committed
     * then is rolled back. The source can be written or opened once; that the query fails, or that nothing was read before the
     * stream is closed, is such an end as well. A source that is never used closes nothing, nor does one that is the content of a form or an
     * archive which fails before its turn.
     *
     * <p>Of a {@linkplain #of result set} it is the connection that its statement names ({@link java.sql.Statement#getConnection}). Tomcat's pool
     * has the driver's own there, not the one that it lent, unless {@code jdbcInterceptors} has {@code StatementDecoratorInterceptor}: closing it
     * gives nothing back, and the pool runs out. {@code Rows.query(connection, ...)} closes the one that was lent, with any pool.
     */
    public Rows closingConnection() {
        return new Rows(origin.closingConnection(), true);
    }

    /** The rows in that format. */
    public StepwiseSource as(RowFormat format) {
        Objects.requireNonNull(format, "format");
        StepwiseSource source = new RowSource(origin, format);
        return once ? source.once() : source;
    }
}
