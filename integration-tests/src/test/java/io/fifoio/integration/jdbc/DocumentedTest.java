package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Rows;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages of the databases in {@code docs/jdbc} say in addition to what the matrix shows. */
@Timeout(120)
final class DocumentedTest {

    private static final byte[] VALUE = Bytes.text(9_000_000);

    @ParameterizedTest
    @EnumSource
    void largeValuesAreReadAsTheirPagesSay(Database database) throws Exception {
        database.createTables();
        boolean largeColumns =
                database != Database.SQLITE && database != Database.DUCKDB && database != Database.MYSQL_DRIVER;
        for (Operation operation : Operation.values()) {
            if (!operation.isKnownTo(database) || !largeColumns && !operation.isOfRows()) {
                continue;
            }
            try (Connection connection = database.begin()) {
                connection.setTransactionIsolation(database.snapshot());
                operation.write(database, connection, 1, out -> out.write(VALUE));
                try (InputStream in = operation.openLarge(database, connection, 1)) {
                    assertThat(in.readAllBytes()).as("%s", operation).isEqualTo(VALUE);
                }
                connection.rollback();
            }
        }
    }

    @Test
    void derbyClosesNoConnectionWithinATransaction() throws Exception {
        Database.DERBY.createTables();
        Connection connection = Database.DERBY.begin();
        execute(connection, "select * from " + Database.DERBY.table("lob"));

        assertThatThrownBy(connection::close).isInstanceOf(SQLException.class);

        connection.rollback();
        connection.close();
    }

