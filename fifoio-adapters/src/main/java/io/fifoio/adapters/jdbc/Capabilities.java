package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.jdbc.Capability.Operation;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What will stream on a connection and what will not, which way is taken, and how that is known; to be printed, or asked:
 *
 * <pre>{@code
 * System.out.println(Capabilities.of(connection));
 * if (Capabilities.of(connection).of(Operation.READ_BLOB).memory() == Memory.REFUSED) ...
 * }</pre>
 *
 * <p>Nothing is executed but a question for a limit or a setting of the database. MySQL's driver is asked to prepare a statement, which tells its mode.
 * Ask while no result of the connection is being read: some drivers stream one at a time, and DuckDB's fails the reader of the one before.
 */
@SuppressWarnings("exports") // see module-info
public final class Capabilities {

    private final String title;
    private final List<Capability> all;

    private Capabilities(String title, List<Capability> all) {
        this.title = title;
        this.all = all;
    }

    /** Of the driver and mode of a connection. */
    public static Capabilities of(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String title = Driver.version(connection) + ", " + data.getDatabaseProductName() + " "
                + data.getDatabaseProductVersion();
        return new Capabilities(title, DriverReport.of(Driver.of(connection), connection));
    }

    /** All operations, in the order of their names in {@link Operation}. */
    public List<Capability> all() {
        return all;
    }

    /** Of one operation. */
    public Capability of(Operation operation) {
        return all.stream()
                .filter(capability -> capability.operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    /** Some lines: driver and database, then an operation a line. */
    @Override
    public String toString() {
        return title + "\n" + all.stream().map(one -> "  " + one).collect(Collectors.joining("\n"));
    }
}
