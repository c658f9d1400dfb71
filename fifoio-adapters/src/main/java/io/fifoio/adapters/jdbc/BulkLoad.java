package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.jdbc.CopyOptions.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Loads many rows at once, as text that a source writes: with {@code COPY} of PostgreSQL and
 * {@code LOAD DATA LOCAL INFILE} of MariaDB and MySQL; and copies rows out with {@code COPY}.
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * BulkLoad.in(connection, "copy measure(at, value) from stdin (format csv)", csv); // PostgreSQL
 * BulkLoad.in(connection, """
 *         load data local infile 'stream' into table measure character set utf8mb4
 *         fields terminated by ',' optionally enclosed by '"' escaped by '' lines terminated by '\\r\\n'
 *         (at, @given) set value = if(length(@given) = 0, null, @given)""", csv); // MariaDB, MySQL
 * connection.commit();
 *
 * PushSource copied = BulkLoad.out(connection, "copy measure to stdout (format csv)");
 * }</pre>
 *
 * <p>These statements fit what {@code Csv.rowsWithoutHeader()} writes. If any of the clauses of {@code LOAD DATA} is
 * left out, it reads something else: backslashes and quotes as parts of the values, a NULL as an empty text or a zero,
 * or UTF-8 as the character set of the database. To skip a header, use {@code (format csv, header)}, or
 * {@code ignore 1 lines} before the columns.
 *
 * <p>The drivers' own classes are called by reflection: otherwise there would be three libraries to compile against,
 * one of them under the GPL, for four methods that have not changed in years.
 */
@SuppressWarnings("exports") // see module-info
public final class BulkLoad {

    private BulkLoad() {}

    /**
     * Loads all that the source writes, as a stream. If this throws, what it did is undone and the transaction is as
     * before; if the connection is lost, a {@link java.sql.SQLNonTransientConnectionException} says so. A failure of
     * the source never looks like the end of the data: {@code LOAD DATA} would keep the rows received so far, so they
     * are taken back. In tables without transactions (MyISAM, Aria) nothing can be taken back.
     *
     * <p>Any warning of {@code LOAD DATA LOCAL} is a failure, because it merely warns when it truncates, changes or
     * drops a value or a row; notes do not count. A text whose lines or quotes do not end as the statement says is a
     * failure too, as far as that can be detected. The page {@code docs/jdbc/load-data.md} says which statements fit,
     * what is not detected, and how to allow in SQL that rows are changed or dropped.
     *
     * <p>There is no statement of the caller's here, and therefore no query timeout. Give a source that may stand still
     * a time limit of its own:
     *
     * <pre>{@code
     * PushSource onAThread = csv::writeTo; // even if it is written in steps
     * PushSource limited = out -> {
     *     try (SourceInputStream in = onAThread.open()) {
     *         in.setTimeout(Duration.ofSeconds(30));
     *         in.transferTo(out);
     *     }
     * };
     * }</pre>
     *
     * <p>A line that consists of {@code \.} would end the data of a {@code COPY} without an error. It is refused,
     * unless it is the last line of text that is not CSV; in CSV such a value has to be quoted
     * ({@code docs/jdbc/postgresql.md}).
     *
     * @param connection with autocommit off. The source must not use it
     * @param sql {@code copy ... from stdin}, or {@code load data local infile 'any name' ...}. For the latter the URL
     *     has {@code allowLocalInfile=true} (MariaDB) or {@code allowLoadLocalInfile=true} (MySQL)
     * @return the count of rows that the driver gives
     * @throws IllegalArgumentException if the driver is PostgreSQL's and the statement is not
     *     {@code copy ... from stdin}; or if {@code load data} names line or field ends with backslashes, which the
     *     session takes literally ({@code NO_BACKSLASH_ESCAPES}). Nothing has been done then
     * @throws IllegalStateException if autocommit is on; nothing has been done then
     * @throws SQLFeatureNotSupportedException if the driver is another one
     * @throws SQLException from the driver; the failure of the source is its cause or suppressed in it
     * @throws IOException if the source failed and the driver did not say so; if the text has such a line or such line
     *     ends; or if the server has warned, or may have warned: it counts warnings that it does not keep
     *     ({@code max_error_count})
     */
    public static long in(Connection connection, String sql, PushSource source) throws SQLException, IOException {
        Objects.requireNonNull(sql, "sql");
        Driver driver = Driver.of(connection);
        if (!driver.has(Trait.HAS_COPY) && !driver.has(Trait.SPEAKS_MYSQL)) {
            throw new SQLFeatureNotSupportedException(
                    "bulk loading is supported with PostgreSQL, MariaDB and MySQL; this driver is " + driver);
        }
        if (driver.has(Trait.HAS_COPY) && CopyOptions.of(sql).direction() != Direction.FROM_STDIN) {
            // The driver starts whatever statement it is given, and would leave the rows of a copy out to the next
            // statement.
            throw new IllegalArgumentException(
                    "the statement is no COPY ... FROM STDIN; rows are copied out by BulkLoad.out");
        }
        CopyOut.requireNone(connection);
        Undo undo = Undo.begin(connection);
        try {
            long count = load(connection, driver, sql, new OnAThread(source));
            undo.end();
            return count;
        } catch (Throwable failure) {
            undo.afterFailure(failure);
            throw failure;
        }
    }

