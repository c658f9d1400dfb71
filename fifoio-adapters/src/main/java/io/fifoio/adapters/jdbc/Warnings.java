package io.fifoio.adapters.jdbc;

import io.fifoio.IncompleteStreamException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Warnings that tell of a value that was stored otherwise than it was sent. MariaDB's and MySQL's servers cut one that does not
 * fit, or store question marks for characters that the column does not have, and only warn: in a session without a strict {@code
 * sql_mode}, and of a statement with {@code ignore}.
 */
final class Warnings {

    /**
     * Cut; no character string; a result larger than a packet; characters that the column does not have; too long; characters
     * that can't be converted.
     */
    private static final Set<Integer> OF_LOSS = Set.of(1265, 1300, 1301, 1366, 1406, 1977);

    private Warnings() {}

    /**
     * After an execution, before anything else is executed. The driver knows from the answer how many warnings there are: without
     * one nothing is asked.
     *
     * @throws IncompleteStreamException if there is such a warning
     */
    static void check(PreparedStatement statement, Driver driver) throws SQLException, IncompleteStreamException {
        boolean warns = driver == Driver.MARIADB || driver == Driver.MYSQL;
        if (!warns || statement.getWarnings() == null) {
            return;
        }
        // The drivers drop the level, and a timestamp for a column of type date is "truncated" with a note.
        try (Statement asking = Driver.connection(statement).createStatement();
                ResultSet warnings = asking.executeQuery("show warnings")) {
            while (warnings.next()) {
                if (!warnings.getString(1).equals("Note") && OF_LOSS.contains(warnings.getInt(2))) {
                    throw new IncompleteStreamException("the server has not stored what it was sent, and only warned,"
                            + " because the session has no strict sql_mode or the statement says \"ignore\": "
                            + warnings.getString(3));
                }
            }
        }
    }
}
