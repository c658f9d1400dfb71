package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the caller has asked of a statement that is to be read, as far as this makes a driver hold the result. */
final class StatementSettings {

    private StatementSettings() {}

    /**
     * Of one whose rows are to come while they are read: for some of it these drivers take all of them first, without a word.
     *
     * @throws IllegalStateException if this one would
     */
    static void requireStreaming(Driver driver, PreparedStatement select) throws SQLException {
        if (driver != Driver.POSTGRESQL && driver != Driver.MARIADB && driver != Driver.MYSQL) {
            return;
        }
        String asked = null;
        if (select.getResultSetType() != ResultSet.TYPE_FORWARD_ONLY) {
            asked = "the statement gives a result that can be scrolled: prepare it with ResultSet.TYPE_FORWARD_ONLY";
        } else if (driver != Driver.POSTGRESQL && select.getResultSetConcurrency() != ResultSet.CONCUR_READ_ONLY) {
            asked = "the statement gives a result that can be updated: prepare it with ResultSet.CONCUR_READ_ONLY";
        } else if (driver == Driver.POSTGRESQL
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
