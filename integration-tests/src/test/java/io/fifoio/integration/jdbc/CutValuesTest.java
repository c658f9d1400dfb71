package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobUpdate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MariaDB's server stores what fits of a value, and only warns, if the session is not strict or the statement says so.
 */
@Timeout(120)
final class CutValuesTest {

    private static final String NOT_STRICT = "set session sql_mode = ''";
    private static final byte[] VALUE = Bytes.text(200_000);
    private static final PushSource WHOLE = out -> out.write(VALUE);

    @ParameterizedTest
    @CsvSource({
        "MARIADB, false",
        "MARIADB, true",
        "MYSQL_DRIVER, false",
        "MYSQL_DRIVER, true",
        "MYSQL_SERVER_SIDE, false",
        "MYSQL_SERVER_SIDE, true"
    })
    void areFailures(Database database, boolean byStatement) throws Exception {
        String table = database.table("cut");
        createTable(database, table, "data blob, latin text character set latin1, number int, part varbinary(10000)");
        String insert = "insert " + (byStatement ? "ignore " : "") + "into " + table;
        try (Connection connection = database.begin()) {
            if (!byStatement) {
                execute(connection, NOT_STRICT);
            }
            try (PreparedStatement blob = connection.prepareStatement(insert + "(data) values (?)")) {
                assertThatThrownBy(() -> Blobs.executeUpdate(blob, 1, WHOLE))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("'data'");
                Blobs.executeUpdate(blob, 1, out -> out.write(VALUE, 0, 65_535));
            }
            try (PreparedStatement clob = connection.prepareStatement(insert + "(latin) values (?)")) {
                LobUpdate cut = LobUpdate.of(clob).clob(1, WHOLE);
                assertThatThrownBy(cut::executeUpdate)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("latin");
                LobUpdate questionMarks = LobUpdate.of(clob).clob(1, Text.of(writer -> writer.write("5 €, Ж")));
                assertThatThrownBy(questionMarks::executeUpdate)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("latin");
                LobUpdate.of(clob)
                        .clob(1, Text.of(writer -> writer.write("5 €")))
                        .executeUpdate();
            }
            try (PreparedStatement chunk = connection.prepareStatement(insert + "(number, part) values (?, ?)")) {
                assertThatThrownBy(() -> Chunks.write(chunk, 1, 2, WHOLE))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("'part'");
            }
            connection.commit();
        }
        assertThat(ask(database, "select count(*) from " + table)).isEqualTo("2");
        assertThat(ask(database, "select max(length(data)) from " + table)).isEqualTo("65535");
        assertThat(ask(database, "select max(latin) from " + table)).isEqualTo("5 €");
    }

