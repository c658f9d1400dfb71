package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who closes result set, statement and connection of rows, and when. */
@ExtendWith(NoLeakedThreads.class)
final class RowsOwnerTest {

    private static final String ONE_TO_THREE = "select x as id from system_range(1, 3)";
    private static final String AS_CSV = "ID\r\n1\r\n2\r\n3\r\n";
    private static final String MANY = "select x as id, 'a row of some length' as text from system_range(1, 100000)";

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:rows-owner");
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

    /** As with a driver that keeps one exception and throws it for every call. */
    @Test
    void closeTheirConnectionThoughResultAndStatementFailAlike() throws Exception {
        SQLException failure = new SQLException("broken");
        Connection broken = OtherDriver.around(connection, (method, arguments, real) -> {
            if (method.getName().equals("close") && method.getDeclaringClass() != Connection.class) {
                throw failure;
            }
            return real.call();
        });
        PushSource rows =
                Rows.query(broken, query(ONE_TO_THREE)).closingConnection().as(Csv.rows());

        assertThatThrownBy(() -> rows.writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(SQLException.class)
                .isSameAs(failure);

        assertThat(connection.isClosed()).as("connection closed").isTrue();
    }

    @Test
    void tellWhyTheirConnectionIsNotClosedThoughRollingBackFailsAlike() {
        SQLException failure = new SQLException("a transaction is active", "25001");
        Connection stuck = OtherDriver.around(connection, (method, arguments, real) -> {
            if (List.of("rollback", "close").contains(method.getName())
                    && method.getDeclaringClass() == Connection.class) {
                throw failure;
            }
            return real.call();
        });
        DataSource pool = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> stuck);

        assertThatThrownBy(() ->
                        Rows.query(pool, query(ONE_TO_THREE)).as(Csv.rows()).writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("the rows could not be closed: a transaction is active")
                .hasCause(failure);
    }

    /** A statement from a pool's cache may return a connection that was closed long ago. */
    @Test
    void doNotAskTheirStatementForItsConnection() throws Exception {
        SQLException failure = new SQLException("no connection");
        Connection without = OtherDriver.around(connection, (method, arguments, real) -> {
            if (method.getName().equals("getConnection") && method.getDeclaringClass() != DatabaseMetaData.class) {
                throw failure;
            }
            return real.call();
        });
        List<PreparedStatement> made = new ArrayList<>();
        PushSource rows = Rows.query(without, connection -> {
                    made.add(connection.prepareStatement(ONE_TO_THREE));
                    return made.get(0);
                })
                .closingConnection()
                .as(Csv.rows());

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        rows.writeTo(written);

        assertThat(written).asString().startsWith("ID\r\n1\r\n");
        assertThat(made.get(0).isClosed()).as("statement closed").isTrue();
        assertThat(connection.isClosed()).as("connection closed").isTrue();
    }

    @Test
    void closeTheirConnectionWhenTheQueryFails() throws Exception {
        Rows rows = Rows.query(connection, query("select nothing from nowhere")).closingConnection();

        assertThatThrownBy(() -> rows.as(Csv.rows()).writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("NOWHERE");

        assertThat(connection.isClosed()).as("connection closed").isTrue();
    }

    @Test
    void tellWhyTheQueryFailedThoughClosingTheirConnectionFailsToo() {
        SQLException second = new SQLException("not closed");
        Connection stuck = OtherDriver.around(connection, (method, arguments, real) -> {
            if (method.getName().equals("close") && method.getDeclaringClass() == Connection.class) {
                throw second;
            }
            return real.call();
        });
        Rows rows = Rows.query(stuck, query("select nothing from nowhere")).closingConnection();

        assertThatThrownBy(() -> rows.as(Csv.rows()).writeTo(new ByteArrayOutputStream()))
                .hasMessageContaining("NOWHERE")
                .hasSuppressedException(second);
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

    private static String read(PushSource rows) throws Exception {
        return rows.feed(in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
