package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.jdbc.Blobs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that use the connection of the statement that they are written into: they work, or are refused, and never hang. */
@Timeout(120)
final class SameConnectionTest {

    @ParameterizedTest
    @EnumSource
    void pushed(Database database) throws Exception {
        insert(database, false);
    }

    @ParameterizedTest
    @EnumSource
    void pumped(Database database) throws Exception {
        insert(database, true);
    }

    private static void insert(Database database, boolean stepwise) throws Exception {
        database.createTables();
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            byte[] piece = Bytes.random(100_000);
            int[] pieces = {0};
            StepwiseSource source = out -> () -> {
                out.write(piece);
                count(connection, database);
                return ++pieces[0] < 3;
            };
            PushSource pushed = source::writeTo;
            Throwable failure = catchThrowable(() -> Blobs.executeUpdate(insert, 1, stepwise ? source : pushed));
            if (failure == null) {
                connection.commit();
            } else {
                assertThat(failure).hasStackTraceContaining("the source waits for the connection");
                assertThat(failure).isInstanceOfAny(SQLException.class, IOException.class);
                rollback(connection);
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback(); // Derby closes no connection within a transaction
        } catch (SQLException lost) {
            // As it was told.
        }
    }

    private static void count(Connection connection, Database database) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + database.table("chunk"))) {
            assertThat(rows.next()).isTrue();
        }
    }
}
