package io.fifoio.adapters.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a call did that failed, and nothing else of its transaction, where the database has savepoints. So
 * nothing of a value that is not whole is there to be committed by mistake, and PostgreSQL's transaction can go on.
 */
final class Undo {

    private static final int LONGEST_PING_SECONDS = 10;

    private final Connection connection;
    private final @Nullable Savepoint savepoint;

    private Undo(Connection connection, @Nullable Savepoint savepoint) {
        this.connection = connection;
        this.savepoint = savepoint;
    }

    /** @throws IllegalStateException if autocommit is on */
    static Undo begin(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "autocommit is on: the row would be committed before its value is known to be"
                            + " whole. Call setAutoCommit(false) on the connection first, and commit() after this returned");
        }
        boolean supported = connection.getMetaData().supportsSavepoints();
        return new Undo(connection, supported ? connection.setSavepoint() : null);
    }

    /** The savepoint is not needed any more. */
    void end() throws SQLException {
        if (savepoint == null || Driver.of(connection) == Driver.ORACLE || Driver.of(connection) == Driver.SQL_SERVER) {
            return; // these two have no release; it ends with the transaction
        }
        connection.releaseSavepoint(savepoint);
    }

    /**
     * Goes back to where it began. The failure itself is the caller's to throw.
     *
     * @throws SQLNonTransientConnectionException with that failure as its cause, if the connection is lost
     */
    void afterFailure(Throwable failure) throws SQLNonTransientConnectionException {
        // Asked first, because that waits for a limited time, and a rollback over a network that is silent does not.
        boolean lost = isLost(failure) || (savepoint != null && !isRolledBack(savepoint, failure) && isLost(failure));
        if (lost) {
            throw new SQLNonTransientConnectionException(
                    "the connection is lost, and its transaction with it: " + failure, "08006", failure);
        }
    }

    private boolean isRolledBack(Savepoint to, Throwable failure) {
        try {
            connection.rollback(to);
            return true;
        } catch (SQLException | RuntimeException second) {
            Chain.suppress(failure, second);
            return false;
        }
    }

    private boolean isLost(Throwable failure) {
        try {
            return connection.isClosed() || !connection.isValid(LONGEST_PING_SECONDS);
        } catch (SQLException | RuntimeException second) {
            Chain.suppress(failure, second);
            return true;
        }
    }
}
