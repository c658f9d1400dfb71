package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of a database: how they are fetched, in which steps, and who closes what. */
@ExtendWith(NoLeakedThreads.class)
final class RowsTest {

    private static final String ONE_TO_THREE = "select x as id from system_range(1, 3)";
    private static final String AS_CSV = "ID\r\n1\r\n2\r\n3\r\n";
    private static final String MANY = "select x as id, 'a row of some length' as text from system_range(1, 100000)";

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:rows");
        connection = dataSource.getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private static Rows.Query query(String sql) {
        return connection -> connection.prepareStatement(sql);
    }

    @Test
    void areReadFromTheOpenedStream() throws Exception {
        PushSource rows = Rows.query(connection, query(ONE_TO_THREE)).as(Csv.rows());

        assertThat(read(rows)).isEqualTo(AS_CSV);
        assertThat(read(rows)).as("the second time").isEqualTo(AS_CSV);
        assertThat(connection.isClosed()).as("connection closed").isFalse();
    }

    @Test
    void takeParameters() throws Exception {
        PushSource rows = Rows.query(connection, c -> {
                    PreparedStatement statement = c.prepareStatement("select ? as a, ? as b");
                    statement.setInt(1, 7);
                    statement.setString(2, "seven");
                    return statement;
                })
                .as(Json.rows());

        assertThat(new String(Payload.writtenBy(rows))).isEqualTo("[{\"A\":7,\"B\":\"seven\"}]");
    }

    @Test
    void areFetchedOnTheThreadThatReads() throws Exception {
        AtomicReference<Thread> fetching = new AtomicReference<>();
        PushSource rows = Rows.query(connection, c -> {
                    fetching.set(Thread.currentThread());
                    return c.prepareStatement(ONE_TO_THREE);
                })
                .as(Csv.rows());

        assertThat(read(rows)).isEqualTo(AS_CSV);

        assertThat(fetching).hasValue(Thread.currentThread());
    }

    @Test
    void goIntoTheSameConnection() throws Exception {
        connection.setAutoCommit(false);
        execute("create table export(id int primary key, data blob)");
        StepwiseSource rows = Rows.query(connection, query(MANY)).as(Csv.rows());
        byte[] expected = Payload.writtenBy(rows);

        try (PreparedStatement insert = connection.prepareStatement("insert into export values (1, ?)")) {
            assertThat(Blobs.executeUpdate(insert, 1, rows)).isEqualTo(1);
        }

        try (Statement select = connection.createStatement();
                ResultSet result = select.executeQuery("select data from export")) {
            result.next();
            assertThat(result.getBytes(1)).isEqualTo(expected);
        }
    }

