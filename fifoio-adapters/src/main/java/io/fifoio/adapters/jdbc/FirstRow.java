package io.fifoio.adapters.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The row from which a single value is read. */
final class FirstRow {

    /** The SQLState of the SQL standard for "no data". */
    private static final String NO_DATA = "02000";

    private FirstRow() {}

    /** Moves a result to its first row. */
    static ResultSet of(ResultSet rows) throws SQLException {
        if (!RowFetch.next(rows, null)) {
            throw new SQLException("the query has no row", NO_DATA);
        }
        return rows;
    }

    /** Makes the failure of a query whose value is NULL. */
    static SQLException isNull() {
        return new SQLException("the value is NULL", NO_DATA);
    }
}