    /** The nearest number, no address, no identifier, or a default is stored. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB, a bit(8)",
        "MARIADB, a inet6",
        "MARIADB, a uuid",
        "MARIADB, a datetime",
        "MYSQL_DRIVER, a inet6",
        "MYSQL_SERVER_SIDE, a bit(8)"
    })
    void areFailuresInColumnsOfOtherTypes(Database database, String column) throws Exception {
        String table = database.table("cut");
        createTable(database, table, column);
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?)")) {
            execute(connection, NOT_STRICT);
            LobUpdate update = LobUpdate.of(insert).clob(1, Text.of(writer -> writer.write("neither of them")));
            assertThatThrownBy(update::executeUpdate)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("only warned");
            connection.commit();
        }
        assertThat(ask(database, "select count(*) from " + table)).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void isAFailureWhereANullBecomesADefault(Database database) throws Exception {
        String table = database.table("cut");
        createTable(database, table, "data longblob, needed int not null");
        try (Connection connection = database.begin();
                PreparedStatement insert =
                        connection.prepareStatement("insert into " + table + " values (?, 1), ('', null)")) {
            execute(connection, NOT_STRICT);
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, WHOLE))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("'needed'");
        }
    }

    /**
     * MySQL's own server can't prepare the question for the warnings, and has a warning of that in their place;
     * MariaDB's prepares it, and counts that.
     */
    @Test
    void areAskedForWithoutHavingTheServerPrepareThat() throws Exception {
        Database database = Database.MYSQL_SERVER_SIDE;
        String table = database.table("cut");
        createTable(database, table, "data blob, latin text character set latin1, number int, part varbinary(10000)");
        try (Connection connection = database.connect(database.url() + "&useCursorFetch=true&defaultFetchSize=100")) {
            connection.setAutoCommit(false);
            execute(connection, NOT_STRICT);
            try (PreparedStatement blob = connection.prepareStatement("insert into " + table + "(data) values (?)");
                    PreparedStatement clob =
                            connection.prepareStatement("insert into " + table + "(latin) values (?)");
                    PreparedStatement chunk =
                            connection.prepareStatement("insert into " + table + "(number, part) values (?, ?)")) {
                String before = preparedBy(connection);
                assertThatThrownBy(() -> Blobs.executeUpdate(blob, 1, WHOLE))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("'data'");
                LobUpdate update = LobUpdate.of(clob).clob(1, WHOLE);
                assertThatThrownBy(update::executeUpdate)
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("'latin'");
                assertThatThrownBy(() -> Chunks.write(chunk, 1, 2, WHOLE))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("'part'");
                String load = "load data local infile 'stream' into table " + table + "(number)";
                assertThat(BulkLoad.in(connection, load, out -> out.write('1'))).isOne();
                assertThatThrownBy(() -> BulkLoad.in(connection, load, out -> out.write('x')))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageContaining("Incorrect integer value");
                assertThat(preparedBy(connection)).isEqualTo(before);
            }
        }
    }

