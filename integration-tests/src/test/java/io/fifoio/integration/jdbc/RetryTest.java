package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A statement that is executed again, above all after an execution that failed in the middle of its values, with the
 * same {@link LobUpdate}: a second connection finds the values of the second execution, with nothing of the first in or
 * before them.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class RetryTest {

    private static final byte[] VALUE = Bytes.text(3 << 19);

    /** More than a chunk of each driver, of which it sends some before the failure. */
    private static final double NEAR_THE_END = 2.5 / 3;

    /** Whether a source knows its length in advance; some drivers then use another way. */
    enum Length {
        DECLARED,
        UNKNOWN
    }

    static Stream<Arguments> ways() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Length.values()).map(length -> Arguments.of(database, length)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aBlobIsWholeAtTheSecondTime(Database database, Length length) throws Exception {
        PushSource source = failingOnce(length);
        retry(database, "data", insert -> LobUpdate.of(insert).blob(1, source), Operation.BLOB);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClobIsWholeAtTheSecondTime(Database database, Length length) throws Exception {
        PushSource source = failingOnce(length);
        retry(database, "text", insert -> LobUpdate.of(insert).clob(1, source), Operation.CLOB);
    }

    @ParameterizedTest
    @EnumSource
    void chunksAreWholeAtTheSecondTime(Database database) throws Exception {
        database.createTables();
        PushSource source = failingOnce(Length.UNKNOWN);
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("chunk") + "(id, number, bytes) values (1, ?, ?)")) {
            assertThatThrownBy(() -> Chunks.write(insert, 1, 2, source))
                    .hasStackTraceContaining(Failing.checked().getMessage());
            if (!database.hasSavepoints()) {
                connection.rollback();
            }
            assertThat(Chunks.write(insert, 1, 2, source)).isEqualTo(VALUE.length);
            connection.commit();
        }
        assertWhole(Operation.CHUNKS.stored(database, 1), VALUE, Operation.CHUNKS);
    }

    /** The first of them is whole each time. */
    @ParameterizedTest
    @MethodSource("ways")
    void bothOfTwoAreWholeAtTheSecondTime(Database database, Length length) throws Exception {
        PushSource source = failingOnce(length);
        retry(
                database,
                "data, text",
                insert -> LobUpdate.of(insert).blob(1, ofLength(VALUE, length)).clob(2, source),
                Operation.BLOB,
                Operation.CLOB);
    }

    /**
     * Long, short and long again: nothing is left of the one before, and nothing that it set stands in the way of the
     * next.
     */
    @ParameterizedTest
    @MethodSource("ways")
    void aStatementTakesOneValueAfterTheOther(Database database, Length length) throws Exception {
        database.createTables();
        List<byte[]> values = List.of(VALUE, Bytes.text(1000), Bytes.text(1 << 20));
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data, text) values (?, ?, ?)")) {
            for (int row = 0; row < values.size(); row++) {
                insert.setInt(1, row);
                LobUpdate.of(insert)
                        .blob(2, ofLength(values.get(row), length))
                        .clob(3, ofLength(values.get(row), length))
                        .executeUpdate();
            }
            connection.commit();
        }
        for (int row = 0; row < values.size(); row++) {
            assertWhole(Operation.BLOB.stored(database, row), values.get(row), Operation.BLOB);
            assertWhole(Operation.CLOB.stored(database, row), values.get(row), Operation.CLOB);
        }
    }

    /** An update of one statement, made once. */
    @FunctionalInterface
    private interface Update {
        LobUpdate of(PreparedStatement statement);
    }

    private static PushSource failingOnce(Length length) {
        int[] executions = {0};
        IOException failure = Failing.checked();
        PushSource source = out -> {
            boolean fails = executions[0]++ == 0;
            new Failing(VALUE, NEAR_THE_END, () -> {
                        if (fails) {
                            throw failure;
                        }
                    })
                    .writeTo(out);
        };
        return length == Length.DECLARED ? source.ofLength(VALUE.length) : source;
    }

    private static PushSource ofLength(byte[] value, Length length) {
        PushSource source = new Failing(value, 1, null);
        return length == Length.DECLARED ? source.ofLength(value.length) : source;
    }

    private static void retry(Database database, String columns, Update update, Operation... ways) throws Exception {
        database.createTables();
        String sql = "insert into " + database.table("lob") + "(id, " + columns + ") values (1"
                + ", ?".repeat(ways.length) + ")";
        boolean lost;
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            LobUpdate both = update.of(insert);
            Throwable failure = catchThrowable(both::executeUpdate);
            assertThat(failure)
                    .isInstanceOfAny(SQLException.class, IOException.class)
                    .hasStackTraceContaining(Failing.checked().getMessage());
            lost = failure instanceof SQLNonTransientConnectionException;
            if (lost) {
                assertThatThrownBy(both::executeUpdate).isInstanceOf(SQLException.class);
            } else {
                if (!database.hasSavepoints()) {
                    connection.rollback();
                }
                assertThat(both.executeUpdate()).isEqualTo(1);
                connection.commit();
            }
        }
        for (Operation way : ways) {
            byte[] stored = way.stored(database, 1);
            if (lost) {
                assertThat(stored).as("%s, over a connection that is lost", way).isNull();
            } else {
                assertWhole(stored, VALUE, way);
            }
        }
    }

    private static void assertWhole(byte @Nullable [] stored, byte[] written, Operation way) {
        assertThat(Arrays.equals(stored, written))
                .as("%s: %s bytes stored, of %d written", way, stored == null ? "no" : stored.length, written.length)
                .isTrue();
    }
}