    /** Nobody else could roll it back. */
    @Test
    void rowsOfADataSourceCloseDerbysConnectionWithinATransaction() throws Exception {
        Database.DERBY.createTables();
        List<Connection> opened = new ArrayList<>();
        DataSource withAutocommitOff = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = Database.DERBY.begin();
                    opened.add(connection);
                    return connection;
                });
        PushSource rows = Rows.query(
                        withAutocommitOff, c -> c.prepareStatement("select * from " + Database.DERBY.table("lob")))
                .as(Csv.rows());

        rows.writeTo(OutputStream.nullOutputStream());
        try (InputStream in = rows.open()) {
            in.read();
        }

        assertThat(opened).hasSize(2);
        for (Connection connection : opened) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void derbyEndsAStreamAtTheNextRow() throws Exception {
        Database database = Database.DERBY;
        database.createTables();
        try (Connection connection = database.begin()) {
            Operation.BLOB.write(database, connection, 1, out -> out.write(VALUE));
            PreparedStatement select = connection.prepareStatement("select data from " + database.table("lob"));
            ResultSet rows = select.executeQuery();
            rows.next();
            InputStream in = rows.getBinaryStream(1);
            in.read();
            rows.next();
            assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(IOException.class);
            connection.rollback();
        }
    }

    @Test
    void duckdbKeepsTheChunksOfAFailureAndReadingThemFails() throws Exception {
        Database database = Database.DUCKDB;
        database.createTables();
        try (Connection connection = database.begin()) {
            assertThat(connection.getMetaData().supportsSavepoints()).isFalse();
            assertThat(catchThrowable(() ->
                            Operation.CHUNKS.write(database, connection, 1, new Failing(VALUE, 0.5, () -> {
                                throw Failing.checked();
                            }))))
                    .isInstanceOf(IOException.class);
            connection.commit();
            assertThat(Operation.CHUNKS.rows(database, 1)).isPositive();
            try (InputStream in = Operation.CHUNKS.open(database, connection, 1)) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(EOFException.class)
                        .hasMessageContaining("the value is not whole");
            }
        }
    }

    /** As after a commit that failed: the driver takes itself to be within the transaction that has ended. */
    @Test
    void duckdbBeginsNoTransactionAfterOneThatItDidNotEndItself() throws Exception {
        Database database = Database.DUCKDB;
        database.createTables();
        try (Connection connection = database.begin()) {
            execute(connection, "select 1");
            execute(connection, "commit");
            for (Operation operation : List.of(Operation.BLOB, Operation.CLOB, Operation.CHUNKS)) {
                assertThatThrownBy(() -> operation.write(database, connection, 1, out -> out.write(VALUE, 0, 10)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("no transaction has begun");
                assertThat(operation.rows(database, 1)).isZero();
            }
        }
    }

    @Test
    void h2DrainsTheStreamInTheSetter() throws Exception {
        Database database = Database.H2;
        database.createTables();
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            InputStream in = new ByteArrayInputStream(VALUE);
            insert.setBinaryStream(1, in);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void hsqldbTakesAGiBInAColumnDeclaredBlob() throws Exception {
        try (Connection connection = Database.HSQLDB.begin()) {
            execute(connection, "drop table declared if exists");
            execute(connection, "create table declared(data blob)");
            assertThat(
                            ask(
                                    connection,
                                    "select character_maximum_length from information_schema.columns where table_name = 'DECLARED'"))
                    .isEqualTo("1073741824");
            execute(connection, "drop table declared");
        }
    }

    @Test
    void hsqldbTakes4MiBInAColumnThatItHoldsInTheHeap() throws Exception {
        try (Connection connection = Database.HSQLDB.begin()) {
            execute(connection, "drop table held if exists");
            execute(connection, "create table held(data varbinary(20M))");
            try (PreparedStatement insert = connection.prepareStatement("insert into held values (?)")) {
                Blobs.executeUpdate(insert, 1, out -> out.write(VALUE, 0, Blobs.LARGEST_IN_MEMORY));
                assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> out.write(VALUE)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("longer than 4194304 bytes");
            }
            execute(connection, "drop table held");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER"})
    void tablesWithoutTransactionsKeepWhatAFailedLoadHasLoaded(Database database) throws Exception {
        try (Connection connection = database.begin()) {
            execute(connection, "drop table if exists without_transactions");
            execute(connection, "create table without_transactions(id int, text varchar(100)) engine = myisam");
            assertThat(catchThrowable(() -> BulkLoad.in(
                            connection,
                            "load data local infile 'x' into table without_transactions fields terminated by ','",
                            out -> {
                                for (int i = 0; i < 100_000; i++) {
                                    out.write((i + ",some text\n").getBytes(StandardCharsets.US_ASCII));
                                }
                                throw Failing.checked();
                            })))
                    .isNotNull();
        }
        try (Connection other = database.connect()) {
            assertThat(ask(other, "select count(*) > 0 from without_transactions"))
                    .isEqualTo("1");
            execute(other, "drop table without_transactions");
        }
    }

    @Test
    void mysqlsDriverTakesNoOtherStatementWhileChunksAreRead() throws Exception {
        Database database = Database.MYSQL_DRIVER;
        database.createTables();
        try (Connection connection = database.begin()) {
            Operation.CHUNKS.write(database, connection, 1, out -> out.write(VALUE));
            try (InputStream in = Operation.CHUNKS.open(database, connection, 1)) {
                in.read();
                assertThatThrownBy(() -> ask(connection, "select 1"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("Streaming result set");
            }
            assertThat(ask(connection, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void postgresqlTakes4MiBInItsSimpleMode() throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        try (Connection connection = database.connect(database.url() + "&preferQueryMode=simple")) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
                assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> out.write(VALUE)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("longer than 4194304 bytes");
                Blobs.executeUpdate(insert, 1, out -> out.write(VALUE, 0, Blobs.LARGEST_IN_MEMORY));
            }
        }
    }

    @Test
    void postgresqlLeavesTheLargeObjectOfADeletedRow() throws Exception {
        Database database = Database.LARGE_OBJECT;
        database.createTables();
        try (Connection connection = database.begin()) {
            Operation.BLOB.write(database, connection, 1, out -> out.write(VALUE));
            String oid = ask(connection, "select data from " + database.table("lob"));
            execute(connection, "delete from " + database.table("lob"));
            assertThat(ask(connection, "select lo_unlink(" + oid + ")"))
                    .as("was still there")
                    .isEqualTo("1");
            connection.commit();
        }
    }

    @Test
    void postgresqlHasNoLargeObjectLeftOfATextThatWasReadAsOne() throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        String before;
        try (Connection connection = database.begin()) {
            before = ask(connection, "select count(*) from pg_largeobject_metadata");
            Operation.CLOB.write(database, connection, 1, out -> out.write(VALUE));
            try (InputStream in = Operation.CLOB.openLarge(database, connection, 1)) {
                in.read();
            }
            connection.rollback();
            assertThat(ask(connection, "select count(*) from pg_largeobject_metadata"))
                    .isEqualTo(before);
        }
    }

    @Test
    void rangesNeedASnapshotAndChunksOfPostgresqlATransaction() throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        try (Connection connection = database.connect()) {
            assertThatThrownBy(() -> Operation.BLOB.open(database, connection, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TRANSACTION_REPEATABLE_READ");
            assertThatThrownBy(() -> Operation.CHUNKS.open(database, connection, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("autocommit is on");
        }
    }

    @Test
    void sqliteMakesNullOfAnEmptyValueBySubstr() throws Exception {
        try (Connection connection = Database.SQLITE.connect()) {
            assertThat(ask(connection, "select substr(x'', 1, 10) is null")).isEqualTo("1");
        }
    }

    @Test
    void aReaderOfSqliteHoldsAWriterUp() throws Exception {
        Database database = Database.SQLITE;
        database.createTables();
        try (Connection reader = database.begin();
                Connection writer = database.begin()) {
            Operation.CHUNKS.write(database, reader, 1, out -> out.write(VALUE));
            reader.commit();
            InputStream in = Operation.CHUNKS.open(database, reader, 1);
            in.read();
            execute(writer, "pragma busy_timeout = 1");
            execute(writer, "delete from " + database.table("chunk"));
            assertThatThrownBy(writer::commit).isInstanceOf(SQLException.class).hasMessageContaining("SQLITE_BUSY");
            in.close();
            reader.rollback();
            writer.rollback();
        }
    }

    /**
     * On H2, HSQLDB and DuckDB this is also true of a source that is pushed from a thread of its own; for SQLite the
     * value is held in memory first.
     */
    @ParameterizedTest
    @EnumSource(names = {"H2", "HSQLDB", "SQLITE", "DUCKDB"})
    void aSourceMayUseTheSameConnection(Database database) throws Exception {
        database.createTables();
        AtomicBoolean asked = new AtomicBoolean();
        try (Connection connection = database.begin()) {
            Operation.BLOB.write(database, connection, 1, out -> {
                out.write(VALUE, 0, 100_000);
                asked.set("0".equals(ask(connection, "select count(*) from " + database.table("chunk"))));
                out.write(VALUE, 0, 100_000);
            });
            connection.commit();
        }
        assertThat(asked).isTrue();
        assertThat(Operation.BLOB.rows(database, 1)).isOne();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
