package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.Capabilities;
import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.adapters.jdbc.Way;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in columns of MariaDB whose character set is not that of the connection. */
@Timeout(120)
final class CharacterSetsTest {

    private static final String LATIN = "Grüße, ".repeat(400_000);
    private static final String TEXT = "Grüße, \uD83D\uDE00 ".repeat(250_000);

    private static final String QUOTED = "Zürich, a 'quote', a \\ and\na line";

    static Stream<Arguments> columns() {
        return Stream.of(Database.MARIADB, Database.MYSQL_DRIVER, Database.MYSQL_SERVER_SIDE)
                .flatMap(database -> Stream.of(
                        Arguments.of(database, "latin1", LATIN),
                        Arguments.of(database, "utf8mb3", LATIN),
                        Arguments.of(database, "ucs2", LATIN),
                        Arguments.of(database, "utf16", TEXT),
                        Arguments.of(database, "utf8mb4", TEXT)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("columns")
    void keepText(Database database, String characterSet, String text) throws Exception {
        List<@Nullable Way> ways = database == Database.MYSQL_DRIVER
                ? Arrays.asList(null, Way.MEMORY)
                : Arrays.asList(null, Way.STREAM, Way.SPOOL, Way.MEMORY);
        for (Way way : ways) {
            assertThat(stored(database, database.url(), characterSet, text, way).equals(text))
                    .as("%s: the same text", way)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAM", "SPOOL"})
    void refuseAWayThatWouldStoreBytes(Way way) {
        Database database = Database.MYSQL_DRIVER;
        assertThatThrownBy(() -> stored(database, database.url(), "latin1", "", way))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("useServerPrepStmts=true");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void refuseAConnectionThatDoesNotHaveThem(Database database) throws Exception {
        String url = database.url() + "&characterEncoding=ISO8859_1";
        assertThatThrownBy(() -> stored(database, url, "utf8mb4", TEXT, null))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("question marks");
        try (Connection connection = database.connect(url)) {
            assertThat(Capabilities.of(connection).of(Operation.WRITE_CLOB).memory())
                    .isEqualTo(Memory.REFUSED);
        }
    }

    /** As digits, which the server takes for bytes: {@code ü} would be two letters in {@code latin1}. */
    @Test
    void refuseASessionForWhichTheDriverWouldSendBytes() throws Exception {
        Database database = Database.MYSQL_DRIVER;
        assertThatThrownBy(() -> stored(database, withoutEscapes(database), "latin1", QUOTED, null))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("NO_BACKSLASH_ESCAPES")
                .hasMessageContaining("useServerPrepStmts=true");
        try (Connection connection = database.connect(withoutEscapes(database))) {
            Capabilities capabilities = Capabilities.of(connection);
            assertThat(capabilities.of(Operation.WRITE_CLOB).memory()).isEqualTo(Memory.REFUSED);
            assertThat(capabilities.of(Operation.WRITE_BLOB).memory()).isEqualTo(Memory.WHOLE);
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, latin1", "MARIADB, utf16", "MYSQL_SERVER_SIDE, latin1", "MYSQL_SERVER_SIDE, utf16"})
    void keepTextInASessionWithoutEscapes(Database database, String characterSet) throws Exception {
        for (Way way : Arrays.asList(null, Way.MEMORY)) {
            assertThat(stored(database, withoutEscapes(database), characterSet, QUOTED, way))
                    .isEqualTo(QUOTED);
        }
    }

    private static String withoutEscapes(Database database) {
        return database.url() + "&sessionVariables=sql_mode='NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES'";
    }

    /** The driver would send the pieces in that character set, while the server takes them for UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"latin1", "utf8mb4"})
    void areHeldInMemoryWhereTheDriverWasToldOfAnother(String characterSet) throws Exception {
        Database database = Database.MYSQL_SERVER_SIDE;
        String url = database.url() + "&clobCharacterEncoding=ISO8859_1";

        assertThat(stored(database, url, characterSet, LATIN, null).equals(LATIN))
                .as("the same text")
                .isTrue();
        String tooLong = "x".repeat(Blobs.LARGEST_IN_MEMORY + 1);
        assertThatThrownBy(() -> stored(database, url, characterSet, tooLong, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 4194304 bytes");
        try (Connection connection = database.connect(url)) {
            Capabilities capabilities = Capabilities.of(connection);
            assertThat(capabilities.of(Operation.WRITE_BLOB).memory()).isEqualTo(Memory.STREAMS);
            assertThat(capabilities.of(Operation.WRITE_CLOB).memory()).isEqualTo(Memory.WHOLE);
            assertThat(capabilities.of(Operation.WRITE_CLOB).limit()).isEqualTo("4194304 bytes");
        }
    }

    /** @param way null for the one that the library chooses */
    private static String stored(Database database, String url, String characterSet, String text, @Nullable Way way)
            throws Exception {
        String table = database.table("characters");
        try (Connection connection = database.connect(url)) {
            createTable(connection, table, characterSet);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?)")) {
                PushSource source = Text.of(writer -> writer.write(text));
                LobUpdate update = LobUpdate.of(insert);
                (way == null ? update.clob(1, source) : update.clob(1, source, way)).executeUpdate();
            }
            connection.commit();
        }
        return read(database, table);
    }

    private static void createTable(Connection connection, String table, String characterSet) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + table);
            statement.execute("create table " + table + "(text longtext character set " + characterSet + ")");
        }
    }

    private static String read(Database database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from " + table)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
