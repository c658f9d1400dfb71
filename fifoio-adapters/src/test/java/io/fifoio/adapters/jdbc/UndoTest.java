package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a transaction whose savepoint is gone when a call has failed, although its connection works. */
final class UndoTest {

    private final AtomicInteger aborted = new AtomicInteger();
    private Connection connection;

    /** Of a savepoint to be released. */
    private @Nullable SQLException refusal;

    @BeforeEach
    void open() throws SQLException {
        connection = counting(DriverManager.getConnection("jdbc:h2:mem:"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table lob(data blob)");
        }
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** What is done to a connection, with aborts counted instead of done. */
    private Connection counting(Connection own) {
        return (Connection) Proxy.newProxyInstance(
                UndoTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("abort")) {
                        ((Executor) arguments[0]).execute(aborted::incrementAndGet);
                        return null;
                    }
                    if (method.getName().equals("isWrapperFor")) {
                        return false; // it is the driver's own
                    }
                    if (method.getName().equals("releaseSavepoint") && refusal != null) {
                        throw refusal;
                    }
                    try {
                        Object result = method.invoke(own, arguments);
                        return result instanceof PreparedStatement statement ? ofThis(proxy, statement) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private int rows() throws SQLException {
        return rows("lob");
    }

    private int rows(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A statement whose connection is the one that was asked for it. */
    private static Object ofThis(Object connection, PreparedStatement own) {
        return Proxy.newProxyInstance(
                UndoTest.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection") ? connection : method.invoke(own, arguments));
    }

    /** As a driver that connects anew by itself leaves it. */
    @Test
    void isToldToBeLostAndNothingCanBeCommittedAnyMore() throws Exception {
        SQLException failure = new SQLException("the value was too long", "HY000");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            connection.rollback();
            throw failure;
        })) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1)))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost, and its transaction with it")
                    .hasCause(failure);
        }
        assertThat(aborted).hasValue(1);
        assertThat(failure.getSuppressed()).as("why it could not be undone").hasSize(1);
    }

    /** By a driver whose connections work on after an abort, as H2's, SQLite's and DuckDB's do. */
    @ParameterizedTest
    @ValueSource(strings = {"isClosed", "isValid", "setNetworkTimeout", "rollback", "releaseSavepoint"})
    void endsAConnectionThatIsToldToBeLost(String failing) throws Exception {
        String url = "jdbc:h2:mem:" + failing;
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement();
                Connection h2 = DriverManager.getConnection(url)) {
            statement.execute("create table chunk(number int, bytes varbinary(1000000))");
            h2.setAutoCommit(false);
            AtomicBoolean armed = new AtomicBoolean();
            Connection once = OtherDriver.around(h2, (method, arguments, call) -> {
                if (method.getName().equals("isWrapperFor")) {
                    return false; // it is the driver's own
                }
                boolean hit = method.getName().equals(failing)
                        && (!failing.equals("rollback") || arguments.length == 1)
                        && (!failing.equals("setNetworkTimeout") || arguments[1].equals(0)) // as it was
                        && armed.getAndSet(false);
                if (hit && !failing.equals("releaseSavepoint")) {
                    throw new SQLException("the driver's");
                }
                Object result = call.call();
                if (hit) {
                    throw new SQLException("the answer was lost");
                }
                return result;
            });
            PreparedStatement insert = once.prepareStatement("insert into chunk values (?, ?)");

            assertThatThrownBy(() -> Chunks.write(insert, 1, 2, out -> {
                        out.write(new byte[2 * Chunks.SIZE + 1]);
                        armed.set(true);
                        if (!failing.equals("releaseSavepoint")) {
                            throw new IOException("the source's");
                        }
                    }))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost, and its transaction with it");

            assertThat(armed).as("still to fail").isFalse();
            assertThat(catchThrowable(h2::commit))
                    .as("of a commit all the same")
                    .isInstanceOf(SQLException.class);
            try (ResultSet rows = statement.executeQuery("select count(*) from chunk")) {
                rows.next();
                assertThat(rows.getInt(1)).as("chunks that are left").isZero();
            }
        }
    }

    /**
     * Drivers before JDBC 4.1 know no time limit for the network and no abort, those before 4.0 can't be asked whether
     * they work.
     */
    @ParameterizedTest
    @ValueSource(strings = {"4.0", "3.0"})
    void isDoneByADriverOfAnOlderJdbc(String version) throws Exception {
        Set<String> missing = version.equals("4.0")
                ? Set.of("getNetworkTimeout", "setNetworkTimeout", "abort")
                : Set.of("getNetworkTimeout", "setNetworkTimeout", "abort", "isValid", "isWrapperFor", "unwrap");
        AtomicBoolean savepointIsGone = new AtomicBoolean();
        Connection older = OtherDriver.around(connection, (method, arguments, call) -> {
            if (missing.contains(method.getName())) {
                throw new AbstractMethodError(method.getName());
            }
            if (method.getName().equals("rollback") && arguments.length == 1 && savepointIsGone.get()) {
                throw new SQLException("no such savepoint");
            }
            return call.call();
        });
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table chunk(number int, bytes varbinary(1000000))");
        }
        PreparedStatement insert = older.prepareStatement("insert into chunk values (?, ?)");
        PushSource failing = out -> {
            out.write(new byte[Chunks.SIZE + 1]);
            throw new IOException("the source's");
        };

        assertThatThrownBy(() -> Chunks.write(insert, 1, 2, failing))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("the source's");
        assertThat(rows("chunk")).as("chunks that are left").isZero();

        savepointIsGone.set(true);
        assertThatThrownBy(() -> Chunks.write(insert, 1, 2, failing))
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasStackTraceContaining("the source's");
        assertThat(connection.isClosed()).isTrue();
    }

    /** As in HikariCP up to 5.1: rolling back to a savepoint counts as a rollback of everything. */
    @Test
    void leavesItToThePoolToRollBackWhatWasNotCommitted() throws Exception {
        String url = "jdbc:h2:mem:pooled";
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement();
                Connection h2 = DriverManager.getConnection(url)) {
            statement.execute("create table lob(data blob)");
            AtomicBoolean dirty = new AtomicBoolean();
            Connection pooled = OtherDriver.around(h2, (method, arguments, call) -> {
                Object result = call.call();
                switch (method.getName()) {
                    case "execute", "executeUpdate", "executeQuery", "getMetaData" -> dirty.set(true);
                    case "commit", "rollback" -> dirty.set(false);
                    default -> {
                        // It takes no part in the transaction.
                    }
                }
                return result;
            });
            pooled.setAutoCommit(false);
            try (PreparedStatement earlier = pooled.prepareStatement("insert into lob values (x'01')")) {
                earlier.executeUpdate();
            }
            try (PreparedStatement insert = pooled.prepareStatement("insert into lob values (?)")) {
                assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> {
                            throw new IOException("the source's");
                        })))
                        .hasStackTraceContaining("the source's");
            }

            if (dirty.get()) {
                h2.rollback();
            }
            h2.setAutoCommit(true);

            try (ResultSet rows = statement.executeQuery("select count(*) from lob")) {
                rows.next();
                assertThat(rows.getInt(1)).as("rows that nobody committed").isZero();
            }
        }
    }

    /** The first call over a network that has broken since: nothing of the value has been asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsOfAConnectionThatIsLostBeforeItBegins(boolean lost) throws Exception {
        SQLException failure = new SQLException("no savepoint", "08006");
        AtomicBoolean broken = new AtomicBoolean();
        Connection breaking = OtherDriver.around(connection, (method, arguments, call) -> {
            if (broken.get() && Set.of("setSavepoint", "createStatement").contains(method.getName())) {
                throw failure;
            }
            if (broken.get() && lost && method.getName().equals("isValid")) {
                return false;
            }
            return call.call();
        });
        AtomicInteger asked = new AtomicInteger();
        try (PreparedStatement insert = breaking.prepareStatement("insert into lob values (?)")) {
            broken.set(true);
            Throwable thrown = catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> asked.incrementAndGet()));
            if (lost) {
                assertThat(thrown)
                        .isInstanceOf(SQLNonTransientConnectionException.class)
                        .hasMessageContaining("the connection is lost, and its transaction with it")
                        .hasCause(failure);
            } else {
                assertThat(thrown).isSameAs(failure);
            }
        }
        assertThat(asked).hasValue(0);
        assertThat(connection.isClosed()).as("ended").isEqualTo(lost);
    }

    /** HikariCP gives up a connection whenever its driver refuses something as an unsupported feature. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:derby:memory:undo;create=true", "jdbc:hsqldb:mem:undo", "jdbc:h2:mem:undo"})
    void leavesThePoolItsConnection(String url) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection pooled = pool.getConnection();
                Statement statement = pooled.createStatement();
                PreparedStatement earlier = prepared(statement, "create table lob(id int, data blob)", "1, ?");
                PreparedStatement insert = pooled.prepareStatement("insert into lob values (2, ?)")) {
            Blobs.executeUpdate(earlier, 1, out -> out.write(1));
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> {
                        out.write(new byte[100_000]);
                        throw new IOException("the source's");
                    })))
                    .isNotInstanceOf(SQLNonTransientConnectionException.class)
                    .hasStackTraceContaining("the source's");
            pooled.commit();
            try (ResultSet rows = statement.executeQuery("select id from lob")) {
                assertThat(rows.next()).as("what was done before").isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
                assertThat(rows.next()).as("more").isFalse();
            }
            pooled.commit();
        }
    }

    private static PreparedStatement prepared(Statement statement, String create, String values) throws SQLException {
        statement.execute(create);
        statement.getConnection().commit();
        return statement.getConnection().prepareStatement("insert into lob values (" + values + ")");
    }

    /** Of a driver's own class, which fails where it is asked for its cause. */
    @SuppressWarnings("serial") // never written out
    private static final class Hostile extends SQLException {

        Hostile() {
            super("the driver's own");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("getCause");
        }
    }

    @Test
    void isDoneThoughTheFailureCanNotBeAskedForItsCause() throws Exception {
        Hostile failure = new Hostile();
        IllegalStateException sources = new IllegalStateException("the source's");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into lob values (x'01')");
            }
            assertThat(catchThrowable(in::readAllBytes)).hasRootCause(sources);
            throw failure;
        })) {
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> {
                        out.write(1);
                        throw sources;
                    })))
                    .isSameAs(failure);
        }
        assertThat(failure.getSuppressed()).as("what the driver lost").contains(sources);
        assertThat(rows()).as("rows that are left").isZero();
    }

    @Test
    void isTheDatabasesToTellWhereItRolledTheTransactionBack() throws Exception {
        SQLException deadlock = new SQLException("deadlock", "40001");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            connection.rollback();
            throw deadlock;
        })) {
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1))))
                    .isSameAs(deadlock);
        }
        assertThat(aborted).hasValue(0);
    }

    /** The last thing that a call does, after its value is in. */
    @Test
    void standsAsBeforeWhereTheSavepointCanNotBeReleased() throws Exception {
        SQLException failure = new SQLException("not released");
        refusal = failure;
        try (PreparedStatement insert = connection.prepareStatement("insert into lob values (?)")) {
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1))))
                    .isSameAs(failure);
        }
        assertThat(rows()).isZero();
        assertThat(aborted).hasValue(0);
    }

    @Test
    void standsAsBeforeWhereTheSavepointIsThere() throws Exception {
        SQLException failure = new SQLException("no room", "53100");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            throw failure;
        })) {
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1))))
                    .isSameAs(failure);
        }
        assertThat(aborted).hasValue(0);
    }

    /** It has no savepoints, and takes nothing but a rollback in a transaction in which something has failed. */
    @Test
    void isNotLostInDuckdbAfterAFailure() throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            try (Statement statement = duckdb.createStatement()) {
                statement.execute("create table lob(id int primary key, data blob)");
            }
            duckdb.setAutoCommit(false);
            try (PreparedStatement insert = duckdb.prepareStatement("insert into lob values (1, ?)")) {
                Blobs.executeUpdate(insert, 1, out -> out.write(1));
                assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1))))
                        .isInstanceOf(SQLException.class)
                        .isNotInstanceOf(SQLNonTransientConnectionException.class)
                        .hasMessageContaining("PRIMARY KEY");
            }
            duckdb.rollback();
            try (PreparedStatement insert = duckdb.prepareStatement("insert into lob values (1, ?)")) {
                assertThat(Blobs.executeUpdate(insert, 1, out -> out.write(1))).isEqualTo(1);
            }
            duckdb.rollback();
        }
    }
}
