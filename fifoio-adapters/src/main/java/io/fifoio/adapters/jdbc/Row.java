package io.fifoio.adapters.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The row that a value is read from. */
final class Row {

    /** Of the SQL standard: no data. */
    private static final String NO_DATA = "02000";

    private Row() {}

    /** Moves to the first row. */
    static ResultSet only(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new SQLException("the query has no row", NO_DATA);
        }
        return rows;
    }

    static SQLException isNull() {
        return new SQLException("the value is NULL", NO_DATA);
    }
}
