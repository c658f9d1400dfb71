package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rows own is released, once, even if nothing of them was ever asked for. */
@ExtendWith(NoLeakedThreads.class)
final class RowsUnreadTest {

    private static final String ONE_TO_THREE = "select x as id from system_range(1, 3)";
    private static final Set<String> TOLD = Set.of("close", "rollback", "prepareStatement", "executeQuery");

    private interface Opening {
        SourceInputStream open(PushSource source);
    }

    private interface Closing {
        void close(SourceInputStream in) throws IOException;
    }

    private final List<String> calls = new ArrayList<>();
    private Connection real;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:");
        real = dataSource.getConnection();
        connection = OtherDriver.around(real, (method, arguments, h2) -> {
            if (TOLD.contains(method.getName())) {
                calls.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
            }
            return h2.call();
        });
    }

    @AfterEach
    void disconnect() throws SQLException {
        real.close();
    }

    private static Rows.Query query(String sql) {
        return connection -> connection.prepareStatement(sql);
    }

    /** A result that is there, with what is told from then on. */
    private ResultSet result() throws SQLException {
        ResultSet result = connection.prepareStatement(ONE_TO_THREE).executeQuery();
        calls.clear();
        return result;
    }

    static Stream<Arguments> ways() {
        List<Named<UnaryOperator<PushSource>>> derivations = List.of(
                Named.of("as they are", rows -> rows),
                Named.of("compressed", rows -> rows.through(GZIPOutputStream::new)),
                Named.of("of a length", rows -> rows.ofLength(13)),
                Named.of("decorated", rows -> rows.within(task -> task)),
                Named.of(
                        "decorated and compressed",
                        rows -> rows.within(task -> task).through(GZIPOutputStream::new)),
                Named.of("once", PushSource::once));
        List<Named<Opening>> openings = List.of(
                Named.of("in steps", PushSource::open),
                Named.of("with a thread", source -> source.open(task -> new Thread(task).start())));
        List<Named<Closing>> closings =
                List.of(Named.of("close", InputStream::close), Named.of("closeNow", SourceInputStream::closeNow));
        return derivations.stream()
                .flatMap(derivation -> openings.stream()
                        .flatMap(opening ->
                                closings.stream().map(closing -> Arguments.of(derivation, opening, closing))));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void closeTheResultAndItsStatement(UnaryOperator<PushSource> derivation, Opening opening, Closing closing)
            throws Exception {
        SourceInputStream in = opening.open(derivation.apply(Rows.of(result()).as(Csv.rows())));
        assertThat(calls).as("before it is closed").isEmpty();

        closing.close(in);
        closing.close(in);

        assertThat(calls).containsExactly("ResultSet.close", "Statement.close");
        assertThat(real.isClosed()).as("connection closed").isFalse();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void rollBackAndCloseTheirConnectionIfAsked(UnaryOperator<PushSource> derivation, Opening opening, Closing closing)
            throws Exception {
        real.setAutoCommit(false);
        Rows rows = Rows.of(result()).closingConnection();
        SourceInputStream in = opening.open(derivation.apply(rows.as(Csv.rows())));

        closing.close(in);
        closing.close(in);

        assertThat(calls)
                .containsExactly("ResultSet.close", "Statement.close", "Connection.rollback", "Connection.close");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void closeTheConnectionOfAQueryThatWasNeverMade(
            UnaryOperator<PushSource> derivation, Opening opening, Closing closing) throws Exception {
        Rows rows = Rows.query(connection, query(ONE_TO_THREE)).closingConnection();
        SourceInputStream in = opening.open(derivation.apply(rows.as(Csv.rows())));

        closing.close(in);
        closing.close(in);

        assertThat(calls).containsExactly("Connection.close");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void leaveTheCallersConnectionAlone(UnaryOperator<PushSource> derivation, Opening opening, Closing closing)
            throws Exception {
        Rows rows = Rows.query(connection, query(ONE_TO_THREE));

        closing.close(opening.open(derivation.apply(rows.as(Csv.rows()))));

        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void closeNothingASecondTimeWhereTheyWereRead(
            UnaryOperator<PushSource> derivation, Opening opening, Closing closing) throws Exception {
        ResultSet result = result();
        SourceInputStream in = opening.open(derivation.apply(Rows.of(result).as(Csv.rows())));
        in.readAllBytes();
        List<String> before = List.copyOf(calls);
        assertThat(before).contains("ResultSet.close", "Statement.close");

        closing.close(in);

        assertThat(calls).isEqualTo(before);
    }

    /** What comes before the rows on their way out, and fails. */
    static Stream<Named<UnaryOperator<StepwiseSource>>> obstacles() {
        return Stream.of(
                Named.of(
                        "a codec",
                        rows -> rows.through(out -> {
                            throw new IOException("obstacle");
                        })),
                Named.of(
                        "a decorator",
                        rows -> rows.within(task -> () -> {
                            throw new IllegalStateException("obstacle");
                        })));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void areGivenBackWhereSomethingFailsBeforeTheyBegin(UnaryOperator<StepwiseSource> obstacle) throws Exception {
        StepwiseSource written = obstacle.apply(Rows.of(result()).as(Csv.rows()));
        assertThatThrownBy(() -> written.writeTo(OutputStream.nullOutputStream()))
                .hasMessage("obstacle")
                .hasNoSuppressedExceptions();
        assertThat(calls).as("written").containsExactly("ResultSet.close", "Statement.close");

        SourceInputStream in = obstacle.apply(Rows.of(result()).as(Csv.rows())).open();
        assertThatThrownBy(in::read).hasRootCauseMessage("obstacle");
        in.close();
        assertThat(calls).as("read").containsExactly("ResultSet.close", "Statement.close");
    }

    @Test
    void tellWhatCouldNotBeClosed() throws Exception {
        SQLException first = new SQLException("result");
        SQLException second = new SQLException("statement");
        Connection broken = OtherDriver.around(real, (method, arguments, h2) -> {
            if (method.getName().equals("close") && method.getDeclaringClass() != Connection.class) {
                throw method.getDeclaringClass() == ResultSet.class ? first : second;
            }
            return h2.call();
        });
        ResultSet result = broken.prepareStatement(ONE_TO_THREE).executeQuery();
        SourceInputStream in =
                Rows.of(result).closingConnection().as(Csv.rows()).open();

        assertThatThrownBy(in::close)
                .isInstanceOf(IOException.class)
                .hasMessage("the rows could not be closed: result")
                .hasCause(first);

        assertThat((Throwable) first).hasSuppressedException(second);
        assertThat(real.isClosed()).as("connection closed").isTrue();
    }

    /** So that no result stays open, as its statement is not known. */
    @Test
    void closeTheResultWhereItsStatementCanNotBeHad() throws Exception {
        SQLException failure = new SQLException("no statement");
        Connection without = OtherDriver.around(real, (method, arguments, h2) -> {
            if (method.getName().equals("getStatement")) {
                throw failure;
            }
            return h2.call();
        });
        ResultSet result = without.prepareStatement(ONE_TO_THREE).executeQuery();
        ResultSet other = without.prepareStatement(ONE_TO_THREE).executeQuery();

        assertThatThrownBy(() -> Rows.of(result).as(Csv.rows()).writeTo(OutputStream.nullOutputStream()))
                .isSameAs(failure);
        assertThat(result.isClosed()).as("result closed after writing").isTrue();

        SourceInputStream in = Rows.of(other).as(Csv.rows()).open();
        assertThatThrownBy(in::close).isInstanceOf(IOException.class).hasCause(failure);
        assertThat(other.isClosed()).as("result closed unread").isTrue();
    }
}
