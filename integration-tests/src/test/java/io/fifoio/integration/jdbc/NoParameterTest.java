package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.Chunks;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A parameter that a statement does not have: MariaDB's driver drops its value, SQLite's throws something that is not
 * an {@code SQLException}.
 */
@Timeout(120)
final class NoParameterTest {

    private static final PushSource SOURCE = out -> out.write(Bytes.random(200_000));

    @ParameterizedTest
    @EnumSource
    void isAFailure(Database database) throws Exception {
        database.createTables();
        List<String> modes = database == Database.MARIADB
                ? List.of("", "&useServerPrepStmts=true", "&useCompression=true")
                : List.of("");
        for (String mode : modes) {
            try (Connection connection = database.connect(database.url() + mode)) {
                connection.setAutoCommit(false);
                assertRefused(database, connection);
                connection.rollback();
            }
        }
        assertThat(Operation.CHUNKS.rows(database, 1)).isZero();
        assertThat(Operation.BLOB.rows(database, 1)).isZero();
    }

    private static void assertRefused(Database database, Connection connection) throws SQLException {
        try (PreparedStatement chunk =
                connection.prepareStatement("insert into " + database.table("chunk") + "(id, number) values (1, ?)")) {
            assertThatThrownBy(() -> Chunks.write(chunk, 1, 2, SOURCE)).isInstanceOf(SQLException.class);
        }
        connection.rollback(); // DuckDB has no savepoints
        try (PreparedStatement lob =
                connection.prepareStatement("insert into " + database.table("lob") + "(id) values (?)")) {
            lob.setInt(1, 1);
            assertThatThrownBy(() -> Blobs.executeUpdate(lob, 2, SOURCE))
                    .isInstanceOfAny(SQLException.class, IOException.class);
        }
        connection.rollback();
        try (PreparedStatement none =
                connection.prepareStatement("update " + database.table("lob") + " set id = ? where id = 5")) {
            none.setInt(1, 1);
            assertThatThrownBy(() -> Blobs.executeUpdate(none, 7, SOURCE))
                    .as("where no row would take it")
                    .isInstanceOfAny(SQLException.class, IOException.class);
        }
    }
}
