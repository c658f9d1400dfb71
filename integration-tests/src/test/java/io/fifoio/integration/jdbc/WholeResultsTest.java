package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Capabilities;
import io.fifoio.adapters.jdbc.Capability;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.Rows;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Results of which a driver loads all rows into the heap, because of what else it was asked for. */
@ExtendWith(AllDatabases.class)
@Timeout(60)
final class WholeResultsTest {

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 1004, 1007, scrolled",
        "MARIADB, 1004, 1007, scrolled",
        "MARIADB, 1003, 1008, updated",
        "MYSQL_DRIVER, 1004, 1007, scrolled",
        "MYSQL_DRIVER, 1003, 1008, updated"
    })
    void areRefusedByWhatTheStatementSays(Database database, int type, int concurrency, String reason)
            throws Exception {
        try (Connection connection = database.begin()) {
            assertRefused(connection, c -> c.prepareStatement("select 1, 'a'", type, concurrency), reason);
        }
    }

    @Test
    void areRefusedWhereTheyAreHeldOverACommit() throws Exception {
        try (Connection connection = Database.POSTGRESQL.begin()) {
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            assertRefused(connection, c -> c.prepareStatement("select 1, 'a'"), "held over a commit");
        }
    }

    private static void assertRefused(Connection connection, Rows.Query query, String reason) throws SQLException {
        assertThatIllegalStateException()
                .isThrownBy(() -> Rows.query(connection, query)
                        .as(Csv.rowsWithoutHeader())
                        .writeTo(new ByteArrayOutputStream()))
                .withMessageContaining("would take all rows into the heap")
                .withMessageContaining(reason);
        try (PreparedStatement select = query.prepare(connection)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> LobQuery.of(select).chunked().open())
                    .withMessageContaining(reason);
        }
    }

    /** MariaDB's and MySQL's drivers hold every result over a commit, as they say, and stream it. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER"})
    void othersAreNot(Database database) throws Exception {
        try (Connection connection = database.begin()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Rows.query(connection, c -> c.prepareStatement("select 1, 'a'"))
                    .as(Csv.rowsWithoutHeader())
                    .writeTo(out);
            assertThat(out).hasToString("1,a\r\n");
        }
    }

    @Test
    void areReportedInTheSimpleMode() throws Exception {
        try (Connection connection =
                Database.POSTGRESQL.connect(Database.POSTGRESQL.url() + "&preferQueryMode=simple")) {
            Capabilities all = Capabilities.of(connection);
            assertThat(all.of(Capability.Operation.ROWS_OUT).memory()).isEqualTo(Capability.Memory.WHOLE);
            assertThat(all.of(Capability.Operation.READ_CHUNKS).memory()).isEqualTo(Capability.Memory.WHOLE);
        }
    }
}
