package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How rows are fetched, as each driver needs it. */
@ExtendWith(NoLeakedThreads.class)
final class RowsFetchingTest {

    private static final String ONE_TO_THREE = "select x as id from system_range(1, 3)";
    private static final String AS_CSV = "ID\r\n1\r\n2\r\n3\r\n";
    private static final String MANY = "select x as id, 'a row of some length' as text from system_range(1, 100000)";

    private static Overheard database(String driver) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:");
        return new Overheard(dataSource, driver);
    }

    private static Rows.Query query(String sql) {
        return connection -> connection.prepareStatement(sql);
    }

    @Test
    void ofPostgresqlAreFetchedInATransactionOfTheirOwn() throws Exception {
        Overheard database = database("PostgreSQL JDBC Driver");

        Payload.writtenBy(Rows.query(database.dataSource(), query(ONE_TO_THREE)).as(Csv.rows()));

        assertThat(database.calls())
                .startsWith("Connection.setAutoCommit(false)", "PreparedStatement.setFetchSize(4)")
                .endsWith(
                        "ResultSet.close",
                        "PreparedStatement.setFetchSize(100)",
                        "PreparedStatement.close",
                        "Connection.commit",
                        "Connection.setAutoCommit(true)",
                        "Connection.close");
    }

    @Test
    void ofPostgresqlAreRolledBackWhenTheReaderLeavesEarly() throws Exception {
        Overheard database = database("PostgreSQL JDBC Driver");

        try (SourceInputStream in =
                Rows.query(database.dataSource(), query(MANY)).as(Csv.rows()).open()) {
            in.read();
        }

        assertThat(database.calls())
                .doesNotContain("Connection.commit")
                .endsWith(
                        "ResultSet.close",
                        "PreparedStatement.setFetchSize(100)",
                        "PreparedStatement.close",
                        "Connection.rollback",
                        "Connection.setAutoCommit(true)",
                        "Connection.close");
    }

    @Test
    void ofPostgresqlGiveBackAConnectionWhoseQueryFails() {
        Overheard database = database("PostgreSQL JDBC Driver");

        assertThatThrownBy(
                        () -> Payload.writtenBy(Rows.query(database.dataSource(), query("select nothing from nowhere"))
                                .as(Csv.rows())))
                .isInstanceOf(SQLException.class);

        assertThat(database.calls())
                .containsExactly(
                        "Connection.setAutoCommit(false)",
                        "Connection.rollback",
                        "Connection.setAutoCommit(true)",
                        "Connection.close");
    }

    @Test
    void ofPostgresqlAreRefusedWithAutocommitOn() throws Exception {
        Overheard database = database("PostgreSQL JDBC Driver");
        try (Connection lent = database.dataSource().getConnection()) {
            PushSource rows = Rows.query(lent, query(ONE_TO_THREE)).as(Csv.rows());

            assertThatThrownBy(() -> Payload.writtenBy(rows))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("autocommit is on, and with it PostgreSQL's driver holds all rows in the heap: call"
                            + " setAutoCommit(false) first, or give a DataSource instead of a connection");
            assertThat(database.calls()).isEmpty();

            lent.setAutoCommit(false);
            assertThat(new String(Payload.writtenBy(rows))).isEqualTo(AS_CSV);
            assertThat(database.calls())
                    .as("the transaction is the caller's")
                    .doesNotContain("Connection.commit", "Connection.rollback", "Connection.close");
        }
    }

    @Test
    void ofPostgresqlCloseTheirConnectionWhereTheyAreRefused() throws Exception {
        Overheard database = database("PostgreSQL JDBC Driver");
        Connection lent = database.dataSource().getConnection();
        PushSource rows =
                Rows.query(lent, query(ONE_TO_THREE)).closingConnection().as(Csv.rows());

        assertThatThrownBy(() -> Payload.writtenBy(rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("autocommit is on")
                .hasNoSuppressedExceptions();

        assertThat(database.calls()).containsExactly("Connection.close");
    }

    /** Ten thousand narrow ones before do not make the others narrow. */
    @Test
    void areFetchedOneByOneOnceTheyAreWide() throws Exception {
        Overheard database = database("MariaDB Connector/J");
        Rows.query(
                        database.dataSource(),
                        query("select case when x <= 10000 then 'narrow' else repeat('w', 1048576) end as text"
                                + " from system_range(1, 10010)"))
                .as(Csv.rows())
                .writeTo(OutputStream.nullOutputStream());

        assertThat(database.calls()).contains("ResultSet.setFetchSize(5000)", "ResultSet.setFetchSize(1)");
        assertThat(database.calls())
                .filteredOn(call -> call.startsWith("ResultSet.setFetchSize"))
                .last()
                .isEqualTo("ResultSet.setFetchSize(1)");
    }

    @Test
    void areFetchedInPortionsOfAboutHalfAMegabyte() throws Exception {
        Overheard database = database("MariaDB Connector/J");
        Rows.query(database.dataSource(), query("select repeat('x', 100000) as wide from system_range(1, 100)"))
                .as(Csv.rows())
                .writeTo(OutputStream.nullOutputStream());

        assertThat(database.calls())
                .startsWith("PreparedStatement.setFetchSize(4)")
                .contains("ResultSet.setFetchSize(5)")
                .doesNotContain("Connection.setAutoCommit(false)");

        database.calls().clear();
        Rows.query(database.dataSource(), query(MANY)).as(Csv.rows()).writeTo(OutputStream.nullOutputStream());
        assertThat(database.calls()).contains("ResultSet.setFetchSize(5000)");
    }

    /** A driver or a pool that keeps closed statements gives this one to others. */
    @Test
    void leaveAStatementWithTheFetchSizeThatItHad() throws Exception {
        Overheard database = database("MariaDB Connector/J");
        Rows.Query query = connection -> {
            PreparedStatement select = connection.prepareStatement(MANY);
            select.setFetchSize(77);
            return select;
        };
        List<String> last = List.of(
                "ResultSet.close", "PreparedStatement.setFetchSize(77)", "PreparedStatement.close", "Connection.close");

        Rows.query(database.dataSource(), query).as(Csv.rows()).writeTo(OutputStream.nullOutputStream());
        assertThat(database.calls()).endsWith(last.toArray(String[]::new));
        assertThat(database.calls()).as("closed once").containsOnlyOnce("PreparedStatement.close");

        database.calls().clear();
        try (SourceInputStream in =
                Rows.query(database.dataSource(), query).as(Csv.rows()).open()) {
            in.read();
        }
        assertThat(database.calls()).as("left early").endsWith(last.toArray(String[]::new));
    }

    @Test
    void ofMysqlAreFetchedRowByRow() throws Exception {
        Overheard database = database("MySQL Connector/J");

        // H2 takes no negative fetch size.
        assertThatThrownBy(() -> Payload.writtenBy(
                        Rows.query(database.dataSource(), query(ONE_TO_THREE)).as(Csv.rows())))
                .hasMessageContaining("-2147483648");

        assertThat(database.calls())
                .containsExactly(
                        "PreparedStatement.setFetchSize(-2147483648)", "PreparedStatement.close", "Connection.close");
    }

    @Test
    void ofOthersAreFetchedAsTheirDriverDoesIt() throws Exception {
        Overheard database = database("H2 JDBC Driver");

        Payload.writtenBy(Rows.query(database.dataSource(), query(MANY)).as(Csv.rows()));

        assertThat(database.calls()).containsExactly("ResultSet.close", "PreparedStatement.close", "Connection.close");
    }
}
