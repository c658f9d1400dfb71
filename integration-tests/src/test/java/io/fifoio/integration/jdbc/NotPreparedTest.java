package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.adapters.jdbc.Way;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Statements that the server does not prepare although MariaDB's driver was told to let it do that: by then the driver
 * has sent all of the values, and it sends the statement as text, with whatever it gets when it reads them again.
 */
@Timeout(120)
final class NotPreparedTest {

    private static final Database MARIADB = Database.MARIADB;
    private static final byte[] VALUE = Bytes.text(200_000);
    private static final PushSource SOURCE = out -> out.write(VALUE);

    /** The server does not prepare two statements at once. */
    private static final String AND_ANOTHER = "; do 1";

    @BeforeEach
    void createTables() throws Exception {
        MARIADB.createTables();
    }

    private static Connection begin(String properties) throws SQLException {
        Connection connection = MARIADB.connect(MARIADB.url() + "&allowMultiQueries=true" + properties);
        connection.setAutoCommit(false);
        return connection;
    }

    @ParameterizedTest
    @CsvSource({"data, STREAM", "data, SPOOL", "text, STREAM", "text, SPOOL"})
    void storeNoEmptyValue(String column, Way way) throws Exception {
        try (Connection connection = begin("&useServerPrepStmts=true");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + MARIADB.table("lob") + "(id, " + column + ") values (1, ?)" + AND_ANOTHER)) {
            LobUpdate update = LobUpdate.of(insert);
            LobUpdate one = column.equals("data") ? update.blob(1, SOURCE, way) : update.clob(1, SOURCE, way);
            assertThatThrownBy(one::executeUpdate)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("the driver has read the value again")
                    .hasMessageContaining("useServerPrepStmts");
            assertThat(connection.isValid(10)).isTrue();
            connection.commit();
        }
        assertThat(Operation.BLOB.rows(MARIADB, 1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"data", "text"})
    void storeAllOfItWhereTheDriverPreparesThem(String column) throws Exception {
        try (Connection connection = begin("");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + MARIADB.table("lob") + "(id, " + column + ") values (1, ?)" + AND_ANOTHER)) {
            LobUpdate update = LobUpdate.of(insert);
            (column.equals("data") ? update.blob(1, SOURCE) : update.clob(1, SOURCE)).executeUpdate();
            connection.commit();
            try (PreparedStatement select = connection.prepareStatement(
                    "select 1 from " + MARIADB.table("lob") + " where length(" + column + ") = 200000")) {
                assertThat(select.executeQuery().next()).isTrue();
            }
        }
    }

    @Test
    void storeAllOfChunks() throws Exception {
        try (Connection connection = begin("&useServerPrepStmts=true")) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into " + MARIADB.table("chunk") + "(id, number, bytes) values (1, ?, ?)" + AND_ANOTHER)) {
                assertThat(Chunks.write(insert, 1, 2, SOURCE)).isEqualTo(VALUE.length);
            }
            connection.commit();
        }
        assertThat(Operation.CHUNKS.stored(MARIADB, 1)).isEqualTo(VALUE);
    }

    @Test
    void failByTheReasonOfTheServer() throws Exception {
        try (Connection connection = begin("&useServerPrepStmts=true");
                PreparedStatement insert = connection.prepareStatement("insert into there_is_none values (?)")) {
            assertThatThrownBy(() -> LobUpdate.of(insert).blob(1, SOURCE).executeUpdate())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("there_is_none");
            assertThat(connection.isValid(10)).isTrue();
        }
    }
}
