package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A source that uses another connection of the same driver, on which it waits for a row that a third transaction has locked. That
 * is no deadlock, however long it takes: the value is stored when the third one ends.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class OtherConnectionTest {

    /** A deadlock would be found after 6 s. Of one that is not found nobody tells, so here time itself is the gate. */
    private static final int LOCKED_SECONDS = 8;

    private static final byte[] VALUE = Bytes.text(300 << 10);

    /** Those that wait for a row within the driver, and those that wait for a server. */
    @ParameterizedTest
    @EnumSource(names = {"H2", "HSQLDB", "DERBY", "POSTGRESQL", "MARIADB"})
    void aRowIsWaitedForAsLongAsItTakes(Database database) throws Exception {
        database.createTables();
        insert(database);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Running<Void> third = Running.start(() -> {
            try (Connection connection = database.begin()) {
                update(connection, database, 1);
                locked.countDown();
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                TimeUnit.SECONDS.sleep(LOCKED_SECONDS);
                connection.commit();
            }
        });
        assertThat(locked.await(30, TimeUnit.SECONDS)).isTrue();
        try (Connection other = database.begin();
                Connection connection = database.begin()) {
            if (database == Database.H2) {
                execute(other, "set lock_timeout 60000");
            }
            PushSource source = out -> {
                out.write(VALUE, 0, VALUE.length / 2);
                begun.countDown();
                update(other, database, 2);
                other.rollback();
                out.write(VALUE, VALUE.length / 2, VALUE.length - VALUE.length / 2);
            };
            Operation.BLOB.write(database, connection, 2, source.ofLength(VALUE.length));
            connection.commit();
        }
        third.result();
        assertThat(Operation.BLOB.stored(database, 2)).isEqualTo(VALUE);
    }

    private static void insert(Database database) throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, "insert into " + database.table("chunk") + "(id, number) values (1, 0)");
        }
    }

    private static void update(Connection connection, Database database, int number) throws SQLException {
        execute(connection, "update " + database.table("chunk") + " set number = " + number + " where id = 1");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
