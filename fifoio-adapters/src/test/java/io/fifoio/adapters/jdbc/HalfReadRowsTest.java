package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.testing.NoLeakedThreads;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A driver leaves off in the midst of a row, for which the heap has no room: the rest of it would be the answer to the
 * next statement.
 */
@ExtendWith(NoLeakedThreads.class)
final class HalfReadRowsTest {

    private static final String CHUNKS =
            "select x - 1, case when x < 3 then x'01' else x'' end from system_range(1, 3)";

    /** The message of the driver's error. */
    private static final String NO_ROOM = "no room for the row";

    /** What reads the rows to their end. */
    private interface Reading {
        void of(Connection connection) throws Exception;
    }

    private static void rows(Connection connection) throws Exception {
        Rows.query(connection, c -> c.prepareStatement(CHUNKS)).as(Csv.rows()).writeTo(OutputStream.nullOutputStream());
    }

    private static void givenRows(Connection connection) throws Exception {
        Rows.of(connection.prepareStatement(CHUNKS).executeQuery())
                .as(Csv.rows())
                .writeTo(OutputStream.nullOutputStream());
    }

    private static void rowsLeftEarly(Connection connection) throws Exception {
        try (InputStream in = Rows.query(connection, c -> c.prepareStatement(CHUNKS))
                .as(Csv.rows())
                .open()) {
            in.read();
        }
    }

    private static void chunks(Connection connection) throws Exception {
        try (PreparedStatement select = connection.prepareStatement(CHUNKS);
                InputStream in = LobQuery.of(select).chunked().open()) {
            in.readAllBytes();
        }
    }

    private static void chunksLeftEarly(Connection connection) throws Exception {
        try (PreparedStatement select = connection.prepareStatement(CHUNKS);
                InputStream in = LobQuery.of(select).chunked().open()) {
            in.read();
        }
    }

    private static void wholeValue(Connection connection) throws Exception {
        try (PreparedStatement select = connection.prepareStatement("select x'0102'");
                InputStream in = LobQuery.of(select).inMemory().open()) {
            in.readAllBytes();
        }
    }

    private static void ranges(Connection connection) throws Exception {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (PreparedStatement select = connection.prepareStatement("select substring(x'0102', ?, ?)");
                InputStream in = LobQuery.of(select).ranged(1, 2).open()) {
            in.readAllBytes();
        }
    }

    static Stream<Arguments> readings() {
        return Stream.of("MariaDB Connector/J", "MySQL Connector/J")
                .flatMap(driver -> Stream.of(
                        reading(driver, "executeQuery", 1, "rows", HalfReadRowsTest::rows),
                        reading(driver, "next", 2, "rows", HalfReadRowsTest::rows),
                        reading(driver, "next", 2, "given rows", HalfReadRowsTest::givenRows),
                        reading(driver, "close", 1, "rows, left early", HalfReadRowsTest::rowsLeftEarly),
                        reading(driver, "executeQuery", 1, "chunks", HalfReadRowsTest::chunks),
                        reading(driver, "next", 2, "chunks", HalfReadRowsTest::chunks),
                        reading(driver, "close", 1, "chunks, left early", HalfReadRowsTest::chunksLeftEarly),
                        reading(driver, "executeQuery", 1, "whole value", HalfReadRowsTest::wholeValue),
                        reading(driver, "next", 1, "whole value", HalfReadRowsTest::wholeValue),
                        reading(driver, "executeQuery", 1, "ranges", HalfReadRowsTest::ranges)));
    }

    private static Arguments reading(String driver, String method, int call, String name, Reading reading) {
        return Arguments.of(driver, method, call, name, reading);
    }

    @ParameterizedTest(name = "{0}, {1} {2}, {3}")
    @MethodSource("readings")
    void endTheConnection(String driver, String method, int call, String name, Reading reading) throws Exception {
        try (Connection h2 = begin()) {
            Throwable failure = catchThrowable(() -> reading.of(failing(h2, driver, method, call)));

            assertThat(failure)
                    .hasStackTraceContaining(SQLNonTransientConnectionException.class.getName())
                    .hasStackTraceContaining("the connection is lost")
                    .hasStackTraceContaining(NO_ROOM);
            assertThat(h2.isClosed()).isTrue();
        }
    }

    /** PostgreSQL's driver reads on to the end of such a row before it tells. */
    @Test
    void leaveTheConnectionOfOtherDriversAsItIs() throws Exception {
        try (Connection h2 = begin()) {
            Connection connection = failing(h2, "PostgreSQL JDBC Driver", "next", 2);

            assertThat(catchThrowable(() -> rows(connection))).hasStackTraceContaining(NO_ROOM);

            assertThat(h2.isClosed()).isFalse();
        }
    }

    private static Connection begin() throws SQLException {
        Connection h2 = DriverManager.getConnection("jdbc:h2:mem:");
        h2.setAutoCommit(false);
        return h2;
    }

    /** @param call of that method of a result or a statement, which does not return */
    private static Connection failing(Connection h2, String driver, String method, int call) {
        int[] calls = {0};
        return OtherDriver.around(h2, (called, arguments, real) -> {
            if (called.getName().equals("getDriverName")) {
                return driver;
            }
            if (called.getName().equals("getResultSetHoldability")) {
                return ResultSet.CLOSE_CURSORS_AT_COMMIT; // as PostgreSQL's does, and H2 does not
            }
            if (called.getName().equals("setFetchSize")) {
                return null; // H2 takes none below 0
            }
            boolean ofAResult = called.getDeclaringClass() == ResultSet.class;
            if (called.getName().equals(method) && ofAResult != method.equals("executeQuery") && ++calls[0] == call) {
                throw new OutOfMemoryError(NO_ROOM);
            }
            return real.call();
        });
    }
}
