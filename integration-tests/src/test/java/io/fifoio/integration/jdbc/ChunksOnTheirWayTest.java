package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.integration.jdbc.BreakingProxy.Direction;
import io.fifoio.testing.NoLeakedThreads;
import java.io.InputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a value crosses a network determines how much of a small heap its pieces take. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(120)
final class ChunksOnTheirWayTest {

    private static final byte[] VALUE = Bytes.random(1 << 20);

    /** In addition to the statement; MariaDB's driver makes room for two bytes for each one, within 128 KiB. */
    private static final int WITHIN_BUFFER = 63 * 1024;

    @BeforeAll
    @Timeout(300)
    static void startServers() {
        Servers.postgresql();
        Servers.mariadb();
    }

    /** Text would be two digits for each byte. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, CHUNKS", "POSTGRESQL, BLOB", "LARGE_OBJECT, BLOB"})
    void postgresqlSendsBytesAndNoText(Database database, Operation operation) throws Exception {
        database.createTables();
        store(database, operation);
        String url = database.url();
        try (BreakingProxy proxy = BreakingProxy.to(
                        URI.create(url.substring(url.indexOf("//"))).getPort());
                Connection connection =
                        database.connect(url.replaceFirst("localhost:\\d+", "localhost:" + proxy.port()))) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(database.snapshot());
            long before = proxy.passed(Direction.TO_DRIVER);

            try (InputStream in = operation.open(database, connection, 1)) {
                assertThat(in.readAllBytes()).isEqualTo(VALUE);
            }

            assertThat(proxy.passed(Direction.TO_DRIVER) - before)
                    .isBetween((long) VALUE.length, VALUE.length * 5L / 4);
        }
    }

    @Test
    void chunksOfMariadbFitABufferThatIsNotLarge() throws Exception {
        Database database = Database.MARIADB;
        database.createTables();
        store(database, Operation.CHUNKS);

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select max(length(bytes)) from " + database.table("chunk"))) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(WITHIN_BUFFER);
        }
    }

    private static void store(Database database, Operation operation) throws Exception {
        try (Connection connection = database.begin()) {
            operation.write(database, connection, 1, out -> out.write(VALUE));
            connection.commit();
        }
    }
}
