package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls by which a driver takes rows off the network. Where one of them fails by an {@code Error}, as by a row that the heap has no
 * room for, some drivers leave off in the midst of it: what is executed next would take the rest for its answer, or wait for ever. The
 * connection of such a driver is ended.
 */
final class RowFetch {

    private RowFetch() {}

    /**
     * Executes a query.
     *
     * @throws java.sql.SQLNonTransientConnectionException if the driver left off, with its {@code Error} as the cause; so do the others
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
     * Closes a result, for which drivers read the rows that are left.
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

    /** Gives what is to be thrown, unless that is the failure itself. */
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