    @Test
    void goInStepsOfSomeKilobytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Steps steps =
                Rows.query(connection, query(MANY)).as(Json.rowLines()).begin(out)) {
            for (int i = 0; i < 100; i++) {
                int before = out.size();
                assertThat(steps.next()).isTrue();
                assertThat(out.size() - before).isBetween(0, 20_000);
            }
        }
        assertThat(out.size()).isPositive();
    }

    @Test
    void goOnInTheMiddleOfALargeObject() throws Exception {
        byte[] bytes = Payload.ofSize(20 << 20); // more than one step of the pump may be
        String chars = "0123456789\"\u20ac".repeat(2 << 20);
        execute("create table big(id int primary key, b blob, c clob)");
        try (PreparedStatement insert = connection.prepareStatement("insert into big values (?, ?, ?)")) {
            for (int id = 1; id <= 2; id++) {
                insert.setInt(1, id);
                insert.setBinaryStream(2, new ByteArrayInputStream(bytes));
                insert.setString(3, chars);
                insert.executeUpdate();
            }
        }
        StepwiseSource rows =
                Rows.query(connection, query("select * from big order by id")).as(Csv.rowsWithoutHeader());

        String csv = read(rows);

        String line = Base64.getEncoder().encodeToString(bytes) + "\",\"" + chars.replace("\"", "\"\"") + "\"\r\n";
        assertThat(csv.equals("1,\"" + line + "2,\"" + line))
                .as("both rows whole, payload seed " + Payload.SEED)
                .isTrue();
        execute("drop table big");
    }

    @Test
    void ofAResultSetAreThoseAfterThePresentOneAndCloseWithIt() throws Exception {
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(ONE_TO_THREE);
        result.next();
        StepwiseSource rows = Rows.of(result).as(Csv.rows());

        assertThat(read(rows)).isEqualTo("ID\r\n2\r\n3\r\n");

        assertThat(result.isClosed()).as("result closed").isTrue();
        assertThat(statement.isClosed()).as("statement closed").isTrue();
        assertThat(connection.isClosed()).as("connection closed").isFalse();
        assertThatThrownBy(rows::open).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofAResultSetCloseItsConnectionIfAsked() throws Exception {
        connection.setAutoCommit(false);
        execute("create table kept(id int)");
        connection.commit();
        execute("insert into kept values (1)");
        Rows rows =
                Rows.of(connection.createStatement().executeQuery(ONE_TO_THREE)).closingConnection();

        try (SourceInputStream in = rows.as(Csv.rows()).open()) {
            assertThat(in.readAllBytes()).hasSize(AS_CSV.length());
            assertThat(connection.isClosed()).as("connection closed").isTrue();
        }

        try (Connection other = dataSource.getConnection()) {
            other.createStatement().execute("drop table if exists kept");
        }
    }

    @Test
    void closeTheirConnectionWhenTheReaderLeavesEarly() throws Exception {
        Statement statement = connection.createStatement();
        Rows rows = Rows.of(statement.executeQuery(MANY)).closingConnection();

        try (SourceInputStream in = rows.as(Csv.rows()).open()) {
            assertThat(in.read()).isEqualTo('I');
        }

        assertThat(statement.isClosed()).as("statement closed").isTrue();
        assertThat(connection.isClosed()).as("connection closed").isTrue();
    }

    @Test
    void closeEverythingWhenTheFormatRefusesTheColumns() throws Exception {
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select 1 as a, 2 as a");

        assertThatThrownBy(() ->
                        Rows.of(result).closingConnection().as(Json.rows()).writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("two columns have the name A");

        assertThat(statement.isClosed()).as("statement closed").isTrue();
        assertThat(connection.isClosed()).as("connection closed").isTrue();
    }

    @Test
    void tellWhichRowAndColumnCannotBeRead() throws Exception {
        String sql = "select x as id, case x when 3 then 1 / (x - 3) else 0 end as quotient from system_range(1, 9)";
        try (Connection lazy = dataSource.getConnection()) {
            lazy.createStatement().execute("set lazy_query_execution 1");
            PushSource rows = Rows.query(lazy, query(sql)).as(Csv.rows());

            assertThatThrownBy(() -> rows.feed(in -> in.readAllBytes()))
                    .isInstanceOf(IncompleteStreamException.class)
                    .cause()
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Division by zero");
        }
    }

    @Test
    void failWithWhatTheDatabaseSaysOfTheQuery() {
        PushSource rows =
                Rows.query(dataSource, query("select nothing from nowhere")).as(Csv.rows());

        assertThatThrownBy(() -> rows.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("NOWHERE");
        assertThatThrownBy(() -> rows.feed(in -> in.readAllBytes()))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    @Test
    void giveEveryConnectionBackToItsPool() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(5_000);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            StepwiseSource rows = Rows.query(pool, query(MANY)).as(Csv.rows());
            PushSource failing = Rows.query(pool, query(MANY)).as(failing(Csv.rows()));
            PushSource refused =
                    Rows.query(pool, query("select nothing from nowhere")).as(Csv.rows());
            for (int i = 0; i < 10; i++) {
                rows.feed(in -> in.readAllBytes());
                assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                        .as("after all")
                        .isZero();
                try (SourceInputStream in = rows.open()) {
                    in.read();
                    assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                            .as("in the middle")
                            .isOne();
                }
                assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                        .as("after closing")
                        .isZero();
                assertThatThrownBy(() -> failing.feed(in -> in.readAllBytes())).hasMessageContaining("row 500");
                assertThatThrownBy(() -> refused.feed(in -> in.readAllBytes())).isInstanceOf(IOException.class);
                assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                        .as("after failures")
                        .isZero();
                Connection own = pool.getConnection();
                Rows.of(own.createStatement().executeQuery(ONE_TO_THREE))
                        .closingConnection()
                        .as(Csv.rows())
                        .writeTo(new ByteArrayOutputStream());
                assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                        .as("handed over")
                        .isZero();
            }
        }
    }

    /** The format, but for its 500th row. */
    private static RowFormat failing(RowFormat format) {
        return (out, columns) -> new DelegatingRowWriter(format.begin(out, columns)) {
            private int rows;

            @Override
            public void endRow() throws IOException {
                super.endRow();
                if (++rows == 500) {
                    throw new IllegalStateException("row 500");
                }
            }
        };
    }

    @Test
    void ofPostgresqlAreFetchedInATransactionOfTheirOwn() throws Exception {
        Overheard database = new Overheard(dataSource, "PostgreSQL JDBC Driver");

        Payload.writtenBy(Rows.query(database.dataSource(), query(ONE_TO_THREE)).as(Csv.rows()));

        assertThat(database.calls())
                .startsWith("Connection.setAutoCommit(false)", "PreparedStatement.setFetchSize(4)")
                .endsWith(
                        "Connection.commit",
                        "ResultSet.close",
                        "PreparedStatement.close",
                        "Connection.setAutoCommit(true)",
                        "Connection.close");
    }

    @Test
    void ofPostgresqlAreRolledBackWhenTheReaderLeavesEarly() throws Exception {
        Overheard database = new Overheard(dataSource, "PostgreSQL JDBC Driver");

        try (SourceInputStream in =
                Rows.query(database.dataSource(), query(MANY)).as(Csv.rows()).open()) {
            in.read();
        }

        assertThat(database.calls())
                .doesNotContain("Connection.commit")
                .endsWith(
                        "ResultSet.close",
                        "PreparedStatement.close",
                        "Connection.rollback",
                        "Connection.setAutoCommit(true)",
                        "Connection.close");
    }

    @Test
    void ofPostgresqlGiveBackAConnectionWhoseQueryFails() {
        Overheard database = new Overheard(dataSource, "PostgreSQL JDBC Driver");

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
        Overheard database = new Overheard(dataSource, "PostgreSQL JDBC Driver");
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
    void areFetchedInPortionsOfAboutHalfAMegabyte() throws Exception {
        Overheard database = new Overheard(dataSource, "MariaDB Connector/J");
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

    @Test
    void ofMysqlAreFetchedRowByRow() throws Exception {
        Overheard database = new Overheard(dataSource, "MySQL Connector/J");

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
        Overheard database = new Overheard(dataSource, "H2 JDBC Driver");

        Payload.writtenBy(Rows.query(database.dataSource(), query(MANY)).as(Csv.rows()));

        assertThat(database.calls())
                .containsExactly(
                        "ResultSet.close",
                        "PreparedStatement.close",
                        "ResultSet.close",
                        "PreparedStatement.close",
                        "Connection.close");
    }

    private static String read(PushSource rows) throws Exception {
        return rows.feed(in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
