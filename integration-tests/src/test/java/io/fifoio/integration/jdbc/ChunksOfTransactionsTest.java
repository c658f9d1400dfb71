package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.StepwiseSource;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chunks whose transaction another thread ends while they are written: the call fails, and no value without its
 * beginning is there.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(60)
final class ChunksOfTransactionsTest {

    private static final int PIECE = 600_000;

    private enum End {
        COMMIT {
            @Override
            void end(Connection connection) throws SQLException {
                connection.commit();
            }
        },
        ROLLBACK {
            @Override
            void end(Connection connection) throws SQLException {
                connection.rollback();
            }
        };

        abstract void end(Connection connection) throws SQLException;
    }

    static Stream<Arguments> ends() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(End.values()).map(end -> Arguments.of(database, end)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anotherThreadEnds(Database database, End end) throws Exception {
        byte[] piece = Bytes.random(PIECE);
        database.createTables();
        Throwable failure;
        try (Connection connection = database.begin()) {
            int[] steps = {0};
            StepwiseSource source = out -> () -> {
                out.write(piece);
                if (steps[0] == 2) {
                    Running.start(() -> end.end(connection)).result();
                }
                return steps[0]++ < 4;
            };
            failure = catchThrowable(() -> Operation.CHUNKS.write(database, connection, 1, source));
            rollback(connection);
        }
        assertThat(failure).isInstanceOfAny(SQLException.class, IOException.class);
        if (database == Database.H2 || database == Database.DUCKDB) { // the others miss their savepoint
            assertThat(failure)
                    .hasStackTraceContaining("the transaction in which the first chunks were written has ended");
        }
        byte @Nullable [][] read = new byte[1][];
        Throwable notWhole = catchThrowable(() -> read[0] = Operation.CHUNKS.stored(database, 1));
        assertThat(read[0]).as("read as whole, %s", notWhole).isNull();
    }

    /** What the caller has done before belongs to the same transaction. */
    @ParameterizedTest
    @MethodSource("ends")
    void anotherThreadHasEndedBefore(Database database, End end) throws Exception {
        byte[] piece = Bytes.random(PIECE);
        database.createTables();
        try (Connection connection = database.begin()) {
            Operation.CHUNKS.write(database, connection, 1, out -> out.write(piece));
            Running.start(() -> end.end(connection)).result();
            Operation.CHUNKS.write(database, connection, 2, out -> out.write(piece));
            Operation.CHUNKS.write(database, connection, 3, out -> {});
            connection.commit();
        }
        assertThat(Arrays.equals(Operation.CHUNKS.stored(database, 2), piece)).isTrue();
        assertThat(Operation.CHUNKS.stored(database, 3)).isEmpty();
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback(); // Derby closes no connection within a transaction
        } catch (SQLException lost) {
            // As it was told.
        }
    }
}
