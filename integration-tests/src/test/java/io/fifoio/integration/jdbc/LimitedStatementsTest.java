package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.Rows;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements with which the caller wants less than everything: what is not whole never looks whole, unless that was
 * asked for.
 */
@ExtendWith(AllDatabases.class)
@Timeout(60)
final class LimitedStatementsTest {

    private static final byte[] VALUE = Bytes.text(1_000);

    /** Derby truncates only short values; the others ignore the limit. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "DERBY"})
    void thatCutValuesAreRefused(Database database) throws Exception {
        write(database, Operation.BLOB);
        try (Connection connection = database.begin()) {
            connection.setTransactionIsolation(database.snapshot());
            PreparedStatement select = cutting(connection, "select data from " + database.table("lob"));
            assertRefused(LobQuery.of(select).inMemory()::open);
            assertRefused(LobQuery.of(select).inMemory()::openText);
            assertRefused(LobQuery.of(select).ranged(1, 2)::open);
            assertRefused(LobQuery.of(select).chunked()::open);
            assertRefused(() -> Rows.query(connection, c -> cutting(c, "select id from " + database.table("lob")))
                    .as(Csv.rows())
                    .writeTo(OutputStream.nullOutputStream()));
            connection.rollback();
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatIllegalStateException().isThrownBy(call).withMessageContaining("setMaxFieldSize(10)");
    }

    private static PreparedStatement cutting(Connection connection, String sql) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        select.setMaxFieldSize(10);
        return select;
    }

    /** If the driver ignores the limit, a value is whole. */
    @ParameterizedTest
    @EnumSource
    void neverGiveAValueThatIsCut(Database database) throws Exception {
        write(database, Operation.BLOB);
        try (Connection connection = database.begin();
                PreparedStatement select = cutting(connection, "select data from " + database.table("lob"))) {
            byte[][] read = new byte[1][];
            Throwable refused = catchThrowable(() -> {
                try (InputStream in = LobQuery.of(select).inMemory().open()) {
                    read[0] = in.readAllBytes();
                }
            });
            assertThat(refused != null || Arrays.equals(read[0], VALUE))
                    .as("refused, or whole: %s", refused)
                    .isTrue();
            connection.rollback();
        }
    }

    /** DuckDB's driver ignores the limit. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DUCKDB")
    void thatLimitRowsAreRefusedForChunks(Database database) throws Exception {
        write(database, Operation.CHUNKS);
        try (Connection connection = database.begin();
                PreparedStatement select = connection.prepareStatement(
                        "select number, bytes from " + database.table("chunk") + " order by number")) {
            select.setMaxRows(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> LobQuery.of(select).chunked().open())
                    .withMessageContaining("setMaxRows(1)");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @CsvSource({"H2", "HSQLDB", "DERBY", "POSTGRESQL", "MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE", "SQLITE"})
    void giveAsManyRowsAsTheCallerWants(Database database) throws Exception {
        write(database, Operation.CHUNKS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Connection connection = database.begin()) {
            Rows.query(connection, c -> {
                        PreparedStatement select = c.prepareStatement(
                                "select number from " + database.table("chunk") + " order by number");
                        select.setMaxRows(1);
                        return select;
                    })
                    .as(Csv.rowsWithoutHeader())
                    .writeTo(out);
            connection.rollback();
        }
        assertThat(out).hasToString("0\r\n");
    }

    private static void write(Database database, Operation operation) throws Exception {
        database.createTables();
        try (Connection connection = database.begin()) {
            operation.write(database, connection, 1, out -> out.write(VALUE));
            connection.commit();
        }
    }
}
