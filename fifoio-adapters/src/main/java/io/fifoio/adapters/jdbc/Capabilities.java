package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.jdbc.Capability.Operation;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what a connection streams and what it does not, which way is taken, and how this is known. It can be printed or
 * queried:
 *
 * <pre>{@code
 * System.out.println(Capabilities.of(connection));
 * if (Capabilities.of(connection).of(Operation.READ_BLOB).memory() == Memory.REFUSED) ...
 * }</pre>
 *
 * <p>It executes nothing except queries for limits and settings of the database, and lets MySQL's driver prepare a
 * statement, which reveals its mode. Call it while no result of the connection is being read: some drivers can stream
 * only one result at a time, and DuckDB's makes reading the earlier one fail.
 */
@SuppressWarnings("exports") // see module-info
public final class Capabilities {

    private final String title;
    private final List<Capability> all;

    private Capabilities(String title, List<Capability> all) {
        this.title = title;
        this.all = all;
    }

    /** Returns the capabilities of the driver of a connection in its present mode. */
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

    /** Returns the capability for one operation. */
    public Capability of(Operation operation) {
        return all.stream()
                .filter(capability -> capability.operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    /** Several lines: the driver and the database, then a line for each operation. */
    @Override
    public String toString() {
        return title + "\n" + all.stream().map(one -> "  " + one).collect(Collectors.joining("\n"));
    }
}
