package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sources that hang, written into statements with a time limit: the call ends, and nothing is stored, as a second
 * connection shows.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class QueryTimeoutTest {

    private static final byte[] BEGINNING = Bytes.text(100_000);
    private static final byte[] NOTHING = {};

    /** A source that checks again and again whether its reader has left. */
    private static final PushSource HANGING = out -> {
        out.write(BEGINNING);
        while (true) {
            LockSupport.parkNanos(1_000_000);
            out.write(NOTHING);
        }
    };

    static Stream<Arguments> ways() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Operation.BLOB, Operation.CLOB, Operation.CHUNKS)
                        .map(operation -> Arguments.of(database, operation)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void ofAStatementBoundsTheWaitForItsSource(Database database, Operation operation) throws Exception {
        database.createTables();
        Connection connection = database.begin();
        try {
            Throwable thrown = catchThrowable(() -> operation.write(database, limited(connection), 1, HANGING));

            assertThat(thrown).hasStackTraceContaining("io.fifoio.FifoTimeoutException: no data within PT1S");
            if (!(thrown instanceof SQLNonTransientConnectionException)) {
                if (database.hasSavepoints()) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                operation.write(database, limited(connection), 2, out -> out.write(BEGINNING));
                connection.rollback();
            }
        } finally {
            connection.close();
        }
        assertThat(operation.rows(database, 1)).isZero();
    }

    /** Returns a connection with a limit of a second for each statement. */
    private static Connection limited(Connection own) {
        return (Connection) Proxy.newProxyInstance(
                QueryTimeoutTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(own, arguments);
                        if (result instanceof PreparedStatement statement) {
                            statement.setQueryTimeout(1);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** As the documentation says for bulk loading, pushed or in steps. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_DRIVER"})
    void ofItsOwnASourceCanHaveForBulkLoading(Database database) throws Exception {
        database.createTables();
        String table = database.table("bulk");
        String sql = database.isPostgresql()
                ? "copy " + table + "(line) from stdin (format csv)"
                : "load data local infile 'stream' into table " + table + " (line)";
        StepwiseSource hangsInAStep = out -> () -> {
            HANGING.writeTo(out);
            return true;
        };
        try (Connection connection = database.begin();
                Statement statement = connection.createStatement()) {
            if (database.isPostgresql()) {
                statement.execute("select set_config('fifoio.id', '1', true)");
            }
            PushSource csv = hangsInAStep;
            PushSource onAThread = csv::writeTo;
            PushSource limited = out -> {
                try (SourceInputStream in = onAThread.open()) {
                    in.setTimeout(Duration.ofSeconds(1));
                    in.transferTo(out);
                }
            };
            assertThat(catchThrowable(() -> BulkLoad.in(connection, sql, limited)))
                    .isInstanceOfAny(SQLException.class, IOException.class)
                    .hasStackTraceContaining("io.fifoio.FifoTimeoutException: no data within PT1S");
        } catch (SQLException closingWhatIsLost) {
            // Some drivers tell again.
        }
        assertThat(Operation.BULK.rows(database, 1)).isZero();
    }
}
