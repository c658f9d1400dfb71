package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
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

/** Rows of a database as a source: in which steps and on which thread they come, and what failures say. */
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

    /** It has no type; what the types of a database become is compared with the documentation elsewhere. */
    @Test
    void haveTheNullOfAQuery() throws Exception {
        PushSource rows =
                Rows.query(connection, query("select null as a, 1 as b")).as(Json.rows());

        assertThat(new String(Payload.writtenBy(rows))).isEqualTo("[{\"A\":null,\"B\":1}]");
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
    void tellWhichRowAndColumnCannotBeRead() throws Exception {
        SQLException broken = new SQLException("a broken value", "22000", 7);
        ResultSet real = connection.createStatement().executeQuery(ONE_TO_THREE);
        ResultSet result = (ResultSet) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getLong") && real.getRow() == 3) {
                        throw broken;
                    }
                    return method.invoke(real, arguments);
                });

        assertThatThrownBy(() -> Rows.of(result).as(Csv.rows()).feed(in -> in.readAllBytes()))
                .isInstanceOf(IncompleteStreamException.class)
                .cause()
                .isInstanceOf(SQLException.class)
                .hasMessage("row 3, column ID (BIGINT) can't be read by H2 JDBC Driver "
                        + connection.getMetaData().getDriverVersion() + ": a broken value")
                .hasFieldOrPropertyWithValue("SQLState", "22000")
                .hasFieldOrPropertyWithValue("errorCode", 7)
                .hasCause(broken);
    }

    @Test
    void failWhereTheDatabaseFailsWhileItIsRead() throws Exception {
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

    private static String read(PushSource rows) throws Exception {
        return rows.feed(in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
