package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Capability.Evidence;
import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing in versions of drivers other than those in the build. */
@ExtendWith(NoLeakedThreads.class)
final class OtherVersionsTest {

    private static final byte[] VALUE = Payload.ofSize(300_000);
    private static final String TEXT = "Grüße, \uD83D\uDE00 ".repeat(1_000);

    private Connection h2;

    @BeforeEach
    void open() throws Exception {
        h2 = DriverManager.getConnection("jdbc:h2:mem:");
        h2.setAutoCommit(false);
        h2.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        try (Statement statement = h2.createStatement()) {
            statement.execute("create table chunk(id int, number int, bytes blob, primary key (id, number))");
            statement.execute("create table export(data blob, log clob)");
        }
        try (PreparedStatement insert = h2.prepareStatement("insert into export values (?, ?)")) {
            insert.setBytes(1, VALUE);
            insert.setString(2, TEXT);
            insert.executeUpdate();
        }
    }

    @AfterEach
    void close() throws SQLException {
        h2.close();
    }

    /** As DuckDB's driver: all versions say that they are 1.0, and the newest has no character streams either. */
    private Connection duckdb(String version, String... missing) {
        Set<String> absent = Set.of(missing);
        return OtherDriver.around(h2, (method, arguments, real) -> {
            if (absent.contains(method.getName())) {
                throw new SQLFeatureNotSupportedException(method.getName());
            }
            return switch (method.getName()) {
                case "getDriverName" -> "DuckDBJ";
                case "getDriverVersion" -> "1.0";
                case "getDatabaseProductName" -> "DuckDB";
                case "getDatabaseProductVersion" -> version;
                case "getBinaryStream", "getCharacterStream" ->
                    throw new SQLFeatureNotSupportedException(method.getName());
                default -> real.call();
            };
        });
    }

