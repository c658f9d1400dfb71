package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows loaded with COPY and LOAD DATA LOCAL INFILE, checked over a second connection; no thread is left. */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class BulkLoadTest {

    private static final int ROWS = 50_000;

    private static String table(Database database) {
        return database.table("bulk");
    }

    private static String sql(Database database) {
        return database.isPostgresql()
                ? "copy " + table(database) + "(id, name) from stdin (format csv)"
                : "load data local infile 'stream' into table " + table(database) + " fields terminated by ','";
    }

    private static void createTable(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists " + table(database));
            statement.execute("create table " + table(database) + "(id int primary key, name varchar(40))");
        }
    }

    private static PushSource rows(Failing.Event halfWay) {
        return out -> {
            for (int i = 0; i < ROWS; i++) {
                if (i == ROWS / 2) {
                    halfWay.happen();
                }
                out.write((i + ",row number " + i + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    private static int stored(Database database) throws SQLException {
        try (Connection other = database.connect();
                PreparedStatement select = other.prepareStatement("select count(*) from " + table(database));
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void loadsRows(Database database) throws Exception {
        createTable(database);
        try (Connection connection = database.begin()) {
            assertThat(BulkLoad.in(connection, sql(database), rows(() -> {}))).isEqualTo(ROWS);
            assertThat(stored(database)).as("before the commit").isZero();
            connection.commit();
        }
        assertThat(stored(database)).isEqualTo(ROWS);
    }

    static Stream<Arguments> failures() {
        return Stream.of(Database.POSTGRESQL, Database.MARIADB, Database.MYSQL_DRIVER, Database.MYSQL_SERVER_SIDE)
                .flatMap(database -> Stream.of(Failing.checked(), Failing.unchecked())
                        .map(failure -> Arguments.of(database, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void keepsNoRowOfASourceThatFails(Database database, Exception failure) throws Exception {
        createTable(database);
        Connection connection = database.begin();
        try {
            Throwable thrown = catchThrowable(() -> BulkLoad.in(connection, sql(database), rows(() -> {
                throw failure;
            })));

            assertThat(thrown).isInstanceOfAny(SQLException.class, IOException.class);
            assertThat(thrown).hasStackTraceContaining(failure.getMessage());
            if (!(thrown instanceof SQLNonTransientConnectionException)) {
                connection.commit();
                assertThat(stored(database)).as("after a commit all the same").isZero();
                BulkLoad.in(connection, sql(database), rows(() -> {}));
                connection.rollback();
            }
            assertThat(stored(database)).isZero();
        } finally {
            connection.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void leavesTheTransactionAsItWasWhenTheStatementIsWrong(Database database) throws Exception {
        createTable(database);
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table(database) + " values (1, 'stays')");
            for (String wrong :
                    List.of(sql(database) + " nonsense", sql(database).replace(table(database), "no_such_table"))) {
                assertThat(catchThrowable(() -> BulkLoad.in(connection, wrong, rows(() -> {}))))
                        .as(wrong)
                        .isInstanceOf(SQLException.class)
                        .isNotInstanceOf(SQLNonTransientConnectionException.class);
            }
            connection.commit();
        }
        assertThat(stored(database)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void tellsThatTheConnectionIsLost(Database database) throws Exception {
        createTable(database);
        try (Connection connection = database.begin()) {
            String session = database.session(connection);
            assertThatThrownBy(() -> BulkLoad.in(connection, sql(database), rows(() -> database.kill(session))))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost");
        } catch (SQLException closingWhatIsLost) {
            // Some drivers tell again.
        }
        assertThat(stored(database)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER"})
    void refusesASourceThatWaitsForTheSameConnection(Database database) throws Exception {
        createTable(database);
        try (Connection connection = database.begin()) {
            Throwable thrown = catchThrowable(() -> BulkLoad.in(connection, sql(database), rows(() -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                }
            })));
            assertThat(thrown).hasStackTraceContaining("the source waits for the connection");
            connection.commit();
        } catch (SQLException closingWhatIsLost) {
            // Some drivers tell again.
        }
        assertThat(stored(database)).isZero();
    }

    static Stream<Arguments> lines() {
        return Stream.of(Database.MARIADB, Database.MYSQL_DRIVER, Database.MYSQL_SERVER_SIDE)
                .flatMap(database -> Stream.of(
                        Arguments.of(database, "too long", "2,too long,5\n", "'name'"),
                        Arguments.of(database, "no number", "x,text,5\n", "Incorrect integer value: 'x'"),
                        Arguments.of(database, "out of range", "2,text,999\n", "'size'"),
                        Arguments.of(database, "a NULL where none may be", "\\N,text,5\n", "'id'"),
                        Arguments.of(database, "a column too few", "2,text\n", "Row 1"),
                        Arguments.of(database, "a column too many", "2,text,5,more\n", "Row 1"),
                        Arguments.of(database, "a key twice", "2,text,5\n2,again,6\n", "Duplicate entry '2'"),
                        Arguments.of(database, "a key that is there already", "1,text,5\n", "Duplicate entry '1'")));
    }

    /** In a strict session, as these servers have it. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("lines")
    void isAFailureWhereLoadDataOnlyWarns(Database database, String what, String lines, String told) throws Exception {
        String table = database.table("fitting");
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createFitting(statement, table);
            statement.execute("insert into " + table + " values (1, 'stays', 1)");

            assertThatThrownBy(() -> BulkLoad.in(connection, FITTING.formatted("", table), ascii(lines)))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageStartingWith("the server has not stored all rows as they were sent, and only warned,"
                            + " because LOAD DATA LOCAL makes warnings of errors: ")
                    .hasMessageContaining(told)
                    .hasMessageEndingWith("(warnings and notes: 1)");

            connection.commit();
            assertThat(strings(statement, "select concat_ws('|', id, name, size) from " + table))
                    .as("after a commit all the same")
                    .containsExactly("1|stays|1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void tellsOfTheFirstWarningsAndTheirCount(Database database) throws Exception {
        String table = database.table("fitting");
        PushSource lines = out -> {
            for (int id = 0; id < 70_000; id++) {
                out.write((id + ",too long,5\n").getBytes(StandardCharsets.US_ASCII));
            }
        };
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createFitting(statement, table);
            assertThatThrownBy(() -> BulkLoad.in(connection, FITTING.formatted("", table), lines))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining(
                            "Data truncated for column 'name' at row 1; Data truncated for column 'name' at"
                                    + " row 2; Data truncated for column 'name' at row 3; and others (warnings and notes: 70000)");
            assertThat(strings(statement, "select id from " + table)).isEmpty();
        }
    }

    /** As the documentation says. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void dropsAndChangesRowsWhereTheStatementSaysSo(Database database) throws Exception {
        String table = database.table("fitting");
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createFitting(statement, table);
            statement.execute("insert into " + table + " values (1, 'old', 1), (2, 'stays', 2)");
            String all = "select concat_ws('|', id, name, size) from " + table + " order by id";

            BulkLoad.in(connection, FITTING.formatted("replace", table), ascii("1,new,5\n1,newer,6\n"));
            assertThat(strings(statement, all)).containsExactly("1|newer|6", "2|stays|2");

            BulkLoad.in(
                    connection,
                    FITTING.formatted("", table)
                            + " (id, @name, @size) set name = left(@name, 5), size = least(@size, 127)",
                    ascii("3,too long,999\n"));
            assertThat(strings(statement, all)).containsExactly("1|newer|6", "2|stays|2", "3|too l|127");

            statement.execute("create temporary table staging(id longtext, name longtext, size longtext)");
            BulkLoad.in(
                    connection, FITTING.formatted("", "staging"), ascii("2,twice,5\n4,fits,6\n5,too long,7\nx,no,8\n"));
            for (String wrong : List.of("'2'", "'5'", "'x'")) {
                assertThatThrownBy(() -> statement.execute(
                                "insert into " + table + " select * from staging where id = " + wrong))
                        .as(wrong)
                        .isInstanceOf(SQLException.class);
            }
            statement.execute("delete from staging where length(name) > 5 or id = 'x'");
            statement.execute("insert ignore into " + table + " select * from staging");
            assertThat(strings(statement, all)).containsExactly("1|newer|6", "2|stays|2", "3|too l|127", "4|fits|6");
            connection.rollback();
        }
    }

    /** Blanks at the end, and the time of a day. */
    private static final String WITH_NOTES = "1,blank     ,2026-01-02 03:04:05\n";

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void notesAreNoFailure(Database database) throws Exception {
        String table = database.table("noted");
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createNoted(statement, table);

            BulkLoad.in(connection, FITTING.formatted("", table), ascii(WITH_NOTES));

            assertThat(strings(statement, "show count(*) warnings")).containsExactly("2");
            assertThat(strings(statement, "select concat_ws('|', id, name, day) from " + table))
                    .containsExactly("1|blank|2026-01-02");
        }
    }

    /** The server keeps this many, and counts all: the others may be more than notes. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB, 0, 1",
        "MARIADB, 1, 1",
        "MARIADB, 64, 33",
        "MYSQL_DRIVER, 0, 1",
        "MYSQL_DRIVER, 1, 1",
        "MYSQL_DRIVER, 64, 33",
        "MYSQL_SERVER_SIDE, 0, 1"
    })
    void isAFailureWhereTheServerKeepsTooFewWarnings(Database database, int kept, int rows) throws Exception {
        String table = database.table("noted");
        String load = FITTING.formatted("", table);
        PushSource lines = ascii(WITH_NOTES.repeat(rows));
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createNoted(statement, table);
            statement.execute("set session max_error_count = " + kept);

            assertThatThrownBy(() -> BulkLoad.in(connection, load, lines))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessage("the server has counted " + 2 * rows + " warnings and notes and has kept only " + kept
                            + ": it is not known whether it has stored what it was sent. \"set session max_error_count"
                            + " = 65535\" keeps them, \"set session sql_notes = 0\" counts no notes");
            assertThat(strings(statement, "select id from " + table)).isEmpty();

            assertThat(BulkLoad.in(connection, load, ascii("1,text,2026-01-02\n")))
                    .as("without any")
                    .isOne();
            statement.execute("set session sql_notes = 0");
            assertThat(BulkLoad.in(connection, load, lines)).isEqualTo(rows);
            statement.execute("set session sql_notes = 1");
            statement.execute("set session max_error_count = 65535");
            assertThat(BulkLoad.in(connection, load, lines)).isEqualTo(rows);
        }
    }

    /** As the documentation says, for callers that accept what the server makes of the rows. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void theDriverAloneLoadsWhateverTheServerMakesOfIt(Database database) throws Exception {
        String table = database.table("fitting");
        PushSource csv = ascii("1,too long,5\n1,key,6\nx,text,7\n3,great,999\n4\n");
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            createFitting(statement, table);
            try (Statement load = connection.createStatement();
                    SourceInputStream in = csv.open()) {
                // Of a class that is another one in MariaDB's driver 2.7.
                load.getClass()
                        .getMethod("setLocalInfileInputStream", InputStream.class)
                        .invoke(load, in);
                load.executeUpdate(FITTING.formatted("", table));
                in.result();
            }
            assertThat(strings(statement, "select concat_ws('|', id, name, size) from " + table + " order by id"))
                    .containsExactly("0|text|7", "1|too l|5", "3|great|127", "4");
            connection.rollback();
        }
    }

    /** With a cursor of the server, MySQL's driver would ask in other words. */
    @ParameterizedTest
    @CsvSource({"MARIADB, &defaultFetchSize=1", "MYSQL_DRIVER, &useCursorFetch=true&defaultFetchSize=1"})
    void asksForTheWarningsWhereRowsAreFetchedFewAtATime(Database database, String inUrl) throws Exception {
        String table = database.table("fitting");
        try (Connection connection = database.connect(database.url() + inUrl);
                Statement statement = connection.createStatement()) {
            createFitting(statement, table);
            connection.setAutoCommit(false);
            assertThatThrownBy(() ->
                            BulkLoad.in(connection, FITTING.formatted("", table), ascii("1,too long,5\n1,key,6\n")))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("'name'")
                    .hasMessageContaining("Duplicate entry '1'")
                    .hasMessageEndingWith("(warnings and notes: 2)");
        }
    }

    private static final String FITTING = "load data local infile 'stream' %s into table %s fields terminated by ','";

    private static void createFitting(Statement statement, String table) throws SQLException {
        statement.execute("drop table if exists " + table);
        statement.execute("create table " + table + "(id int not null primary key, name varchar(5), size tinyint)");
    }

    private static void createNoted(Statement statement, String table) throws SQLException {
        statement.execute("drop table if exists " + table);
        statement.execute("create table " + table + "(id int, name varchar(5), day date)");
    }

    private static PushSource ascii(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> strings(Statement statement, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    @Test
    void copiesOutAsAStream() throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        rows(() -> {}).writeTo(expected);
        try (Connection connection = database.begin()) {
            BulkLoad.in(connection, sql(database), rows(() -> {}));
            PushSource copied = BulkLoad.out(
                    connection, "copy (select * from " + table(database) + " order by id) to stdout (format csv)");
            try (InputStream in = copied.open()) {
                assertThat(in.readAllBytes()).isEqualTo(expected.toByteArray());
            }
        }
    }

    @Test
    void copiesOutARowThatIsLongerThanAStepMayWrite() throws Exception {
        int length = 17 << 20;
        try (Connection connection = Database.POSTGRESQL.begin();
                InputStream in = BulkLoad.out(connection, "copy (select repeat('x', " + length + ")) to stdout")
                        .open()) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(length + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void closesAConnectionThatWasHandedOverWithRowsOfWhichNoneWasRead(Database database) throws Exception {
        Connection handedOver = Database.H2.connect();
        PushSource rows = Rows.query(handedOver, one -> one.prepareStatement("select x from system_range(1, 10)"))
                .closingConnection()
                .as(Csv.rowsWithoutHeader());
        try (Connection connection = database.begin()) {
            assertThatThrownBy(() -> BulkLoad.in(
                            connection,
                            database.isPostgresql()
                                    ? "copy no_such_table from stdin (format csv)"
                                    : "load data local infile 'stream' into table no_such_table",
                            rows))
                    .isInstanceOf(SQLException.class);
        } catch (SQLException closingWhatIsLost) {
            // Some drivers tell again.
        }
        assertThat(handedOver.isClosed()).isTrue();
    }

    /** A few rows are all sent before the request to cancel comes; with many the server is in the middle of them. */
    @ParameterizedTest
    @CsvSource({"0, true", "1000, false", "1000, true", "1000000, false", "1000000, true"})
    void leavesTheTransactionAsItWasWhenLeftEarly(int last, boolean autoCommit) throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table(database) + " values (1, 'stays')");
            if (autoCommit) {
                connection.commit();
                connection.setAutoCommit(true);
            }
            PushSource copied = BulkLoad.out(
                    connection, "copy (select 'row ' || i from generate_series(0, " + last + ") i) to stdout");
            for (int round = 0; round < 20; round++) {
                try (InputStream in = copied.open()) {
                    assertThat(new String(in.readNBytes(5), StandardCharsets.US_ASCII))
                            .isEqualTo("row 0");
                }
                assertThat(count(statement, database)).as("round %d", round).isEqualTo(1);
            }
            if (!autoCommit) {
                connection.commit();
            }
        }
        assertThat(stored(database)).isEqualTo(1);
    }

    @Test
    void leavesTheTransactionAsItWasWhenACopyFails() throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table(database) + " values (1, 'stays')");
            for (String failing :
                    List.of("no_such_table", "(select 1 / (100000 - i) from generate_series(0, 100000) i)")) {
                PushSource copied = BulkLoad.out(connection, "copy " + failing + " to stdout");
                try (InputStream in = copied.open()) {
                    assertThatThrownBy(in::readAllBytes)
                            .isInstanceOf(IOException.class)
                            .hasCauseInstanceOf(SQLException.class);
                }
                assertThat(count(statement, database)).as(failing).isEqualTo(1);
            }
            connection.commit();
        }
        assertThat(stored(database)).isEqualTo(1);
    }

    private static int count(Statement statement, Database database) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + table(database))) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** If it were taken for one that copies in, its rows would be left to the next statement. */
    @Test
    void refusesToCopyOut() throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table(database) + " values (1, 'stays')");

            assertThatThrownBy(() -> BulkLoad.in(
                            connection,
                            "copy (select 'row ' || i from generate_series(1, 100000) i) to stdout",
                            rows(() -> {})))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the statement is no COPY ... FROM STDIN; rows are copied out by BulkLoad.out");

            assertThat(count(statement, database))
                    .as("the next statement's answer")
                    .isEqualTo(1);
            connection.commit();
        }
        assertThat(stored(database)).isEqualTo(1);
    }

    /** The server would wait for rows, and the driver break that off. */
    @Test
    void refusesToCopyInAsRowsThatComeOut() throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table(database) + " values (1, 'stays')");
            for (String wrong : List.of(
                    sql(database),
                    "copy " + table(database) + " to program 'cat'",
                    "copy (select 7) to stdout; copy (select 8) to stdout",
                    "select * from " + table(database))) {
                assertThatThrownBy(() -> BulkLoad.out(connection, wrong))
                        .as(wrong)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("the statement is not one COPY ... TO STDOUT; rows are copied in by BulkLoad.in");
            }
            assertThat(count(statement, database)).isEqualTo(1);
            connection.commit();
        }
        assertThat(stored(database)).isEqualTo(1);
    }

    /** The driver gives up in the middle of the answers: the next statement would get those of this one. */
    @Test
    void endsAConnectionWhoseServerBeganSomethingElse() throws Exception {
        Database database = Database.POSTGRESQL;
        createTable(database);
        try (Connection connection = database.begin()) {
            String sql = "select 'row ' || i from generate_series(1, 100000) i; " + sql(database);
            assertThatThrownBy(() -> BulkLoad.in(connection, sql, rows(() -> {})))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost");
            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(stored(database)).isZero();
    }

    /** The same when rows are copied out, even without a transaction. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsAConnectionWhoseServerBeganSomethingElseThanACopyOut(boolean autoCommit) throws Exception {
        try (Connection connection = Database.POSTGRESQL.connect()) {
            connection.setAutoCommit(autoCommit);
            String sql = "select 'row ' || i from generate_series(1, 100000) i; copy (select 1) to stdout";
            try (InputStream in = BulkLoad.out(connection, sql).open()) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(autoCommit ? SQLException.class : SQLNonTransientConnectionException.class);
            }
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void isRefusedElsewhere() throws Exception {
        try (Connection connection = Database.H2.begin()) {
            assertThatThrownBy(() -> BulkLoad.in(connection, "copy", out -> {}))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("PostgreSQL, MariaDB and MySQL");
        }
    }
}
