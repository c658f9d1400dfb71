package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While PostgreSQL's rows are copied out, its driver makes any other statement of the connection wait for their end.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CopiedOutTest {

    private static final String COPY =
            "copy (select g, repeat('x', 1000) from generate_series(1, 5000) g) to stdout (format csv)";
    private static final String BEING_COPIED = "rows are being copied out over this connection";

    static Stream<Arguments> sources() {
        UnaryOperator<PushSource> inSteps = source -> source;
        UnaryOperator<PushSource> onAThread = source -> source::writeTo;
        return Stream.of(inSteps, onAThread)
                .flatMap(form -> Stream.of(
                        Arguments.of(Database.POSTGRESQL, Operation.CHUNKS, form),
                        Arguments.of(Database.LARGE_OBJECT, Operation.BLOB, form)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceThatIsCopiedOutOverTheSameConnectionIsRefused(
            Database database, Operation operation, UnaryOperator<PushSource> form) throws Exception {
        database.createTables();
        try (Connection connection = database.begin()) {
            Throwable failure = catchThrowable(
                    () -> operation.write(database, connection, 1, form.apply(BulkLoad.out(connection, COPY))));
            assertThat(failure).isInstanceOf(SQLException.class).hasMessageContaining(BEING_COPIED);
            assertWorks(connection);
            connection.commit();
        }
        assertThat(operation.rows(database, 1)).isZero();
    }

    @Test
    void otherCallsAreRefusedUntilTheRowsAreClosed() throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        try (Connection connection = database.begin()) {
            PushSource rows =
                    Rows.query(connection, c -> c.prepareStatement("select 1")).as(Csv.rowsWithoutHeader());
            try (InputStream in = BulkLoad.out(connection, COPY).open()) {
                assertThat(in.read()).isPositive();
                assertRefused(() -> Operation.CHUNKS.write(database, connection, 1, out -> out.write(1)));
                assertRefused(() -> Operation.BLOB.write(database, connection, 1, out -> out.write(1)));
                assertRefused(() -> Operation.BULK.open(database, connection, 1).read());
                assertRefused(
                        () -> Operation.CHUNKS.open(database, connection, 1).close());
                assertRefused(() -> BulkLoad.in(connection, "copy t from stdin", out -> out.write(1)));
                assertRefused(() -> BulkLoad.out(connection, COPY).writeTo(new ByteArrayOutputStream()));
                assertRefused(() -> rows.writeTo(new ByteArrayOutputStream()));
            }
            rows.writeTo(new ByteArrayOutputStream());
            BulkLoad.out(connection, COPY).writeTo(new ByteArrayOutputStream());
            rows.writeTo(new ByteArrayOutputStream());
            connection.rollback();
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThat(catchThrowable(call)).hasStackTraceContaining(BEING_COPIED);
    }

    private static void assertWorks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
