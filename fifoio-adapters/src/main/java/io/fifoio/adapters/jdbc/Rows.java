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
 * <p>The source is stepwise: when it is opened, it fetches rows on the reading thread. Large objects inside the rows
 * are passed on in parts of some kilobytes. The result set, the statement and whatever else is owned are closed when
 * writing has ended, normally or not, or when the opened stream is closed, whether it was read or not.
 *
 * <p><b>Values.</b> Integers, decimals and floating-point numbers keep all their digits. Dates and times are in ISO
 * 8601, with as many digits of seconds as they have, and with the offset if they have one, whatever the time zone of
 * the JVM; a value that is not a calendar date, such as an infinity or {@code 0000-00-00}, is written as the text that
 * the database has for it. Binary values are Base64, several bits are their digits. Arrays, structures, intervals,
 * UUIDs, XML, JSON and values of other types are written as the text that the driver makes of them. A
 * {@code tinyint(1)} of MariaDB and MySQL, which is their boolean, is true or false if it is 1 or 0, and a number
 * otherwise. Each value of SQLite is written according to its own type, whatever the type of the column. The names are
 * the labels of the columns. The documentation has a table with all types of each database, which is checked by a test.
 *
 * <p>Digits are lost in one case only, and not by this library: without {@code useServerPrepStmts=true} MariaDB and
 * MySQL send a {@code float} as six digits.
 *
 * <p><b>Fetching.</b> PostgreSQL's driver holds the whole result in the heap unless autocommit is off and a fetch size
 * is set; MySQL's unless the fetch size is {@code Integer.MIN_VALUE}; MariaDB's unless one is set. {@code query} sets
 * the fetch size. For PostgreSQL and MariaDB it is a few rows at first and then as many as make about half a megabyte,
 * judged by the widest row of the last fetch: it drops at once when rows get wide, and at most doubles when they get
 * narrow. A driver applies it only to the next fetch, and nobody knows the rows that have not been fetched yet: after
 * narrow rows up to 5,000 rows are fetched together, however wide they are. Other drivers fetch as they are configured.
 * H2 and HSQLDB in process gather a result before the first row is there; see {@code LAZY_QUERY_EXECUTION} and
 * {@code RESULT MEMORY ROWS}.
 *
 * <p>A row limit of the statement ({@link java.sql.Statement#setMaxRows}) applies here too: no more rows are written,
 * and nothing says that there were more.
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
         * Prepares the statement and sets its parameters, or has the connection produce the result in another way.
         *
         * @return the statement, not executed, closed by the caller
         */
        PreparedStatement prepare(Connection connection) throws SQLException;
    }

    /**
     * Rows of a query on a connection of its own, which is taken each time the source is written or opened. The
     * connection is closed at the end, with autocommit as it was. If the driver needs autocommit to be off, it is
     * turned off for the query; that transaction is committed after the last row, and otherwise rolled back. If a
     * connection comes with autocommit off, its transaction is left as it is; if the connection can't be closed like
     * that, as with Derby, the transaction is rolled back first.
     */
    public static Rows query(DataSource dataSource, Query query) {
        Objects.requireNonNull(dataSource, "dataSource");
        Objects.requireNonNull(query, "query");
        return new Rows(new Origin.OwnQuery(dataSource, query), false);
    }

    /**
     * Rows of a query on the caller's connection, executed each time the source is written or opened. The connection
     * stays open, and its transaction is the caller's. It can't be used for anything else as long as a driver fetches
     * rows over it.
     *
     * <p>MariaDB's driver loads all remaining rows into the heap when another statement is executed over the
     * connection, for example by {@link Chunks} to which these rows are written. For many rows use a separate
     * connection there.
     *
     * <p>With PostgreSQL autocommit must be off, and the result must not be held over a commit. With PostgreSQL,
     * MariaDB and MySQL the result must not be scrollable, and with the latter two not updatable, because the driver
     * would load all of it first. With any database the statement must not truncate values
     * ({@link java.sql.Statement#setMaxFieldSize}), because a truncated value looks whole. Otherwise writing fails with
     * an {@link IllegalStateException} before the query is executed.
     */
    public static Rows query(Connection connection, Query query) {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(query, "query");
        return new Rows(new Origin.LentQuery(connection, query, false), false);
    }

    /**
     * The rows of a result set, beginning after its current row. The source can be written or opened once; the result
     * set and its statement are closed at the end. It was decided before how the rows are fetched and whether the
     * statement truncates values ({@link java.sql.Statement#setMaxFieldSize}), which the values do not show.
     */
    public static Rows of(ResultSet resultSet) {
        Objects.requireNonNull(resultSet, "resultSet");
        return new Rows(new Origin.GivenResult(resultSet, false), true);
    }

    /**
     * The same, but the caller's connection is closed at the end too: for code that hands out the stream and returns.
     * Whatever has not been committed by then is rolled back. The source can be written or opened once; if the query
     * fails, or if the stream is closed unread, that is an end as well. A source that is never used closes nothing, and
     * neither does one that is the content of a form or an archive that fails before it comes to it.
     *
     * <p>For a {@linkplain #of result set} it is the connection that its statement returns
     * ({@link java.sql.Statement#getConnection}). With Tomcat's pool that is the driver's own connection and not the
     * one that the pool has lent, unless {@code jdbcInterceptors} contains {@code StatementDecoratorInterceptor}:
     * closing it gives nothing back, and the pool runs dry. {@code Rows.query(connection, ...)} closes the one that was
     * lent, with any pool.
     */
    public Rows closingConnection() {
        return new Rows(origin.closingConnection(), true);
    }

    /** Returns a source that writes the rows in the given format. */
    public StepwiseSource as(RowFormat format) {
        Objects.requireNonNull(format, "format");
        StepwiseSource source = new RowSource(origin, format);
        return once ? source.once() : source;
    }
}
