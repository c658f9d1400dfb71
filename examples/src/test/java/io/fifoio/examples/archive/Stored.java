package io.fifoio.examples.archive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a database holds after a run, read over a separate connection. */
record Stored(long archives, long manifestRows) {

    static Stored in(Path database) throws SQLException {
        try (Connection connection = connect(database)) {
            return new Stored(count(connection, "archive"), count(connection, "manifest"));
        }
    }

    static Connection connect(Path database) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + database.toAbsolutePath(), "sa", "");
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
