package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sources that use the connection of the statement that they are written into: they work, and a second connection finds all that they
 * wrote, or are refused, and it finds nothing; they never hang, and leave no thread.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(120)
final class SameConnectionTest {

    private static final int PIECE = 100_000;
    private static final byte[] VALUE = Bytes.text(3 * PIECE);

    @BeforeAll
    @Timeout(300)
    static void startAll() throws SQLException {
        Database.startAll();
    }

    static Stream<Arguments> ways() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Operation.BLOB, Operation.CLOB, Operation.CHUNKS)
                        .map(operation -> Arguments.of(database, operation)));
    }

    /** DuckDB's connection runs one statement at a time, and does not make the thread of a source wait for a chunk. */
    static Stream<Arguments> waysForTwoThreads() {
        return ways().filter(arguments -> !List.of(arguments.get()).equals(List.of(Database.DUCKDB, Operation.CHUNKS)));
    }

    @ParameterizedTest
    @MethodSource("waysForTwoThreads")
    void pushed(Database database, Operation operation) throws Exception {
        insert(database, operation, false);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void pumped(Database database, Operation operation) throws Exception {
        insert(database, operation, true);
    }

    private static void insert(Database database, Operation operation, boolean stepwise) throws Exception {
        database.createTables();
        Throwable failure;
        try (Connection connection = database.begin()) {
            StepwiseSource source = out -> {
                int[] position = {0};
                return () -> {
                    out.write(VALUE, position[0], PIECE);
                    position[0] += PIECE;
                    count(connection, database);
                    return position[0] < VALUE.length;
                };
            };
            PushSource pushed = source::writeTo;
            failure = catchThrowable(() -> operation.write(database, connection, 1, stepwise ? source : pushed));
            if (failure == null) {
                connection.commit();
            } else {
                rollback(connection);
            }
        }
        byte[] stored = operation.stored(database, 1);
        if (failure == null) {
            assertThat(Arrays.equals(stored, VALUE)).as("stored as written").isTrue();
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
