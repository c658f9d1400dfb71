package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What CSV puts into tables, checked over a second connection: every value unchanged, or no row at all. */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class CsvIntoTablesTest {

    /** Each of these has a meaning for a program that reads text, unless it is quoted properly. */
    private static final List<@Nullable String> TEXTS = Arrays.asList(
            "first",
            "\\.",
            "\\.x",
            "x\\.",
            "\\",
            "\\N",
            "\\n",
            "C:\\new",
            "two\nlines",
            "two\r\nlines",
            "a\n\\.\nb",
            "a\r\n\\.\r\nb",
            "\\.\n",
            "\n\\.",
            "say \"hi\", you",
            "\"",
            "\"\"",
            "a\",\"b",
            ",",
            "'",
            "",
            null,
            "NULL",
            "null",
            " ",
            " blanks ",
            "\ttab",
            "\u00fc\u20ac\ud83d\ude00",
            "last");

    private static void createTable(Database database) throws SQLException {
        String number = database.isPostgresql() ? "serial" : "int auto_increment";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + table(database));
            statement.execute("create table " + table(database) + "(number " + number + " primary key, a "
                    + database.textType() + ", b " + database.textType() + ")");
        }
    }

    private static String table(Database database) {
        return database.table("csv");
    }

    private static List<@Nullable String> stored(Database database, String column) throws SQLException {
        try (Connection other = database.connect();
                Statement statement = other.createStatement();
                ResultSet rows =
                        statement.executeQuery("select " + column + " from " + table(database) + " order by number")) {
            List<@Nullable String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    /** @throws Exception after a commit all the same */
    private static long load(Database database, String sql, PushSource source) throws Exception {
        createTable(database);
        try (Connection connection = database.begin()) {
            try {
                return BulkLoad.in(connection, sql, source);
            } finally {
                connection.commit();
            }
        }
    }

    @Test
    void aColumnComesThroughCopy() throws Exception {
        Database database = Database.POSTGRESQL;
        PushSource csv = Csv.rowsWithoutHeader().of(List.of("a"), TEXTS, (row, text) -> row.text(text));

        long count = load(database, "copy " + table(database) + "(a) from stdin (format csv)", csv);

        assertThat(stored(database, "a")).isEqualTo(TEXTS);
        assertThat(count).isEqualTo(TEXTS.size());
    }

    @Test
    void twoColumnsWithAHeaderComeThroughCopy() throws Exception {
        Database database = Database.POSTGRESQL;
        PushSource csv = Csv.rows()
                .of(List.of("a", "b"), TEXTS, (row, text) -> row.text(text).text(text));

        load(database, "copy " + table(database) + "(a, b) from stdin (format csv, header)", csv);

        assertThat(stored(database, "a")).isEqualTo(TEXTS);
        assertThat(stored(database, "b")).isEqualTo(TEXTS);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void twoColumnsComeThroughLoadDataAsItIsDocumented(Database database) throws Exception {
        PushSource csv = Csv.rowsWithoutHeader()
                .of(List.of("a", "b"), TEXTS, (row, text) -> row.text(text).text(text));

        long count = load(database, loadData(database, ""), csv);

        assertThat(stored(database, "a")).isEqualTo(replaced(null, ""));
        assertThat(stored(database, "b")).isEqualTo(replaced("", null));
        assertThat(count).isEqualTo(TEXTS.size());
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER"})
    void loadDataLeavesOutTheHeader(Database database) throws Exception {
        PushSource csv = Csv.rows()
                .of(
                        List.of("a", "b"),
                        List.of(1, 2),
                        (row, number) -> row.integer(number).nullValue());

        load(database, loadData(database, "ignore 1 lines"), csv);

        assertThat(stored(database, "a")).containsExactly("1", "2");
        assertThat(stored(database, "b")).containsExactly(null, null);
    }

    private static String loadData(Database database, String ignored) {
        return """
                load data local infile 'stream' into table %s character set utf8mb4
                fields terminated by ',' optionally enclosed by '"' escaped by '' lines terminated by '\\r\\n'
                %s (a, @b) set b = if(length(@b) = 0, null, @b)""".formatted(table(database), ignored);
    }

    /** There NULL and the empty text are the same value. */
    private static List<@Nullable String> replaced(@Nullable String what, @Nullable String by) {
        List<@Nullable String> texts = new ArrayList<>(TEXTS);
        Collections.replaceAll(texts, what, by);
        return texts;
    }

    /** PostgreSQL up to 17 would silently ignore what follows. */
    @ParameterizedTest
    @CsvSource({
        "from stdin (format csv), 1|\\.|3|",
        "from stdin csv, \\.|2|",
        "from stdin with csv quote '$', \"|\\.|3|",
        "from stdin (format csv), '1|\"a|\\.|b\"|\\.|3|'",
        "from stdin, 1|\\.|3|",
        "from stdin (format text), 1|2\\.|3|",
    })
    void noRowIsLeftOutBehindAnEndThatIsNone(String options, String lines) throws Exception {
        Database database = Database.POSTGRESQL;
        byte[] text = lines.replace('|', '\n').getBytes(StandardCharsets.UTF_8);

        Throwable thrown = catchThrowable(
                () -> load(database, "copy " + table(database) + "(a) " + options, out -> out.write(text)));

        assertThat(thrown).isInstanceOf(IOException.class).hasMessageContaining("for the end of the data");
        assertThat(stored(database, "a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from stdin (format csv), '\"a|\\.|b\"|\\.x|\"\\.\"|', 3",
        "from stdin (format csv), '1|\\.', 2",
        "from stdin, 1|2|\\.|, 2",
        "from stdin, 1|\\\\.|3|, 3",
    })
    void whatIsNoEndOrTheLastLineIsTaken(String options, String lines, int rows) throws Exception {
        Database database = Database.POSTGRESQL;
        byte[] text = lines.replace('|', '\n').getBytes(StandardCharsets.UTF_8);

        load(database, "copy " + table(database) + "(a) " + options, out -> out.write(text));

        assertThat(stored(database, "a")).hasSize(rows);
    }

    @Test
    void binaryCopyIsNoText() throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        List<String> texts = List.of("a\n\\.\nb", "last");
        PushSource csv = Csv.rowsWithoutHeader().of(List.of("a"), texts, (row, text) -> row.text(text));
        try (Connection connection = database.begin()) {
            BulkLoad.in(connection, "copy " + table(database) + "(a) from stdin (format csv)", csv);
            byte[] binary = BulkLoad.out(connection, "copy " + table(database) + "(a) to stdout (format binary)")
                    .open()
                    .readAllBytes();
            BulkLoad.in(
                    connection, "copy " + table(database) + "(a) from stdin (format binary)", out -> out.write(binary));
            connection.commit();
        }

        assertThat(stored(database, "a")).containsExactly("a\n\\.\nb", "last", "a\n\\.\nb", "last");
    }
}
