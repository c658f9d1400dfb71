package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * PostgreSQL's driver lets the server send bytes as digits, two for each, until a statement has been executed some times: twice as much
 * to send and to hold, and slow to make and to read.
 */
final class PostgresqlBytes {

    /** The prepare threshold by which the driver asks for bytes as bytes from the first execution on. */
    private static final int AT_ONCE = -1;

    private PostgresqlBytes() {}

    /**
     * Makes the driver ask for bytes as bytes at once, unless the caller has said that nothing is to be prepared on the server,
     * as some poolers between need it, or the driver can't.
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
            // Slower, and right.
        }
    }
}
