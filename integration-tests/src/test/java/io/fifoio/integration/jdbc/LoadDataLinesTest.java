package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.testing.NoLeakedThreads;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines of which LOAD DATA LOCAL would drop something without a warning: all of them are stored, or none. */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class LoadDataLinesTest {

    private static String sql(Database database, String lineEnd) {
        return "load data local infile 'stream' into table " + database.table("lines")
                + " character set utf8mb4 fields terminated by ',' optionally enclosed by '\"' escaped by ''"
                + " lines terminated by " + lineEnd + " (n, l)";
    }

    private static void createTable(Statement statement, Database database) throws SQLException {
        statement.execute("drop table if exists " + database.table("lines"));
        statement.execute("create table " + database.table("lines") + "(n int, l varchar(100))");
    }

    private static long load(Connection connection, String sql, String text) throws Exception {
        return BulkLoad.in(connection, sql, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<String> stored(Statement statement, Database database) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("select concat_ws('|', n, l) from " + database.table("lines") + " order by n")) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    static Stream<Arguments> refused() {
        String thousand = "7,line\n".repeat(1000);
        return Stream.of(Database.MARIADB, Database.MYSQL_DRIVER, Database.MYSQL_SERVER_SIDE)
                .flatMap(database -> Stream.of(
                        Arguments.of(database, "another end", "'\\r\\n'", thousand, "no line ends by '\\r\\n'"),
                        Arguments.of(
                                database,
                                "another end",
                                "'\\n'",
                                thousand.replace('\n', '\r'),
                                "no line ends by '\\n'"),
                        Arguments.of(database, "a column too many", "'\\n'", "1,a\n2,b,EXTRA", "Row 2 was truncated"),
                        Arguments.of(database, "a quote not closed", "'\\n'", "1,a\n2,\"b\n3,c\n", "a quote is not"),
                        Arguments.of(
                                database, "a letter behind a quote", "'\\n'", "1,\"a\"x\n2,b\n", "a quote is not")));
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @MethodSource("refused")
    void areRefused(Database database, String what, String lineEnd, String text, String told) throws Exception {
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createTable(statement, database);
            assertThatThrownBy(() -> load(connection, sql(database, lineEnd), text))
                    .hasMessageContaining(told);
            connection.commit();
            assertThat(stored(statement, database))
                    .as("after a commit all the same")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void aLastLineWithoutAnEndIsALine(Database database) throws Exception {
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createTable(statement, database);
            assertThat(load(connection, sql(database, "'\\n'"), "1,a\n2,b")).isEqualTo(2);
            assertThat(load(connection, sql(database, "x'0d0a'"), "3,\"two\nlines\""))
                    .isOne();
            assertThat(load(connection, sql(database, "'\\n'"), "")).isZero();
            assertThat(load(connection, sql(database, "'\\n'").replace("(n", "ignore 1 lines (n"), "n,l"))
                    .isZero();
            assertThat(stored(statement, database)).containsExactly("1|a", "2|b", "3|two\nlines");
        }
    }

    static Stream<Arguments> taken() {
        String csv = "fields terminated by ',' optionally enclosed by '\"' escaped by '' lines ";
        return Stream.of(Database.MARIADB, Database.MYSQL_DRIVER, Database.MYSQL_SERVER_SIDE)
                .flatMap(database -> Stream.of(
                        Arguments.of(
                                database,
                                "a quote within a quoted value",
                                csv + "terminated by '\\r\\n'",
                                "1,\"5\" disk,\"\r\n2,b\r\n",
                                List.of("1|5\" disk,", "2|b")),
                        Arguments.of(
                                database,
                                "beginnings of lines",
                                csv + "starting by '>' terminated by '\\r\\n'",
                                ">\"1\",\"a,\r\n\"\r\n>2,b\r\n",
                                List.of("1|a,\r\n", "2|b")),
                        Arguments.of(
                                database,
                                "a quote in a line that is ignored",
                                csv + "terminated by '\\r\\n' ignore 1 lines",
                                "\"Sizes, 5\r\n1,a\r\n2,b\r\n",
                                List.of("1|a", "2|b")),
                        Arguments.of(
                                database,
                                "an end of fields of two letters",
                                csv.replace("','", "'||'") + "terminated by '\\r\\n'",
                                "1||\"x\ny\"",
                                List.of("1|x\ny")),
                        Arguments.of(
                                database,
                                "an end of fields that begins one of lines",
                                csv + "terminated by ',\\n'",
                                "1,\"a,\n\",\n2,\"b\"",
                                List.of("1|a,\n", "2|b"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("taken")
    void quotesAndEndsAreThoseOfTheServer(
            Database database, String what, String options, String text, List<String> rows) throws Exception {
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createTable(statement, database);
            String sql = "load data local infile 'stream' into table " + database.table("lines") + " " + options;
            assertThat(load(connection, sql, text)).isEqualTo(rows.size());
            assertThat(stored(statement, database)).isEqualTo(rows);
        }
    }

    /** The last byte of the characters below is that of a backslash. */
    @ParameterizedTest(name = "{1}, {0}")
    @CsvSource({
        "MARIADB, big5, \u529f",
        "MARIADB, gbk, \u8aa0",
        "MARIADB, sjis, \u8868",
        "MARIADB, cp932, \u8868",
        "MYSQL_DRIVER, big5, \u529f"
    })
    void aLetterWithAByteOfAnEscapeIsALetter(Database database, String characterSet, String letter) throws Exception {
        byte[] text =
                ("1\ta\n2\t" + letter + "\n").getBytes(characterSet.equals("cp932") ? "windows-31j" : characterSet);
        assertThat(text[text.length - 2]).isEqualTo((byte) '\\');
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createTable(statement, database);
            statement.execute("alter table " + database.table("lines") + " convert to character set utf8mb4");
            String sql = "load data local infile 'stream' into table " + database.table("lines") + " character set "
                    + characterSet + " (n, l)";
            assertThat(BulkLoad.in(connection, sql, out -> out.write(text))).isEqualTo(2);
            assertThat(stored(statement, database)).containsExactly("1|a", "2|" + letter);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void escapesOfASessionThatHasNoneAreRefused(Database database) throws Exception {
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createTable(statement, database);
            statement.execute("set session sql_mode = 'NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES'");
            assertThatThrownBy(() -> load(connection, sql(database, "'\\r\\n'"), "1,a\r\n2,b\r\n"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NO_BACKSLASH_ESCAPES");
            assertThat(load(connection, sql(database, "x'0d0a'"), "1,a\r\n2,b\r\n"))
                    .isEqualTo(2);
            assertThat(stored(statement, database)).containsExactly("1|a", "2|b");
        }
    }
}