    @Test
    void bytesOfDuckdbAreReadThoughResultsGiveNone() throws Exception {
        Connection connection = duckdb("v1.0.0", "getBytes");
        try (PreparedStatement insert = connection.prepareStatement("insert into chunk values (1, ?, ?)")) {
            Chunks.write(insert, 1, 2, out -> out.write(VALUE));
        }
        PreparedStatement chunks = connection.prepareStatement("select number, bytes from chunk order by number");
        try (InputStream in = LobQuery.of(chunks).chunked().closing(chunks).open()) {
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
        PreparedStatement ranges = connection.prepareStatement("select substring(data from ? for ?) from export");
        try (InputStream in = LobQuery.of(ranges).ranged(1, 2).closing(ranges).open()) {
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
        PushSource rows = Rows.query(connection, c -> c.prepareStatement("select cast(x'0102ff' as blob) as bytes"))
                .as(Csv.rowsWithoutHeader());
        assertThat(text(rows)).isEqualTo("AQL/\r\n");
    }

    @Test
    void textOfDuckdbIsReadThoughResultsGiveNoCharacterStream() throws Exception {
        Connection connection = duckdb("v1.5.6");
        PreparedStatement select = connection.prepareStatement("select log from export");
        StringWriter read = new StringWriter();
        try (Reader reader = LobQuery.of(select).inMemory().closing(select).openText()) {
            reader.transferTo(read);
        }
        assertThat(read).hasToString(TEXT);
    }

    /** Versions 1.2.2 to 1.3.2 make the second after it of half a second before 1970. */
    @Test
    void aTimestampOfDuckdbBefore1970IsOfItsMicroseconds() throws Exception {
        Connection connection = OtherDriver.around(h2, (method, arguments, real) -> switch (method.getName()) {
            case "getDriverName" -> "DuckDBJ";
            case "getLong" -> -1_500_000L;
            case "getObject" -> LocalDateTime.parse("1969-12-31T23:59:59.5");
            default -> real.call();
        });
        PushSource rows = Rows.query(
                        connection, c -> c.prepareStatement("select timestamp '1969-12-31 23:59:58.5' as a"))
                .as(Csv.rowsWithoutHeader());
        assertThat(text(rows)).isEqualTo("1969-12-31T23:59:58.5\r\n");
    }

    @Test
    void aDuckdbThatTakesNoBytesIsRefusedBeforeTheSourceIsStarted() throws Exception {
        Connection connection = duckdb("v0.9.2", "setBytes");
        PushSource source = out -> {
            throw new AssertionError("started");
        };
        try (PreparedStatement blob = connection.prepareStatement("insert into export(data) values (?)");
                PreparedStatement chunk = connection.prepareStatement("insert into chunk values (1, ?, ?)")) {
            assertThatThrownBy(() -> Blobs.executeUpdate(blob, 1, source))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessage("the driver of DuckDB v0.9.2 takes no bytes as a parameter;"
                            + " that of 0.10.0 is the first one that does");
            assertThatThrownBy(() -> Chunks.write(chunk, 1, 2, source))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageStartingWith("the driver of DuckDB v0.9.2 takes no bytes");
        }
        Capabilities capabilities = Capabilities.of(connection);
        assertThat(capabilities.all())
                .hasSize(Operation.values().length)
                .filteredOn(one -> one.memory() == Memory.REFUSED)
                .extracting(Capability::operation)
                .contains(Operation.WRITE_BLOB, Operation.WRITE_CHUNKS)
                .doesNotContain(Operation.WRITE_CLOB, Operation.READ_CHUNKS);
        assertThat(Capabilities.of(duckdb("v0.10.0")).of(Operation.WRITE_BLOB).memory())
                .isEqualTo(Memory.WHOLE);
    }

    @Test
    void whatWasTestedWithinTheProcessIsAssumedOverANetwork() throws Exception {
        Connection remote = OtherDriver.around(
                h2,
                (method, arguments, real) ->
                        method.getName().equals("getURL") ? "jdbc:h2:tcp://localhost/test" : real.call());
        assertThat(Capabilities.of(remote).all())
                .extracting(Capability::evidence)
                .containsOnly(Evidence.ASSUMED);
        assertThat(Capabilities.of(h2).all()).extracting(Capability::evidence).containsOnly(Evidence.VERIFIED);
    }

    /** As versions 2.4.0 and 2.6.0 of HSQLDB's driver. */
    private static final class StaleNulls implements OtherDriver {

        private boolean wasNull;

        @Override
        public @Nullable Object answer(Method method, @Nullable Object[] arguments, Callable<@Nullable Object> real)
                throws Exception {
            if (method.getName().equals("getDriverName")) {
                return "HSQL Database Engine Driver";
            }
            if (method.getDeclaringClass() != ResultSet.class || arguments.length == 0) {
                return real.call();
            }
            if (method.getName().equals("getObject") && arguments.length == 2) {
                if (wasNull) {
                    return null;
                }
                Object value = real.call();
                if (value == null) {
                    throw new NullPointerException("of the driver");
                }
                return value;
            }
            Object value = real.call();
            wasNull = value == null;
            return value;
        }
    }

    @Test
    void aDateOfHsqldbBehindANullIsNotLost() throws Exception {
        Connection connection = OtherDriver.around(h2, new StaleNulls());
        String sql = "select cast(null as varchar) as a, date '2024-02-29' as b, cast(null as time) as c,"
                + " timestamp '2024-02-29 10:11:12' as d, cast(null as date) as e";
        PushSource rows = Rows.query(connection, c -> c.prepareStatement(sql)).as(Csv.rowsWithoutHeader());
        assertThat(text(rows)).isEqualTo(",2024-02-29,,2024-02-29T10:11:12,\r\n");
    }

    /** As Derby's driver over a network: it fetches parts, and makes question marks of half a character. */
    private Connection derbyOverNetwork() {
        return OtherDriver.around(h2, (method, arguments, real) -> switch (method.getName()) {
            case "getDriverName" -> "Apache Derby Network Client JDBC Driver";
            case "getURL" -> "jdbc:derby://localhost/test";
            case "getCharacterStream" -> encoded((Reader) real.call(), 8192);
            case "getSubString" -> encoded((String) real.call());
            default -> real.call();
        });
    }

    private static @Nullable Reader encoded(@Nullable Reader text, int partLength) throws IOException {
        if (text == null) {
            return null;
        }
        StringBuilder all = new StringBuilder();
        char[] part = new char[partLength];
        for (int count; (count = text.read(part)) >= 0; ) {
            all.append(encoded(new String(part, 0, count)));
        }
        return new StringReader(all.toString());
    }

    private static String encoded(String part) {
        return new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void textOfDerbyOverANetworkKeepsItsCharacters(int before) throws Exception {
        String text = "?".repeat(before) + "\uD83D\uDE00".repeat(9_000) + "?";
        try (PreparedStatement update = h2.prepareStatement("update export set log = ?")) {
            update.setString(1, text);
            update.executeUpdate();
        }
        Connection connection = derbyOverNetwork();
        PreparedStatement select = connection.prepareStatement("select log from export");
        StringWriter read = new StringWriter();
        try (Reader reader = LobQuery.of(select).closing(select).openText()) {
            reader.transferTo(read);
        }
        assertThat(read.toString().equals(text)).as("read").isTrue();

        PushSource rows = Rows.query(
                        connection, c -> c.prepareStatement("select log, cast(null as clob) as none from export"))
                .as(Csv.rowsWithoutHeader());
        assertThat(text(rows).equals('"' + text + "\",\r\n"))
                .as("written in a row")
                .isTrue();
    }

    private static String text(PushSource source) throws Exception {
        return new String(Payload.writtenBy(source), StandardCharsets.UTF_8);
    }

    /** As of MariaDB's driver 2.7, once the connection is lost. */
    @Test
    void aStatementWithoutConnectionIsToldAsALostOne() throws Exception {
        Connection lost = OtherDriver.around(
                h2, (method, arguments, real) -> method.getName().equals("getConnection") ? null : real.call());
        try (PreparedStatement insert = lost.prepareStatement("insert into chunk values (1, ?, ?)");
                PreparedStatement select = lost.prepareStatement("select data from export")) {
            LobQuery query = LobQuery.of(select);
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    LobUpdate.of(insert).blob(2, out -> out.write(VALUE))::executeUpdate,
                    () -> Chunks.write(insert, 1, 2, out -> out.write(VALUE)),
                    query::open,
                    query::openText,
                    query.chunked()::open,
                    query.ranged(1, 2)::open)) {
                assertThatThrownBy(use)
                        .isInstanceOf(SQLNonTransientConnectionException.class)
                        .hasMessageContaining("no connection");
            }
            PushSource rows = Rows.of(select.executeQuery()).as(Csv.rows());
            assertThatThrownBy(() -> text(rows)).isInstanceOf(SQLNonTransientConnectionException.class);
        }
    }
}
