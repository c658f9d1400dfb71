package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.Rows;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Statements that a driver keeps when they are closed, and gives to the next caller that prepares the same text: they
 * must not show any more how the library had the rows fetched.
 */
@Timeout(120)
final class CachedStatementsTest {

    private static final Database MYSQL = Database.MYSQL_SERVER_SIDE;
    private static final String SELECT = "select number, bytes from " + MYSQL.table("chunk") + " order by number";

    @BeforeEach
    void createTables() throws Exception {
        MYSQL.createTables();
        try (Connection connection = MYSQL.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + MYSQL.table("chunk") + "(id, number, bytes) values (1, ?, ?)")) {
            Chunks.write(insert, 1, 2, out -> out.write(Bytes.text(200_000)));
            connection.commit();
        }
    }

    private static Connection connect() throws SQLException {
        Connection connection = MYSQL.connect(MYSQL.url() + "&cachePrepStmts=true");
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void fetchAsBeforeAfterRows() throws Exception {
        try (Connection connection = connect()) {
            Rows.query(connection, lent -> lent.prepareStatement(SELECT))
                    .as(Csv.rows())
                    .writeTo(OutputStream.nullOutputStream());

            assertOthersMayQueryWhileTheyRead(connection);
        }
    }

    @Test
    void fetchAsBeforeAfterRowsThatWereLeftEarly() throws Exception {
        try (Connection connection = connect()) {
            try (InputStream in = Rows.query(connection, lent -> lent.prepareStatement(SELECT))
                    .as(Csv.rows())
                    .open()) {
                assertThat(in.read()).isNotNegative();
            }

            assertOthersMayQueryWhileTheyRead(connection);
        }
    }

    @Test
    void fetchAsBeforeAfterChunks() throws Exception {
        try (Connection connection = connect()) {
            PreparedStatement select = connection.prepareStatement(SELECT);
            try (InputStream in = LobQuery.of(select).chunked().closing(select).open()) {
                assertThat(in.readAllBytes()).hasSize(200_000);
            }

            assertOthersMayQueryWhileTheyRead(connection);
        }
    }

    /**
     * Checks that others may query: with the fetch size that makes the driver fetch row by row, the inner query would
     * be refused.
     */
    private static void assertOthersMayQueryWhileTheyRead(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                PreparedStatement other = connection.prepareStatement("select 1")) {
            assertThat(select.getFetchSize()).isZero();
            ResultSet rows = select.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(other.executeQuery().next()).isTrue();
            assertThat(rows.next()).isTrue();
        }
    }
}
