package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Closing;
import io.fifoio.adapters.inner.Failures;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A result that is being read, and what is to be closed with it. */
final class Cursor implements Closeable {

    /** What becomes of the transaction when an owned connection is closed. */
    private enum Transaction {
        /** It belongs to someone else. */
        LEFT,
        /** It belongs to the caller, who does not go on with it. */
        ROLLED_BACK,
        /** It was begun here, in place of autocommit. */
        OWN,
        /** It was begun here and has been committed. */
        COMMITTED
    }

    private static final String ACTIVE_TRANSACTION = "25001";

    /** The connection as it was given. A statement from a pool's cache may return another one, closed long ago. */
    private final @Nullable Connection connection;

    private final ResultSet rows;
    private final @Nullable Statement statement;

    /** Puts the statement back to how it was. */
    private final Runnable settings;

    private final Fetching fetching;
    private final @Nullable Connection owned;
    private Transaction transaction;
    private boolean finished;

    private Cursor(
            @Nullable Connection connection,
            ResultSet rows,
            @Nullable Statement statement,
            Runnable settings,
            Fetching fetching,
            @Nullable Connection owned,
            Transaction transaction) {
        this.connection = connection;
        this.rows = rows;
        this.statement = statement;
        this.settings = settings;
        this.fetching = fetching;
        this.owned = owned;
        this.transaction = transaction;
    }

    /** Executes a query on a connection of its own, which is closed with the rows. */
    static Cursor ofOwn(Connection connection, Rows.Query query) throws SQLException {
        Transaction transaction = Transaction.LEFT;
        try {
            Fetching fetching = Driver.of(connection).fetching();
            if (fetching.needsTransaction() && connection.getAutoCommit()) {
                connection.setAutoCommit(false);
                transaction = Transaction.OWN;
            }
            return execute(connection, query, fetching, connection, transaction);
        } catch (Throwable failure) {
            giveBack(connection, transaction, failure);
            throw failure;
        }
    }

