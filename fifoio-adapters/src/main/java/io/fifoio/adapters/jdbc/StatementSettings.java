package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Settings of a statement to be read that make a driver hold the result in memory or truncate it. */
final class StatementSettings {

    private StatementSettings() {}

    /**
     * Checks that the statement does not truncate values. With a field size limit PostgreSQL's driver returns only the
     * beginning of a longer value, Derby's that of a longer {@code varchar}, and neither says so. The drivers of H2,
     * HSQLDB, MariaDB, SQLite and DuckDB ignore the limit.
     *
     * @throws IllegalStateException if values would be truncated
     */
    static void requireWholeValues(Driver driver, PreparedStatement select) throws SQLException {
        int most = driver.has(Trait.ALWAYS_REPORTS_FIELD_LIMIT) ? 0 : maxFieldSize(select);
        if (most > 0) {
            throw new IllegalStateException("the statement returns no more than " + most
                    + " bytes of a value because of setMaxFieldSize(" + most
                    + "), and a truncated value looks whole: call setMaxFieldSize(0), and truncate values in SQL");
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
            throw new IllegalStateException("the statement returns no more than " + most
                    + " rows, and a value may have more chunks, because of setMaxRows(" + most
                    + "): call setMaxRows(0)");
        }
    }

    /**
     * Checks a statement whose rows are to be streamed: with some settings these drivers silently load all rows first.
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