    private static long load(Connection connection, Driver driver, String sql, PushSource source)
            throws SQLException, IOException {
        Connection own = Driver.own(connection);
        DeadlockWatch watch = new DeadlockWatch(driver, own);
        boolean copied = driver.has(Trait.HAS_COPY);
        int server = copied ? connection.getMetaData().getDatabaseMajorVersion() : 0;
        LoadDataOptions options = copied ? null : loadDataOptions(own, sql);
        SourceInputStream in = source.open();
        in.watch(watch);
        LoadDataText lines = options == null ? null : new LoadDataText(in, options);
        LimitedInputStream given =
                new LimitedInputStream(lines == null ? CopyText.of(in, sql, server) : lines, Limit.NONE);
        try {
            long count = copied ? copy(connection, sql, given) : loadData(connection, sql, given);
            in.close();
            in.result();
            if (lines != null) {
                lines.check();
                Warnings.checkLoaded(own);
            }
            return count;
        } catch (Throwable failure) {
            given.explain(failure);
            LobParameter.giveUp(in, failure);
            watch.awaitSource();
            if (driver.has(Trait.LEAVES_MESSAGE_OPEN) && given.wasRead() && !isWhole(in)) {
                Undo.abort(own, failure);
            }
            if (copied && !given.wasRead() && !isFromServer(connection, failure)) {
                // The server has started something else, whose answers would be taken for those of the next statement.
                Undo.abort(own, failure);
            }
            throw failure;
        }
    }

    /**
     * Whether a failure comes from PostgreSQL's server. A failure of its driver has an SQLState like those of the
     * server, but no server error message.
     */
    static boolean isFromServer(Connection connection, Throwable failure) {
        if (failure instanceof SQLFeatureNotSupportedException) {
            return true; // as good as: nothing was sent
        }
        try {
            return Reflected.call(connection, failure, "getServerErrorMessage", new Class<?>[0]) != null;
        } catch (SQLException | IOException | RuntimeException notThere) {
            return false;
        }
    }

    private static boolean isWhole(SourceInputStream in) {
        try {
            in.result();
            return true;
        } catch (IOException incomplete) {
            return false;
        }
    }

    private static long copy(Connection connection, String sql, InputStream in) throws SQLException, IOException {
        Object manager = Reflected.call(connection, Driver.own(connection), "getCopyAPI", new Class<?>[0]);
        return (long) Reflected.call(
                connection, manager, "copyIn", new Class<?>[] {String.class, InputStream.class}, sql, in);
    }

    private static LoadDataOptions loadDataOptions(Connection own, String sql) throws SQLException {
        try (Statement asking = Question.statement(own);
                ResultSet answer = asking.executeQuery("select @@sql_mode, @@character_set_database")) {
            answer.next();
            return LoadDataOptions.of(sql, answer.getString(1), answer.getString(2));
        }
    }

    private static long loadData(Connection connection, String sql, InputStream in) throws SQLException, IOException {
        try (Statement statement = Driver.own(connection).createStatement()) {
            Reflected.call(connection, statement, "setLocalInfileInputStream", new Class<?>[] {InputStream.class}, in);
            return statement.executeLargeUpdate(sql);
        }
    }

    /**
     * Returns the rows that {@code copy ... to stdout} delivers as a source; for PostgreSQL only. The connection is in
     * use while the source is written or read, and can be used again afterwards: if the source was closed before its
     * end or has failed, the transaction is as it was before, and closing reads what the server had already sent.
     * Meanwhile calls of this library that would have to wait for the end of the copy are refused with an
     * {@code SQLException} of state 55006; so this can't be the source of {@link Chunks} or of a large object over the
     * same connection. It is written in steps, on the reading thread.
     *
     * @param sql {@code copy ... to stdout}; executed each time that the source is opened or written
     * @throws IllegalArgumentException if the statement is something else, or is followed by another statement
     */
    public static StepwiseSource out(Connection connection, String sql) {
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(sql, "sql");
        if (CopyOptions.of(sql).direction() != Direction.TO_STDOUT) {
            // The driver starts whatever statement it is given, even a copy in, for whose data the server would wait.
            throw new IllegalArgumentException(
                    "the statement is not one COPY ... TO STDOUT; rows are copied in by BulkLoad.in");
        }
        return out -> {
            if (!Driver.of(connection).has(Trait.HAS_COPY)) {
                throw new SQLFeatureNotSupportedException(
                        "COPY is supported with PostgreSQL only; this driver is " + Driver.of(connection));
            }
            return CopyOut.begin(connection, Driver.own(connection), sql, out);
        };
    }
}
