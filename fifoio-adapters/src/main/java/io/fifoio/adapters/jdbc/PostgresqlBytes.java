package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * PostgreSQL's driver lets the server send bytes as digits, two for each, until a statement has been executed several
 * times: twice as much to send and to hold, and slow to produce and to parse.
 */
final class PostgresqlBytes {

    /** The prepare threshold with which the driver requests binary transfer from the first execution on. */
    private static final int AT_ONCE = -1;

    private PostgresqlBytes() {}

    /**
     * Makes the driver request binary transfer at once, unless the caller has set that nothing is to be prepared on the
     * server, as some connection poolers in between require, or the driver can't do it.
     */
    static void notAsText(PreparedStatement select) {
        try {
            PreparedStatement own =
                    Unwrapped.of(select, PreparedStatement.class, List.of("org.postgresql.PGStatement"));
            if ((int) Reflected.call(Driver.connection(select), own, "getPrepareThreshold", new Class<?>[0]) > 0) {
                Reflected.call(
                        Driver.connection(select), own, "setPrepareThreshold", new Class<?>[] {int.class}, AT_ONCE);
            }
        } catch (SQLException | IOException asText) {
            // Slower, but correct.
        }
    }
}
