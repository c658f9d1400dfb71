package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.adapters.jdbc.Way;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types of columns that refer to large objects, by whatever name. */
@ExtendWith(AllDatabases.class)
@Timeout(60)
final class LargeObjectDomainsTest {

    @ParameterizedTest
    @CsvSource({
        "oid, ''",
        "oid, &preferQueryMode=simple",
        "document, ''",
        "document_of_a_document, ''",
        "apart.lo, ''",
        "apart.lo, &preferQueryMode=simple"
    })
    void takeALargeObject(String type, String mode) throws Exception {
        Database database = Database.POSTGRESQL;
        byte[] value = Bytes.text(300_000);
        try (Connection connection = database.connect(database.url() + mode)) {
            connection.setAutoCommit(false);
            execute(
                    connection,
                    "create schema apart",
                    "create domain document as oid",
                    "create domain document_of_a_document as document",
                    "create domain apart.lo as oid",
                    "create table by_domain(data " + type + ")");
            try (PreparedStatement insert = connection.prepareStatement("insert into by_domain values (?)")) {
                LobUpdate update = LobUpdate.of(insert);
                if (mode.isEmpty()) {
                    update.blob(1, out -> out.write(value));
                } else {
                    update.blob(1, out -> out.write(value), Way.LARGE_OBJECT); // the driver tells no types
                }
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            PreparedStatement select = connection.prepareStatement("select data from by_domain");
            LobQuery query = LobQuery.of(select).closing(select);
            if (!mode.isEmpty()) {
                query.inMemory(); // the driver can't say beforehand what a query gives
            }
            try (InputStream in = query.open()) {
                assertThat(in.readAllBytes()).isEqualTo(value);
            }
            connection.rollback();
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
