package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Capabilities;
import io.fifoio.adapters.jdbc.Capability.Evidence;
import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.adapters.jdbc.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused before it begins, and what the report says about it. */
@Timeout(120)
final class RefusalsTest {

    @ParameterizedTest
    @EnumSource
    void theReportTellsWhetherThePlainWayOfReadingIsRefused(Database database) throws Exception {
        database.createTables();
        try (Connection connection = database.begin()) {
            Capabilities capabilities = Capabilities.of(connection);
            System.out.println(capabilities);
            assertThat(capabilities.all()).hasSize(Operation.values().length);
            assertThat(capabilities.of(Operation.READ_BLOB).evidence()).isEqualTo(Evidence.VERIFIED);
            PreparedStatement select =
                    connection.prepareStatement("select data from " + database.table("lob") + " where id = 1");
            Throwable thrown =
                    catchThrowable(() -> LobQuery.of(select).closing(select).open());
            if (database == Database.LARGE_OBJECT
                    || capabilities.of(Operation.READ_BLOB).memory() == Memory.STREAMS) {
                assertThat(thrown).hasMessage("the query has no row");
            } else {
                assertThat(thrown)
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("Chunks")
                        .hasMessageContaining("ranged");
            }
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReportTellsWhetherBulkLoadingIsRefused(Database database) throws Exception {
        database.createTables();
        try (Connection connection = database.begin()) {
            Capabilities capabilities = Capabilities.of(connection);
            PushSource in = out -> out.write("one\n".getBytes(StandardCharsets.US_ASCII));
            assertIsRefused(
                    () -> io.fifoio.integration.jdbc.Operation.BULK.write(database, connection, 1, in),
                    capabilities.of(Operation.BULK_IN).memory() == Memory.REFUSED);
            PushSource out = BulkLoad.out(connection, "copy " + database.table("bulk") + " to stdout");
            assertIsRefused(
                    () -> out.writeTo(OutputStream.nullOutputStream()),
                    capabilities.of(Operation.BULK_OUT).memory() == Memory.REFUSED);
            connection.rollback();
        }
    }

    private static void assertIsRefused(ThrowingCallable call, boolean refused) {
        Throwable thrown = catchThrowable(call);
        if (refused) {
            assertThat(thrown).isInstanceOf(SQLFeatureNotSupportedException.class);
        } else {
            assertThat(thrown).isNull();
        }
    }

    /** Without the property DuckDB creates a whole result before its first row. */
    @ParameterizedTest
    @CsvSource({"true, STREAMS", "false, NATIVE"})
    void theReportTellsWhetherDuckdbStreamsResults(String value, Memory memory) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", value);
        try (Connection connection = DriverManager.getConnection(Database.DUCKDB.url(), properties)) {
            Capabilities capabilities = Capabilities.of(connection);
            assertThat(capabilities.of(Operation.READ_CHUNKS).memory()).isEqualTo(memory);
            assertThat(capabilities.of(Operation.ROWS_OUT).memory()).isEqualTo(memory);
        }
        try (Connection connection = DriverManager.getConnection(Database.DUCKDB.url())) {
            assertThat(Capabilities.of(connection).of(Operation.READ_CHUNKS).memory())
                    .as("by default")
                    .isEqualTo(Memory.NATIVE);
        }
    }

    /** A data source and a pool set properties, which the URL does not show. */
    @ParameterizedTest
    @CsvSource({
        "MYSQL_DRIVER, useServerPrepStmts, true, STREAMS",
        "MYSQL_DRIVER, useServerPrepStmts, false, WHOLE",
        "MARIADB, useCompression, true, WHOLE",
        "MARIADB, useCompression, false, STREAMS",
        "MARIADB, transactionReplay, true, WHOLE",
        "POSTGRESQL, preferQueryMode, simple, WHOLE",
        "POSTGRESQL, preferQueryMode, extended, FILE"
    })
    void theReportTellsOfAModeThatAPropertyAskedFor(Database database, String property, String value, Memory memory)
            throws Exception {
        database.createTables();
        Properties properties = new Properties();
        properties.setProperty(property, value);
        byte[] tooLong = new byte[Blobs.LARGEST_IN_MEMORY + 1];
        try (Connection connection = DriverManager.getConnection(database.url(), properties)) {
            connection.setAutoCommit(false);
            Capabilities capabilities = Capabilities.of(connection);
            assertThat(capabilities.of(Operation.WRITE_BLOB).memory()).isEqualTo(memory);
            assertThat(capabilities.of(Operation.WRITE_CLOB).memory()).isEqualTo(memory);

            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
                Throwable thrown = catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(tooLong)));
                if (memory == Memory.WHOLE) {
                    assertThat(thrown)
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("longer than 4194304 bytes");
                } else {
                    assertThat(thrown).isNull();
                }
            }
            connection.rollback();
        }
    }

    /**
     * In that mode the driver would execute it to find the types of its columns, or fail if its assertions are enabled.
     */
    @Test
    void aQueryInTheSimpleModeIsRefusedBeforeItIsExecuted() throws Exception {
        try (Connection connection =
                        Database.POSTGRESQL.connect(Database.POSTGRESQL.url() + "&preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create temporary sequence executions");
            try (PreparedStatement select = connection.prepareStatement("select nextval('executions')::text")) {
                assertThatThrownBy(LobQuery.of(select)::open)
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("preferQueryMode=simple")
                        .hasMessageContaining("inMemory()");
                assertThatThrownBy(LobQuery.of(select)::openText).hasMessageContaining("preferQueryMode=simple");
                try (Reader once = LobQuery.of(select).inMemory().openText()) {
                    assertThat(once.read()).isEqualTo('1');
                }
            }
            try (PreparedStatement select = connection.prepareStatement("select '\\x0203'::bytea");
                    InputStream bytes = LobQuery.of(select).inMemory().open()) {
                assertThat(bytes.readAllBytes()).containsExactly(2, 3);
            }
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "DUCKDB", "MYSQL_DRIVER"})
    void aValueThatWouldFillTheHeapIsRefused(Database database) throws Exception {
        database.createTables();
        byte[] tooLong = new byte[Blobs.LARGEST_IN_MEMORY + 1];
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> out.write(tooLong)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer than 4194304 bytes")
                    .hasMessageContaining("chunk table");
            connection.commit();
        }
        assertThat(io.fifoio.integration.jdbc.Operation.BLOB.rows(database, 1)).isZero();
    }

    @Test
    void aSpoolKeepsASourceThatFailsFromCostingTheConnection() throws Exception {
        Database database = Database.MARIADB;
        database.createTables();
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            assertThatThrownBy(() -> LobUpdate.of(insert)
                            .blob(
                                    1,
                                    new Failing(Bytes.random(100_000), 0.5, () -> {
                                        throw Failing.unchecked();
                                    }),
                                    Way.SPOOL)
                            .executeUpdate())
                    .isInstanceOf(IOException.class);

            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @Test
    void aValueLongerThanAPacketIsRefusedBeforeItIsSent() throws Exception {
        Database database = Database.MARIADB;
        database.createTables();
        PushSource source = out -> {
            throw new AssertionError("started");
        };
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, source.ofLength((1L << 30) + 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("max_allowed_packet");
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    /** Both are in one packet. */
    @ParameterizedTest
    @CsvSource({"MARIADB, max_allowed_packet", "POSTGRESQL, less than 1 GiB"})
    void valuesThatAreTooLongTogetherAreRefusedBeforeTheyAreSent(Database database, String reason) throws Exception {
        database.createTables();
        long half = 600L << 20;
        PushSource source = out -> {
            throw new AssertionError("started");
        };
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data, text) values (1, ?, ?)")) {
            assertThatThrownBy(() -> LobUpdate.of(insert)
                            .blob(1, source.ofLength(half))
                            .clob(2, source.ofLength(half))
                            .executeUpdate())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("The other values of the statement take " + half);
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    @Test
    void aFieldLongerThanPostgresqlTakesIsRefusedBeforeItIsSent() throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        PushSource source = out -> {
            throw new AssertionError("started");
        };
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, source.ofLength(1L << 30)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("less than 1 GiB")
                    .hasMessageContaining("oid");
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 1")) {
                assertThat(rows.next()).as("the transaction goes on").isTrue();
            }
        }
    }
}
