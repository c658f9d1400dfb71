package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint. Within a distributed transaction drivers and pools refuse all methods of a connection that end
 * transactions, and those for savepoints with them; there it is set with a statement, which ends nothing.
 */
final class Mark {

    /** Numbers the names of savepoints, so that they can be nested. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Connection connection;
    private final @Nullable Savepoint savepoint;
    private final String name;

    private Mark(Connection connection, @Nullable Savepoint savepoint, String name) {
        this.connection = connection;
        this.savepoint = savepoint;
        this.name = name;
    }

    /** @throws SQLException that of the driver's own method, if a statement can't set a savepoint either */
    static Mark set(Connection connection, Driver driver) throws SQLException {
        try {
            return new Mark(connection, connection.setSavepoint(), "");
        } catch (SQLException refused) {
            Mark byStatement = new Mark(connection, null, "fifoio_" + NUMBERS.incrementAndGet());
            try {
                byStatement.execute(driver.savepointSql());
            } catch (SQLException second) {
                Failures.suppress(refused, second);
                throw refused;
            }
            return byStatement;
        }
    }

    /** Releases the savepoint, which is not needed any more. */
    void release() throws SQLException {
        if (savepoint != null) {
            connection.releaseSavepoint(savepoint);
        } else {
            execute("release savepoint %s");
        }
    }

    /** Undoes everything since the savepoint was set. */
    void goBack() throws SQLException {
        if (savepoint != null) {
            goBack(savepoint);
        } else {
            execute("rollback to savepoint %s");
        }
    }

    /**
     * Rolls back on the driver's own connection if a pool refuses: within a transaction of a manager Agroal allows
     * savepoints to be set, but refuses this, as do older drivers of PostgreSQL with their connections for distributed
     * transactions.
     */
    private void goBack(Savepoint to) throws SQLException {
        try {
            connection.rollback(to);
        } catch (SQLException refused) {
            try {
                Connection own = Driver.own(connection);
                if (own != connection) {
                    own.rollback(to);
                    return;
                }
            } catch (SQLException | RuntimeException second) {
                Failures.suppress(refused, second);
            }
            throw refused;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(name));
        }
    }
}
