package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/**
 * A source that uses another connection of the same driver, on which it waits for a row that a third transaction has
 * locked. That is no deadlock, however long it takes: the value is stored when the third one ends.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class OtherConnectionTest {

    /**
     * Longer than any wait is allowed. Nobody reports a deadlock that is not detected, so here time itself is the gate.
     */
    private static final int LOCKED_SECONDS = 8;

    /** Those that wait for a row within the driver, and those that wait for a server. */
    private static final List<Database> DATABASES =
            List.of(Database.H2, Database.HSQLDB, Database.DERBY, Database.POSTGRESQL, Database.MARIADB);

    private static final byte[] VALUE = Bytes.text(300 << 10);

    /** On all of them at once, because waiting is what takes the time. */
    @TestFactory
    Stream<DynamicTest> aRowIsWaitedForAsLongAsItTakes() {
        return DATABASES.stream().map(OtherConnectionTest::begin).toList().stream();
    }

    private static DynamicTest begin(Database database) {
        Executable ended;
        try {
            database.createTables();
            ended = Running.start(() -> waitForARow(database))::result;
        } catch (TestAbortedException | SQLException notHere) {
            ended = () -> {
                throw notHere;
            };
        }
        return DynamicTest.dynamicTest(database.name(), ended);
    }

    private static void waitForARow(Database database) throws Exception {
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
