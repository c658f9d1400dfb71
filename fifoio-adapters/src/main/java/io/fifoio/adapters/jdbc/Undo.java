package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a call did that failed, and nothing else of its transaction, where the database has savepoints. So
 * nothing of a value that is not whole is there to be committed by mistake, and PostgreSQL's transaction can go on.
 */
final class Undo {

    private static final int LONGEST_PING_SECONDS = 10;

    private final Connection connection;

    /**
     * The driver's, which is what is ended. A pool would take its own back, and lend it again; or, told to abort it, as Agroal and
     * c3p0 are, keep its place for ever.
     */
    private final Connection own;

    private final Driver driver;
    private final @Nullable Mark mark;

    private Undo(Connection connection, Connection own, Driver driver, @Nullable Mark mark) {
        this.connection = connection;
        this.own = own;
        this.driver = driver;
        this.mark = mark;
    }

    /**
     * @throws IllegalStateException if autocommit is on, or is as good as on
     * @throws SQLNonTransientConnectionException if the connection turns out to be lost
     */
    static Undo begin(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "autocommit is on: the row would be committed before its value is known to be"
                            + " whole. Call setAutoCommit(false) on the connection first, before a distributed transaction"
                            + " (XA) starts if it takes part in one, and commit after this returned");
        }
        boolean supported = connection.getMetaData().supportsSavepoints();
        Undo without = ofNothing(connection);
        if (!supported) {
            if (!TransactionNumber.staysTheSame(connection, without.driver)) {
                throw new IllegalStateException(
                        "autocommit is off, and no transaction has begun all the same, as after a"
                                + " commit that failed: the row would be committed before its value is known to be whole. Close"
                                + " the connection, and go on over another one");
            }
            return without;
        }
        try {
            return new Undo(connection, without.own, without.driver, Mark.set(connection, without.driver));
        } catch (SQLException | RuntimeException failure) {
            // Nothing is there to undo, but it may be the first that finds the connection lost.
            without.afterFailure(failure);
            throw failure;
        }
    }

    /** Takes nothing back: after a failure it only finds out whether the connection is lost. */
    static Undo ofNothing(Connection connection) throws SQLException {
        return new Undo(connection, Driver.own(connection), Driver.of(connection), null);
    }

    /** Ends it after success: the savepoint is not needed any more. */
    void end() throws SQLException {
        if (mark != null && !driver.has(Trait.CANNOT_RELEASE_SAVEPOINTS)) {
            mark.release();
        }
    }

    /**
     * Goes back to where it began. The failure itself is the caller's to throw.
     *
     * @throws SQLNonTransientConnectionException with that failure as its cause, if the connection is lost
     */
    void afterFailure(Throwable failure) throws SQLNonTransientConnectionException {
        // Asked first, because that waits for a limited time, and a rollback over a network that is silent does not.
        if (isLost(failure)) {
            throw lost(failure);
        }
        if (mark != null && !isRolledBack(mark, failure) && !isTransactionRolledBack(failure)) {
            // A connection that works without its savepoint is not the one that it was: the driver has connected anew,
            // as MariaDB's 2.7 does after a value that was too long, and perhaps with autocommit on.
            throw lost(failure);
        }
    }

    /** Ends the connection and tells that it is lost. One that worked all the same could commit a part of the value. */
    SQLNonTransientConnectionException lost(Throwable failure) {
        abort(own, failure);
        if (!isClosed(failure)) { // aborting does nothing in H2 and SQLite, and DuckDB knows of none
            limitNetwork();
            try {
                own.rollback();
            } catch (SQLException | RuntimeException second) {
                Failures.suppress(failure, second);
            }
            try {
                own.close();
            } catch (SQLException | RuntimeException second) {
                Failures.suppress(failure, second);
            }
        }
        tellPool(failure);
        return new SQLNonTransientConnectionException(
                "the connection is lost, and its transaction with it: " + failure, "08006", failure);
    }

    /**
     * A pool that still takes its connection for open, by a statement that fails: it takes note of what the driver throws, and lends this
     * one to nobody else. A rollback would not do, which pools refuse by themselves within a distributed transaction; nor would a
     * statement that is only made: MariaDB's driver makes them all the same.
     */
    private void tellPool(Throwable failure) {
        if (own == connection || !isClosed(failure)) {
            return;
        }
        try {
            if (connection.isClosed()) {
                return; // what is around it may connect anew where it is used
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        } catch (SQLException | RuntimeException told) {
            // As it should: it says no more than what is thrown here.
        }
    }

    private boolean isClosed(Throwable failure) {
        try {
            return own.isClosed();
        } catch (SQLException | RuntimeException second) {
            Failures.suppress(failure, second);
            return false;
        }
    }

    /**
     * Whether the database has rolled back the transaction itself, as to end a deadlock: it says so, and nothing is left to undo.
     */
    private static boolean isTransactionRolledBack(Throwable failure) {
        return failure instanceof SQLException e
                && String.valueOf(e.getSQLState()).startsWith("40");
    }

    /** Ends a connection, the driver's own, whose standing is not known, so that nothing can be done over it any more. */
    static void abort(Connection own, Throwable failure) {
        try {
            own.abort(Runnable::run);
        } catch (SQLException | RuntimeException | LinkageError second) { // it is of JDBC 4.1
            Failures.suppress(failure, second);
        }
    }

    private boolean isRolledBack(Mark to, Throwable failure) {
        try {
            to.goBack();
            // Up to 5.1 HikariCP takes this for a rollback of all: it would not roll back when the connection is
            // closed,
            // and turn autocommit on, which commits what the caller has not. This call marks the transaction again.
            connection.getMetaData();
            return true;
        } catch (SQLException | RuntimeException second) {
            Failures.suppress(failure, second);
            return false;
        }
    }

    private boolean isLost(Throwable failure) {
        try {
            return connection.isClosed() || (!driver.has(Trait.TESTS_BY_QUERY) && !answers());
        } catch (SQLException | RuntimeException second) {
            Failures.suppress(failure, second);
            return true;
        }
    }

    /**
     * Whether the database answers, within a time that is limited twice: MariaDB's driver before 3.5.6 waits as long as the
     * network lets it, whatever it is told.
     */
    private boolean answers() throws SQLException {
        int before = limitNetwork();
        boolean valid = isValid();
        if (valid && before >= 0) {
            own.setNetworkTimeout(Runnable::run, before);
        }
        return valid;
    }

    private boolean isValid() throws SQLException {
        try {
            return connection.isValid(LONGEST_PING_SECONDS);
        } catch (LinkageError beforeJdbc4) {
            return true; // as far as can be asked: the rollback will tell
        }
    }

    /**
     * Of the driver's connection: HSQLDB and Derby refuse it as a feature that they have not, for which HikariCP would give theirs up.
     *
     * @return what the time limit was before, or -1 where it is left as it is
     */
    private int limitNetwork() {
        int limit = LONGEST_PING_SECONDS * 1000;
        try {
            int before = own.getNetworkTimeout();
            if (before == 0 || before > limit) {
                own.setNetworkTimeout(Runnable::run, limit);
                return before;
            }
        } catch (SQLException | RuntimeException | LinkageError hasNone) {
            // As databases without a network, and drivers before JDBC 4.1.
        }
        return -1;
    }
}