    /** @param closing whether the caller's connection is owned from now on; otherwise it stays open */
    static Cursor of(Connection connection, Rows.Query query, boolean closing) throws SQLException {
        Transaction transaction = closing ? Transaction.ROLLED_BACK : Transaction.LEFT;
        try {
            Fetching fetching = Driver.of(connection).fetching();
            if (fetching.needsTransaction() && connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "autocommit is on, and with it PostgreSQL's driver holds all rows in the heap:"
                                + " call setAutoCommit(false) first, or give a DataSource instead of a connection");
            }
            return execute(connection, query, fetching, closing ? connection : null, transaction);
        } catch (Throwable failure) {
            if (closing) {
                giveBack(connection, transaction, failure);
            }
            throw failure;
        }
    }

    /** @param closing whether the result's connection is owned from now on */
    static Cursor of(ResultSet rows, boolean closing) throws SQLException {
        Statement statement = null;
        try {
            statement = rows.getStatement();
            Connection owned = closing ? connection(statement) : null;
            Transaction transaction = closing ? Transaction.ROLLED_BACK : Transaction.LEFT;
            return new Cursor(null, rows, statement, () -> {}, Fetching.AS_IT_IS, owned, transaction);
        } catch (Throwable failure) {
            Closing.firstFailure(failure, Arrays.<@Nullable AutoCloseable>asList(rows, statement));
            throw failure;
        }
    }

    private static Connection connection(@Nullable Statement statement) throws SQLException {
        if (statement == null) {
            throw new SQLException("this result set has no statement, and so no connection that could be closed");
        }
        return Driver.connection(statement);
    }

    private static Cursor execute(
            Connection connection,
            Rows.Query query,
            Fetching fetching,
            @Nullable Connection owned,
            Transaction transaction)
            throws SQLException {
        CopyOut.requireNone(connection);
        PreparedStatement statement = Objects.requireNonNull(query.prepare(connection), "the statement of the query");
        Runnable settings = () -> {};
        try {
            StatementSettings.requireWholeValues(Driver.of(connection), statement);
            StatementSettings.requireStreaming(Driver.of(connection), statement);
            settings = fetching.prepareForRows(statement);
            ResultSet rows = RowFetch.execute(statement, connection);
            return new Cursor(connection, rows, statement, settings, fetching, owned, transaction);
        } catch (Throwable failure) {
            settings.run();
            Closing.closeAfter(failure, statement);
            throw failure;
        }
    }

    ResultSet rows() {
        return rows;
    }

    /** Goes on to the next row. */
    boolean next() throws SQLException {
        return RowFetch.next(rows, connection);
    }

    Driver driver() throws SQLException {
        Connection used = used();
        return used == null ? Driver.OTHER : Driver.of(used);
    }

    /** The driver's name and version, for messages: another version may be able to read what this one can't. */
    String driverVersion() {
        try {
            Connection used = used();
            return used == null ? "the driver" : Driver.version(used);
        } catch (SQLException closed) {
            return "the driver";
        }
    }

    /** Null for a result without a statement. */
    private @Nullable Connection used() throws SQLException {
        return connection != null || statement == null ? connection : Driver.connection(statement);
    }

    /** Sets how many rows are to be fetched at once from now on. */
    void adaptFetching(int size) throws SQLException {
        fetching.adapt(rows, size);
    }

    /**
     * Closes the result after its last row, and commits a transaction that was begun here, so that anything that can
     * still fail fails before the reader sees the end.
     */
    void finish() throws SQLException {
        RowFetch.close(rows, connection);
        settings.run();
        // Only once: another statement of the same text may be the same object from a cache, and may by now belong to
        // someone else.
        finished = true;
        if (statement != null) {
            statement.close();
        }
        if (owned != null && transaction == Transaction.OWN) {
            owned.commit();
            transaction = Transaction.COMMITTED;
        }
    }

    @Override
    public void close() throws IOException {
        Throwable failure = finished ? null : closeResult();
        if (owned != null) {
            failure = giveBack(owned, transaction, failure);
        }
        if (failure != null) {
            throw notClosed(failure);
        }
    }

    /** Closes a connection that was the caller's, on which nothing was done. */
    static void giveBack(Connection connection) throws IOException {
        Throwable failure = giveBack(connection, Transaction.ROLLED_BACK, null);
        if (failure != null) {
            throw notClosed(failure);
        }
    }

    static IOException notClosed(Throwable failure) {
        return new IOException("the rows could not be closed: " + failure.getMessage(), failure);
    }

    private @Nullable Throwable closeResult() {
        AutoCloseable result = () -> RowFetch.close(rows, connection);
        return Closing.firstFailure(null, Arrays.<@Nullable AutoCloseable>asList(result, settings::run, statement));
    }

    private static @Nullable Throwable giveBack(
            Connection connection, Transaction transaction, @Nullable Throwable before) {
        return Closing.firstFailure(
                before,
                List.<AutoCloseable>of(() -> settle(connection, transaction), () -> close(connection, transaction)));
    }

    /**
     * Closes a connection. Derby refuses that within a transaction; a connection that came with autocommit off, and
     * that nobody else has, is then rolled back first.
     */
    private static void close(Connection connection, Transaction transaction) throws SQLException {
        try {
            connection.close();
        } catch (SQLException refused) {
            if (transaction != Transaction.LEFT || !ACTIVE_TRANSACTION.equals(refused.getSQLState())) {
                throw refused;
            }
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException second) {
                Failures.suppress(refused, second);
                throw refused;
            }
        }
    }

    private static void settle(Connection connection, Transaction transaction) throws SQLException {
        switch (transaction) {
            case LEFT -> {}
            case ROLLED_BACK -> {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
            case OWN -> {
                connection.rollback();
                // Not done after a failed rollback, because it would commit.
                connection.setAutoCommit(true);
            }
            case COMMITTED -> connection.setAutoCommit(true);
        }
    }
}
