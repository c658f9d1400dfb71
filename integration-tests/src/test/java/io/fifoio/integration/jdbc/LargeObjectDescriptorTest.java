package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large object that has been read to its end needs its transaction no more. */
@ExtendWith(AllDatabases.class)
@Timeout(60)
final class LargeObjectDescriptorTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 700_000, 2 * 256 * 1024})
    void aCommitBetweenTheEndAndTheClosingDoesNotMatter(int length) throws Exception {
        Database database = Database.LARGE_OBJECT;
        database.createTables();
        try (Connection connection = database.begin()) {
            Operation.BLOB.write(database, connection, 1, out -> out.write(Bytes.text(length)));
            connection.commit();
            try (InputStream in = Operation.BLOB.open(database, connection, 1)) {
                assertThat(in.readAllBytes()).isEqualTo(Bytes.text(length));
                connection.commit();
            }
            assertWorks(connection);
            connection.rollback();
        }
    }

    private static void assertWorks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
