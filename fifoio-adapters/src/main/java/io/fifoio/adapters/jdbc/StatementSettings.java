package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** What the caller has asked of a statement that is to be read, as far as this makes a driver hold the result, or cut it. */
final class StatementSettings {

    private StatementSettings() {}

    /**
     * PostgreSQL's driver gives the beginning of a longer value then, Derby's that of a {@code varchar}, and neither says so. Those of H2,
     * HSQLDB, MariaDB, SQLite and DuckDB take no note of the limit.
     *
     * @throws IllegalStateException if values are to be cut
     */
    static void requireWholeValues(Driver driver, PreparedStatement select) throws SQLException {
        int most = driver.has(Trait.ALWAYS_REPORTS_FIELD_LIMIT) ? 0 : maxFieldSize(select);
        if (most > 0) {
            throw new IllegalStateException("the statement gives no more than " + most
                    + " bytes of a value, and what is cut looks whole, because of setMaxFieldSize(" + most
                    + "): call setMaxFieldSize(0), and cut values by SQL");
        }
    }

    private static int maxFieldSize(PreparedStatement select) throws SQLException {
        try {
            return select.getMaxFieldSize();
        } catch (SQLFeatureNotSupportedException cutsNone) {
            return 0;
        }
    }

    /** @throws IllegalStateException if there is a limit for the rows */
    static void requireAllRows(PreparedStatement select) throws SQLException {
        int most = select.getMaxRows();
        if (most > 0) {
            throw new IllegalStateException("the statement gives no more than " + most
                    + " rows, and a value may have more chunks, because of setMaxRows(" + most
                    + "): call setMaxRows(0)");
        }
    }

    /**
     * Of one whose rows are to come while they are read: for some of it these drivers take all of them first, without a word.
     *
     * @throws IllegalStateException if this one would
     */
    static void requireStreaming(Driver driver, PreparedStatement select) throws SQLException {
        String asked = null;
        if (driver.has(Trait.GATHERS_SCROLLABLE_RESULTS) && select.getResultSetType() != ResultSet.TYPE_FORWARD_ONLY) {
            asked = "the statement gives a result that can be scrolled: prepare it with ResultSet.TYPE_FORWARD_ONLY";
        } else if (driver.has(Trait.GATHERS_UPDATABLE_RESULTS)
                && select.getResultSetConcurrency() != ResultSet.CONCUR_READ_ONLY) {
            asked = "the statement gives a result that can be updated: prepare it with ResultSet.CONCUR_READ_ONLY";
        } else if (driver.has(Trait.GATHERS_HELD_RESULTS)
                && select.getResultSetHoldability() == ResultSet.HOLD_CURSORS_OVER_COMMIT) {
            asked = "the statement gives a result that is held over a commit: call"
                    + " setHoldability(ResultSet.CLOSE_CURSORS_AT_COMMIT) on the connection before it is prepared";
        }
        if (asked != null) {
            throw new IllegalStateException(
                    "this driver (" + driver + ") would take all rows into the heap, because " + asked);
        }
    }
}
