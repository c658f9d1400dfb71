package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * MariaDB's driver: rows that a source with a thread of its own reads over the connection that stores them. A statement
 * makes the driver gather the remaining rows, which nobody may walk meanwhile.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class RowsIntoChunksTest {

    private static final Database DATABASE = Database.MARIADB;
    private static final int ROWS = 20_000;

    @RepeatedTest(8)
    void rowsThatArePushedAreStoredAsTheyAre() throws Exception {
        DATABASE.createTables();
        String table = DATABASE.table("walked");
        try (Connection connection = DATABASE.begin()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create or replace table " + table + "(id int primary key, t varchar(100)) as"
                        + " select seq as id, concat('row ', seq, repeat('z', 50)) as t from seq_1_to_" + ROWS);
            }
            PushSource rows = Rows.query(connection, c -> c.prepareStatement("select * from " + table + " order by id"))
                    .as(Csv.rowsWithoutHeader());
            ByteArrayOutputStream alone = new ByteArrayOutputStream();
            rows.writeTo(alone);
            Operation.CHUNKS.write(DATABASE, connection, 1, rows::writeTo);
            connection.commit();
            assertThat(Arrays.equals(Operation.CHUNKS.stored(DATABASE, 1), alone.toByteArray()))
                    .as("stored as they are")
                    .isTrue();
        }
    }

    @Test
    void noChunkIsStoredWhileTheSourceRuns() throws Exception {
        DATABASE.createTables();
        CountDownLatch executed = new CountDownLatch(1);
        boolean[] whileRunning = new boolean[1];
        try (Connection connection = DATABASE.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + DATABASE.table("chunk") + "(id, number, bytes) values (1, ?, ?)")) {
            Chunks.write(telling(insert, executed), 1, 2, out -> {
                out.write(new byte[100_000]);
                whileRunning[0] = executed.await(1, TimeUnit.SECONDS);
                out.write(new byte[100_000]);
            });
            connection.commit();
        }
        assertThat(whileRunning[0]).as("a chunk was stored meanwhile").isFalse();
        assertThat(Operation.CHUNKS.stored(DATABASE, 1)).hasSize(200_000);
    }

    private static PreparedStatement telling(PreparedStatement insert, CountDownLatch executed) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("executeUpdate")) {
                        executed.countDown();
                    }
                    try {
                        return method.invoke(insert, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
