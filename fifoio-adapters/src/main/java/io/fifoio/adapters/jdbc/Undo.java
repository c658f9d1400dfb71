package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Failures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what a failed call did, and nothing else of its transaction, if the database has savepoints. So no part of an
 * incomplete value can be committed by mistake, and a transaction of PostgreSQL can go on.
 */
final class Undo {

    private static final int LONGEST_PING_SECONDS = 10;

    private final Connection connection;

    /**
     * The driver's own connection, which is the one to be ended. A pool would take back its wrapper and lend it again;
     * or, if the wrapper is aborted, as with Agroal and c3p0, would keep its place in the pool occupied for ever.
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
                            + " (XA) starts if it takes part in one, and commit after this has returned");
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
            // There is nothing to undo, but this may be the first to notice that the connection is lost.
            without.afterFailure(failure);
            throw failure;
        }
    }

    /** Returns one that undoes nothing: after a failure it only finds out whether the connection is lost. */
    static Undo ofNothing(Connection connection) throws SQLException {
        return new Undo(connection, Driver.own(connection), Driver.of(connection), null);
    }

    /** Ends this after a success: the savepoint is not needed any more. */
    void end() throws SQLException {
        if (mark != null && !driver.has(Trait.CANNOT_RELEASE_SAVEPOINTS)) {
            mark.release();
        }
    }

    /**
     * Goes back to the savepoint. It is up to the caller to throw the failure itself.
     *
     * @throws SQLNonTransientConnectionException with that failure as its cause, if the connection is lost
     */
    void afterFailure(Throwable failure) throws SQLNonTransientConnectionException {
        // Checked first, because this check waits for a limited time only, whereas a rollback over a silent network may
        // wait for ever.
        if (isLost(failure)) {
            throw lost(failure);
        }
        if (mark != null && !isRolledBack(mark, failure) && !isTransactionRolledBack(failure)) {
            // If the connection works but has lost its savepoint, it is not the same as before: the driver has
            // reconnected, as MariaDB's 2.7 does after a value that was too long, and perhaps with autocommit on.
            throw lost(failure);
        }
    }

    /** Ends the connection and reports that it is lost. If it still worked, a part of the value could be committed. */
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
     * Lets a pool that still takes its connection for open find out, by executing a statement that fails: the pool sees
     * what the driver throws, and does not lend the connection again. A rollback would not do, because pools refuse it
     * by themselves within a distributed transaction; nor would merely creating a statement, which MariaDB's driver
     * does even on a lost connection.
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
            // As expected: it says no more than what is thrown here.
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
     * Whether the database has itself rolled back the transaction, to end a deadlock for example: it says so, and
     * nothing is left to undo.
     */
    private static boolean isTransactionRolledBack(Throwable failure) {
        return failure instanceof SQLException e
                && String.valueOf(e.getSQLState()).startsWith("40");
    }

    /** Ends the driver's own connection, whose state is unknown, so that nothing can be done over it any more. */
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
            // Up to version 5.1 HikariCP takes this for a rollback of everything: when the connection is closed, it
            // would not roll back but turn autocommit on, which commits what the caller has not committed. This call
            // marks the transaction again.
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
     * Whether the database answers within a limited time. The time is limited in two ways, because MariaDB's driver
     * before 3.5.6 ignores the given limit and waits as long as the network lets it.
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
     * Limits the time for answers, on the driver's own connection: HSQLDB and Derby throw because they don't support
     * that, and HikariCP would then give up the connection.
     *
     * @return what the time limit was before, or -1 if it is left unchanged
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
            // So do databases without a network, and drivers before JDBC 4.1.
        }
        return -1;
    }
}
