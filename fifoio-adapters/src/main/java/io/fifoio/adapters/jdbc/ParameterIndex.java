package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Checks whether a statement has a parameter, for drivers that do not check it, or do not report it by an
 * {@code SQLException}.
 */
final class ParameterIndex {

    private ParameterIndex() {}

    /**
     * @throws SQLException if it does not, as far as that can be asked: MariaDB's driver lets the server prepare the
     *     statement for this
     */
    static void require(PreparedStatement statement, int index) throws SQLException {
        int count;
        try {
            count = statement.getParameterMetaData().getParameterCount();
        } catch (SQLException notPrepared) {
            return;
        }
        if (index < 1 || index > count) {
            throw new SQLException(
                    "there is no parameter " + index + ": the statement has " + count + " of them, counted from 1",
                    "07009");
        }
    }
}
