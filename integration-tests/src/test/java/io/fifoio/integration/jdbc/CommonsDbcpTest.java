package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.BulkLoad;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * If this pool is asked for the connection that it has wrapped, it returns its own: whatever depends on the driver must
 * be decided as without the pool.
 */
@Timeout(120)
final class CommonsDbcpTest {

    @Test
    void rowsAreCopiedIn() throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        try (BasicDataSource pool = pool(database);
                Connection connection = begin(pool)) {
            PushSource lines = out -> out.write("1,one\n2,two\n".getBytes(StandardCharsets.US_ASCII));

            long rows = BulkLoad.in(
                    connection, "copy " + database.table("bulk") + "(id, line) from stdin (format csv)", lines);

            assertThat(rows).isEqualTo(2);
        }
    }

    @Test
    void aValueStreamsThroughAStatementThatTheServerPrepared() throws Exception {
        Database database = Database.MYSQL_SERVER_SIDE;
        database.createTables();
        try (BasicDataSource pool = pool(database);
                Connection connection = begin(pool);
                PreparedStatement insert = insert(connection, database)) {
            byte[] value = Bytes.random(Blobs.LARGEST_IN_MEMORY + 1);

            Blobs.executeUpdate(insert, 1, out -> out.write(value));

            assertThat(length(connection, database)).isEqualTo(value.length);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DERBY", "MYSQL_SERVER_SIDE"})
    void aSourceThatUsesTheConnectionIsRefused(Database database) throws Exception {
        database.createTables();
        try (BasicDataSource pool = pool(database);
                Connection connection = begin(pool);
                PreparedStatement insert = insert(connection, database)) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> {
                        out.write(new byte[100_000]);
                        length(connection, database);
                    }))
                    .isInstanceOfAny(SQLException.class, IOException.class)
                    .hasStackTraceContaining("the source waits for the connection");
            if (connection.isValid(1)) {
                connection.rollback(); // Derby closes no connection within a transaction
            }
        }
    }

    private static BasicDataSource pool(Database database) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(database.url());
        pool.setMaxTotal(1);
        return pool;
    }

    private static Connection begin(BasicDataSource pool) throws SQLException {
        Connection connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static PreparedStatement insert(Connection connection, Database database) throws SQLException {
        return connection.prepareStatement("insert into " + database.table("lob") + "(id, data) values (1, ?)");
    }

    private static long length(Connection connection, Database database) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select length(data) from " + database.table("lob"))) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
