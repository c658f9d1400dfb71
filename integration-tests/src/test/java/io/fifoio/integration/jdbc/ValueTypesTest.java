package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.adapters.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of every database through {@code Rows}, compared with {@code docs/jdbc-types.md}, which is written by
 * hand.
 */
@Timeout(120)
final class ValueTypesTest {

    private static final String MYSQL = "MariaDB and MySQL";
    private static final String MYSQL_BINARY = "MariaDB and MySQL, server-side statements";
    private static final String MARIADB_BINARY = "MariaDB's driver, server-side statements";

    private static final TimeZone ZONE_OF_THE_JVM = TimeZone.getDefault();

    /** A time zone with gaps, into which a date and time must not fall on its way. */
    private static final TimeZone BERLIN = TimeZone.getTimeZone("Europe/Berlin");

    @BeforeAll
    static void liveInBerlin() {
        TimeZone.setDefault(BERLIN);
    }

    @AfterAll
    static void moveBack() {
        TimeZone.setDefault(ZONE_OF_THE_JVM);
    }

    /** A way of a driver to fetch, chosen by what is added to the URL. A later section takes precedence. */
    private record Mode(Database database, String parameters, String... sections) {

        Connection connect() throws SQLException {
            return database.connect(database.url() + parameters);
        }

        List<DocumentedType> types() throws IOException {
            Map<String, DocumentedType> types = new LinkedHashMap<>();
            for (String section : sections) {
                DocumentedType.of(section).forEach(type -> types.put(type.type() + type.value(), type));
            }
            return List.copyOf(types.values());
        }

        @Override
        public String toString() {
            return database + parameters;
        }
    }

    static List<Mode> modes() {
        return List.of(
                new Mode(Database.H2, "", "H2"),
                new Mode(Database.HSQLDB, "", "HSQLDB"),
                new Mode(Database.DERBY, "", "Derby"),
                new Mode(Database.POSTGRESQL, "", "PostgreSQL"),
                new Mode(Database.POSTGRESQL, "&prepareThreshold=-1", "PostgreSQL", "PostgreSQL, binary transfer"),
                new Mode(Database.POSTGRESQL, "&preferQueryMode=simple", "PostgreSQL"),
                new Mode(Database.MARIADB, "", MYSQL),
                new Mode(Database.MARIADB, "&useServerPrepStmts=true", MYSQL, MYSQL_BINARY, MARIADB_BINARY),
                new Mode(Database.MYSQL_DRIVER, "", MYSQL),
                new Mode(Database.MYSQL_SERVER_SIDE, "", MYSQL, MYSQL_BINARY),
                new Mode(Database.SQLITE, "", "SQLite"),
                new Mode(Database.DUCKDB, "", "DuckDB"));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void areWrittenAsDocumented(Mode mode) throws Exception {
        List<DocumentedType> types = mode.types();
        String table = mode.database.table("value_types");
        try (Connection connection = mode.connect()) {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // through which Derby takes literals
            try {
                createTable(connection, mode.database, table, types);
            } finally {
                TimeZone.setDefault(BERLIN);
            }
            connection.setAutoCommit(false);

            List<String> differences = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                String actual = written(
                        connection, "select c" + i + " as \"v\" from " + table + " order by id", Json.rowLines());
                if (!types.get(i).isMetBy(actual)) {
                    differences.add(types.get(i) + " became " + actual);
                }
            }
            assertThat(differences).isEmpty();
            inOneRow(connection, table, types);
            connection.rollback();
        }
    }

    private static void inOneRow(Connection connection, String table, List<DocumentedType> types) throws Exception {
        int[] readable = IntStream.range(0, types.size())
                .filter(i -> !types.get(i).fails())
                .toArray();
        String select = IntStream.of(readable)
                .mapToObj(i -> "c" + i + " as \"c" + i + '"')
                .collect(Collectors.joining(", ", "select ", " from " + table + " order by id"));
        String values = object(readable, i -> types.get(i).json());
        String nulls = object(readable, i -> "null");
        String array = "[" + values + "," + nulls + "]";
        assertThat(written(connection, select, Json.rows())).isEqualTo(array);
        assertThat(written(connection, select, io.fifoio.adapters.json3.Json.rows()))
                .isEqualTo(array);
        assertThat(written(connection, select, Json.rowLines())).isEqualTo(values + "\n" + nulls + "\n");
        List<@Nullable String> fields =
                IntStream.of(readable).mapToObj(i -> types.get(i).text()).collect(Collectors.toList());
        fields.addAll(Collections.nCopies(readable.length, null));
        assertThat(fields(written(connection, select, Csv.rowsWithoutHeader()))).isEqualTo(fields);
    }

    /** Returns the fields of lines of CSV, one after the other; null if there is nothing, not even quotes. */
    private static List<@Nullable String> fields(String csv) {
        Matcher field = Pattern.compile("(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(?:,|\r\n)")
                .matcher(csv);
        List<@Nullable String> fields = new ArrayList<>();
        for (int at = 0; at < csv.length(); at = field.end()) {
            assertThat(field.find() && field.start() == at)
                    .as("CSV at %d: %s", at, csv)
                    .isTrue();
            String quoted = field.group(1);
            String plain = field.group(2);
            fields.add(quoted != null ? quoted.replace("\"\"", "\"") : plain.isEmpty() ? null : plain);
        }
        return fields;
    }

    private static String object(int[] columns, IntFunction<String> value) {
        return IntStream.of(columns)
                .mapToObj(i -> "\"c" + i + "\":" + value.apply(i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** With the values in one row, and NULLs in another. */
    private static void createTable(Connection connection, Database database, String table, List<DocumentedType> types)
            throws SQLException {
        drop(connection, table);
        try (Statement statement = connection.createStatement()) {
            if (database.isPostgresql()) {
                statement.execute("drop type if exists mood, pair");
                statement.execute("create type mood as enum ('sad', 'happy')");
                statement.execute("create type pair as (number int, name text)");
                statement.execute("set lc_monetary = 'C'");
            }
            if (database.isMariadb()) {
                statement.execute("set sql_mode = ''"); // so that it takes dates that are none
            }
            statement.execute(IntStream.range(0, types.size())
                    .mapToObj(i -> "c" + i + " " + types.get(i).type() + (database.isMariadb() ? " null" : ""))
                    .collect(
                            Collectors.joining(", ", "create table " + table + "(id int not null primary key, ", ")")));
            statement.execute(types.stream()
                    .map(DocumentedType::value)
                    .collect(Collectors.joining(", ", "insert into " + table + " values (1, ", ")")));
            statement.execute("insert into " + table + "(id) values (2)");
        }
    }

    private static void drop(Connection connection, String table) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table " + table);
        } catch (SQLException thereWasNone) {
            // Derby has no "if exists".
        }
    }

    private static String written(Connection connection, String select, RowFormat format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Rows.query(connection, c -> c.prepareStatement(select)).as(format).writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (Exception e) {
            return e.toString();
        }
    }
}
