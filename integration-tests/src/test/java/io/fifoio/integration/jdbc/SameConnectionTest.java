package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sources that use the connection of the statement to which they are written: either they work, and a second connection
 * finds everything that they wrote, or they are refused, and it finds nothing; they never hang, and leave no thread.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class SameConnectionTest {

    private static final int PIECE = 100_000;
    private static final byte[] VALUE = Bytes.text(3 * PIECE);

    static Stream<Arguments> ways() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Operation.BLOB, Operation.CLOB, Operation.CHUNKS)
                        .map(operation -> Arguments.of(database, operation)));
    }

    /** DuckDB's connection runs one statement at a time, and does not make the thread of a source wait for a chunk. */
    static Stream<Arguments> waysForTwoThreads() {
        return ways().filter(arguments -> !List.of(arguments.get()).equals(List.of(Database.DUCKDB, Operation.CHUNKS)));
    }

    /**
     * How a source reads another one, which is pushed: that one then has a thread of its own, even if its reader is in
     * steps.
     */
    private enum Nesting {
        ENTRY_OF_AN_ARCHIVE {
            @Override
            PushSource around(PushSource pushed) {
                return Tar.of(List.of(Entry.file("value", VALUE.length, pushed)));
            }
        },
        STREAM_READ_IN_STEPS {
            @Override
            PushSource around(PushSource pushed) {
                return PushSource.from(pushed::open);
            }
        },
        STREAM_READ_ON_A_THREAD {
            @Override
            PushSource around(PushSource pushed) {
                return out -> {
                    try (InputStream in = pushed.open()) {
                        in.transferTo(out);
                    }
                };
            }
        };

        abstract PushSource around(PushSource pushed);
    }

    static Stream<Arguments> nestings() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Nesting.values()).map(nesting -> Arguments.of(database, nesting)));
    }

    @ParameterizedTest
    @MethodSource("waysForTwoThreads")
    void pushed(Database database, Operation operation) throws Exception {
        insert(database, operation, connection -> source(database, connection)::writeTo, VALUE);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void pumped(Database database, Operation operation) throws Exception {
        insert(database, operation, connection -> source(database, connection), VALUE);
    }

    @ParameterizedTest
    @MethodSource("nestings")
    void withinAnotherSource(Database database, Nesting nesting) throws Exception {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        nesting.around(out -> out.write(VALUE)).writeTo(whole);
        insert(
                database,
                Operation.BLOB,
                connection -> nesting.around(source(database, connection)::writeTo),
                whole.toByteArray());
    }

    /**
     * A source that waits for a thread that uses the connection: the JVM does not say what it waits for. All of them at
     * once, because that takes long.
     */
    @Test
    @EnabledIfSystemProperty(named = "fifoio.waits.long", matches = "true", disabledReason = "runs in the profile long")
    void byAThreadThatItsSourceWaitsFor() throws Exception {
        List<Database> holding =
                List.of(Database.DERBY, Database.POSTGRESQL, Database.MARIADB, Database.MYSQL_SERVER_SIDE);
        for (Database database : holding) {
            database.createTables();
        }
        ExecutorService callers = Executors.newCachedThreadPool();
        ExecutorService helpers = Executors.newCachedThreadPool();
        try {
            List<Future<Throwable>> failures = new ArrayList<>();
            for (Database database : holding) {
                failures.add(callers.submit(() -> insertByHelper(database, helpers)));
            }
            for (int i = 0; i < holding.size(); i++) {
                assertThat(failures.get(i).get())
                        .as("%s", holding.get(i))
                        .hasStackTraceContaining("the source waits, and the thread")
                        .isInstanceOfAny(SQLException.class, IOException.class);
                assertThat(Operation.BLOB.rows(holding.get(i), 1)).isZero();
            }
        } finally {
            end(callers);
            end(helpers);
        }
    }

    private static @Nullable Throwable insertByHelper(Database database, ExecutorService helpers) throws SQLException {
        try (Connection connection = database.begin()) {
            PushSource source = out -> {
                out.write(VALUE, 0, PIECE);
                Future<?> counting = helpers.submit(() -> {
                    count(connection, database);
                    return null;
                });
                counting.get();
                out.write(VALUE, PIECE, VALUE.length - PIECE);
            };
            Throwable failure =
                    catchThrowable(() -> Operation.BLOB.write(database, connection, 1, source.ofLength(VALUE.length)));
            rollback(connection);
            return failure;
        }
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Uses the connection after each of its pieces. */
    private static StepwiseSource source(Database database, Connection connection) {
        return out -> {
            int[] position = {0};
            return () -> {
                out.write(VALUE, position[0], PIECE);
                position[0] += PIECE;
                count(connection, database);
                return position[0] < VALUE.length;
            };
        };
    }

    private static void insert(
            Database database, Operation operation, Function<Connection, PushSource> source, byte[] whole)
            throws Exception {
        database.createTables();
        Throwable failure;
        try (Connection connection = database.begin()) {
            failure = catchThrowable(() -> operation.write(database, connection, 1, source.apply(connection)));
            if (failure == null) {
                connection.commit();
            } else {
                rollback(connection);
            }
        }
        byte[] stored = operation.stored(database, 1);
        if (failure == null) {
            assertThat(Arrays.equals(stored, whole)).as("stored as written").isTrue();
        } else {
            assertThat(operation)
                    .as("refused, though each chunk is a statement of its own")
                    .isNotEqualTo(Operation.CHUNKS);
            assertThat(failure).hasStackTraceContaining("the source waits for the connection");
            assertThat(failure).isInstanceOfAny(SQLException.class, IOException.class);
            assertThat(stored).as("stored after %s", failure).isNull();
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback(); // Derby closes no connection within a transaction
        } catch (SQLException lost) {
            // As it was told.
        }
    }

    private static void count(Connection connection, Database database) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + database.table("chunk"))) {
            assertThat(rows.next()).isTrue();
        }
    }
}
