package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls with which a driver reads rows from the network. If one of them fails with an {@code Error}, for example
 * because the heap has no room for a row, some drivers stop in the middle of the row: the next statement would take the
 * rest of it for its own answer, or wait for ever. So the connection of such a driver is closed.
 */
final class RowFetch {

    private RowFetch() {}

    /**
     * Executes a query.
     *
     * @throws java.sql.SQLNonTransientConnectionException if the driver stopped in the middle of a row, with its {@code
     *     Error} as the cause; the other methods throw it too
     */
    static ResultSet execute(PreparedStatement select, Connection connection) throws SQLException {
        try {
            return select.executeQuery();
        } catch (Error failure) {
            throw ended(() -> connection, failure);
        }
    }

    /** @param connection null for the one that the result tells */
    static boolean next(ResultSet rows, @Nullable Connection connection) throws SQLException {
        try {
            return rows.next();
        } catch (Error failure) {
            throw ended(() -> connection(rows, connection), failure);
        }
    }

    /**
     * Closes a result; to do so, drivers read the rows that are left.
     *
     * @param connection null for the one that the result tells
     */
    static void close(ResultSet rows, @Nullable Connection connection) throws SQLException {
        try {
            rows.close();
        } catch (Error failure) {
            throw ended(() -> connection(rows, connection), failure);
        }
    }

    private interface Known {
        Connection get() throws SQLException;
    }

    private static Connection connection(ResultSet rows, @Nullable Connection known) throws SQLException {
        return known != null ? known : Driver.connection(rows.getStatement());
    }

    /** Returns what is to be thrown instead of the failure, or the failure itself. */
    private static SQLException ended(Known known, Error failure) {
        try {
            Connection connection = known.get();
            if (Driver.of(connection).has(Trait.LEAVES_ROWS_HALF_READ)) {
                return Undo.ofNothing(connection).lost(failure);
            }
        } catch (SQLException | RuntimeException second) {
            Failures.suppress(failure, second);
        }
        throw failure;
    }
}
