package io.fifoio.adapters.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The row that a single value is read from. */
final class FirstRow {

    /** Of the SQL standard: no data. */
    private static final String NO_DATA = "02000";

    private FirstRow() {}

    /** Moves to it. */
    static ResultSet of(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new SQLException("the query has no row", NO_DATA);
        }
        return rows;
    }

    /** Of a value that is not there. */
    static SQLException isNull() {
        return new SQLException("the value is NULL", NO_DATA);
    }
}