    /** How many statements the server has prepared for it. */
    private static String preparedBy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(0);
            try (ResultSet rows = statement.executeQuery("show session status like 'Com_stmt_prepare'")) {
                rows.next();
                return rows.getString(2);
            }
        }
    }

    /** They would all be 127 from there on, and the value could not be read. */
    @Test
    void isAFailureWhereTheNumbersOfChunksAreTooLarge() throws Exception {
        String table = Database.MARIADB.table("cut");
        createTable(Database.MARIADB, table, "number tinyint, bytes mediumblob");
        try (Connection connection = Database.MARIADB.begin();
                PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?, ?)")) {
            execute(connection, NOT_STRICT);
            Chunks.write(insert, 1, 2, WHOLE);
            connection.commit();
            byte[] mib = new byte[1 << 20];
            PushSource nineMib = out -> {
                for (int i = 0; i < 9; i++) {
                    out.write(mib);
                }
            };
            assertThatThrownBy(() -> Chunks.write(insert, 1, 2, nineMib))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("'number'");
            connection.commit();
        }
        assertThat(ask(Database.MARIADB, "select max(number) from " + table)).isEqualTo("4");
    }

    /** It counts them, and the driver, which asks for those that are kept, finds none. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void areFailuresWhereTheServerKeepsNoWarnings(Database database) throws Exception {
        String table = database.table("cut");
        createTable(database, table, "data blob, number int, part varbinary(10000)");
        try (Connection connection = database.begin()) {
            execute(connection, NOT_STRICT);
            execute(connection, "set session max_error_count = 0");
            try (PreparedStatement blob = connection.prepareStatement("insert into " + table + "(data) values (?)")) {
                assertThatThrownBy(() -> Blobs.executeUpdate(blob, 1, WHOLE))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageStartingWith("the server has counted 1 warnings and notes and has kept only 0:");
                Blobs.executeUpdate(blob, 1, out -> out.write(VALUE, 0, 65_535));
            }
            try (PreparedStatement chunk =
                    connection.prepareStatement("insert into " + table + "(number, part) values (?, ?)")) {
                assertThatThrownBy(() -> Chunks.write(chunk, 1, 2, WHOLE))
                        .isInstanceOf(IncompleteStreamException.class)
                        .hasMessageStartingWith("the server has counted 1 warnings and notes and has kept only 0:");
                Chunks.write(chunk, 1, 2, out -> out.write(VALUE, 0, 10_000));
            }
            connection.commit();
        }
        assertThat(ask(
                        database,
                        "select concat(count(*), ' ', max(length(data)), ' ', max(length(part))) from " + table))
                .isEqualTo("3 65535 10000");
    }

    /** A truncated value after a note, when the server keeps only one of them. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void areFailuresWhereTheServerKeepsTooFewWarnings(Database database) throws Exception {
        String table = database.table("cut");
        createTable(database, table, "day date, data blob");
        try (Connection connection = database.begin();
                PreparedStatement insert =
                        connection.prepareStatement("insert into " + table + " values ('2026-01-02 03:04:05', ?)")) {
            execute(connection, NOT_STRICT);
            execute(connection, "set session max_error_count = 1");
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, WHOLE))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageStartingWith("the server has counted 2 warnings and notes and has kept only 1:");
            execute(connection, "set session sql_notes = 0");
            Blobs.executeUpdate(insert, 1, out -> out.write(VALUE, 0, 65_535));
            connection.commit();
        }
        assertThat(ask(database, "select count(*) from " + table)).isEqualTo("1");
    }

    /**
     * The server reports a date made from a timestamp even in a strict session, and a column without a default
     * otherwise.
     */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void otherWarningsAreNone(Database database) throws Exception {
        String table = database.table("cut");
        createTable(database, table, "data longblob, day date, needed int not null");
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + table + "(day, data) values ('2026-01-02 03:04:05', ?)")) {
            execute(connection, NOT_STRICT);
            Blobs.executeUpdate(insert, 1, WHOLE);
            connection.commit();
        }
        assertThat(ask(database, "select concat(length(data), ' ', day, ' ', needed) from " + table))
                .isEqualTo("200000 2026-01-02 0");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void blanksAtTheEndAreCutWithoutOne(Database database) throws Exception {
        String table = database.table("cut");
        createTable(database, table, "text text");
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?)")) {
            LobUpdate.of(insert)
                    .clob(1, Text.of(writer -> writer.write("x" + " ".repeat(70_000))))
                    .executeUpdate();
            connection.commit();
        }
        assertThat(ask(database, "select length(text) from " + table)).isEqualTo("65535");
    }

    /**
     * This is what the standard says for {@code varchar} and {@code clob}; {@code taken} is what is stored then, and
     * {@code -1} means a refusal.
     */
    @ParameterizedTest
    @CsvSource({
        "H2, varchar(3), -1",
        "H2, char(3), 3",
        "H2, clob(3), -1",
        "HSQLDB, varchar(3), -1",
        "HSQLDB, char(3), -1",
        "HSQLDB, clob(3), -1",
        "DERBY, varchar(3), 3",
        "DERBY, char(3), 3",
        "DERBY, clob(3), 3",
        "POSTGRESQL, varchar(3), 3",
        "POSTGRESQL, char(3), 3",
        "MARIADB, varchar(3), 3"
    })
    void blanksAtTheEndAreCutByOthersWithoutAWord(Database database, String type, int taken) throws Exception {
        try (Connection connection = database.connect()) {
            dropAndCreate(connection, database.table("blanks"), type);
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + database.table("blanks") + " values (?)")) {
                LobUpdate update = LobUpdate.of(insert).clob(1, Text.of(writer -> writer.write("ab    ")));
                if (taken < 0) {
                    assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
                } else {
                    update.executeUpdate();
                }
            }
            connection.commit();
        }
        if (taken >= 0) {
            assertThat(ask(database, "select v from " + database.table("blanks")))
                    .hasSize(taken);
        }
    }

    private static void dropAndCreate(Connection connection, String table, String type) throws SQLException {
        try {
            execute(connection, "drop table " + table);
        } catch (SQLException thereWasNone) {
            // Derby has no "if exists".
        }
        execute(connection, "create table " + table + "(v " + type + ")");
    }

    private static void createTable(Database database, String table, String columns) throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, "drop table if exists " + table);
            execute(connection, "create table " + table + "(" + columns + ") engine = innodb");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String ask(Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
