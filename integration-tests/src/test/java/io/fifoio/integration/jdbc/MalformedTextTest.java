package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.jdbc.LobUpdate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No database stores as text what is not UTF-8. */
@Timeout(120)
final class MalformedTextTest {

    @ParameterizedTest
    @EnumSource
    void isRefused(Database database) throws Exception {
        database.createTables();
        byte[] letters = "text ".repeat(60_000).getBytes();
        try (Connection connection = database.begin()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + database.table("lob") + "(id, text) values (1, ?)")) {
                assertThatThrownBy(() -> LobUpdate.of(insert)
                                .clob(1, out -> {
                                    out.write(letters);
                                    out.write(0xff);
                                    out.write(letters);
                                })
                                .executeUpdate())
                        .hasStackTraceContaining("MalformedInputException");
            }
            if (database == Database.DUCKDB) {
                connection.rollback(); // it has no savepoints
            } else if (!connection.isClosed()) {
                connection.commit(); // a failure within a message has closed MariaDB's
            }
        }
        try (Connection other = database.connect();
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + database.table("lob"))) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }
}
