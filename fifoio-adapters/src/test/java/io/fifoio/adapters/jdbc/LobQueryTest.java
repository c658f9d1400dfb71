package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.channels.ClosedChannelException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values that are read from H2, with what the streams own. */
@ExtendWith(NoLeakedThreads.class)
final class LobQueryTest {

    private static final byte[] VALUE = Payload.ofSize(300_000);
    private static final String TEXT = "Grüße, \uD83D\uDE00 ".repeat(20_000);

    private Connection connection;
    private final List<String> closed = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        connection.setAutoCommit(false);
        execute("create table export(id int primary key, data blob, log clob)");
        execute("insert into export(id) values (2)");
        try (PreparedStatement insert = connection.prepareStatement("insert into export values (1, ?, ?)")) {
            LobUpdate.of(insert)
                    .blob(1, out -> out.write(VALUE))
                    .clob(2, Text.of(writer -> writer.write(TEXT)))
                    .executeUpdate();
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private PreparedStatement select(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Test
    void readsBytesAndText() throws Exception {
        PreparedStatement data = select("select data from export where id = 1");
        try (InputStream in = LobQuery.of(data).closing(data).open()) {
            assertThat(in.markSupported()).isFalse();
            assertThat(in.read(new byte[1], 0, 0)).isZero();
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
            assertThat(in.read()).isEqualTo(-1);
        }
        PreparedStatement log = select("select log from export where id = 1");
        try (Reader reader = LobQuery.of(log).closing(log).openText()) {
            StringWriter read = new StringWriter();
            reader.transferTo(read);
            assertThat(read.toString()).isEqualTo(TEXT);
        }
        assertThat(log.isClosed()).isTrue();
    }

    @Test
    void writesCompressedAndReadsPlain() throws Exception {
        PushSource plain = out -> out.write(VALUE);
        try (PreparedStatement update = connection.prepareStatement("update export set data = ? where id = 2")) {
            Blobs.executeUpdate(update, 1, plain.through(GZIPOutputStream::new));
        }
        PreparedStatement select = select("select data from export where id = 2");
        try (InputStream in = LobQuery.of(select)
                .decoded(GZIPInputStream::new)
                .closing(select)
                .open()) {
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
    }

    @Test
    void writesCompressedAndReadsText() throws Exception {
        PushSource text = Text.of(writer -> writer.write(TEXT));
        try (PreparedStatement update = connection.prepareStatement("update export set data = ? where id = 2")) {
            Blobs.executeUpdate(update, 1, text.through(GZIPOutputStream::new));
        }
        PreparedStatement select = select("select data from export where id = 2");
        try (Reader reader = LobQuery.of(select)
                .decoded(GZIPInputStream::new)
                .closing(select)
                .openText()) {
            StringWriter read = new StringWriter();
            reader.transferTo(read);
            assertThat(read.toString()).isEqualTo(TEXT);
        }
        assertThat(select.isClosed()).isTrue();
    }

    @Test
    void closesWhatItOwnsInOrderAndOnce() throws Exception {
        PreparedStatement select = select("select data from export where id = 1");
        InputStream in = LobQuery.of(select)
                .closing(select, () -> closed.add("first"), () -> closed.add("second"))
                .open();
        assertThat(closed).isEmpty();

        in.close();
        in.close();

        assertThat(select.isClosed()).isTrue();
        assertThat(closed).containsExactly("first", "second");
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void closesAllEvenWhereOneFails() throws Exception {
        PreparedStatement select = select("select data from export where id = 1");
        IllegalStateException failure = new IllegalStateException("can't be closed");
        InputStream in = LobQuery.of(select)
                .closing(
                        () -> {
                            throw failure;
                        },
                        () -> closed.add("second"))
                .open();

        assertThatThrownBy(in::close).isInstanceOf(IOException.class).hasCause(failure);

        assertThat(closed).containsExactly("second");
        select.close();
    }

    @Test
    void closesWhatItOwnsWhereOpeningFails() throws Exception {
        PreparedStatement none = select("select data from export where id = 99");
        assertThatThrownBy(() -> LobQuery.of(none).closing(none).open())
                .isInstanceOf(SQLException.class)
                .hasMessage("the query has no row");
        assertThat(none.isClosed()).isTrue();

        PreparedStatement broken = select("select data from export where id = 1");
        assertThatThrownBy(() -> LobQuery.of(broken)
                        .decoded(GZIPInputStream::new)
                        .closing(broken)
                        .open())
                .isInstanceOf(IOException.class);
        assertThat(broken.isClosed()).isTrue();
    }

    @Test
    void aValueThatIsNullIsAnError() throws Exception {
        PreparedStatement select = select("select data from export where id = 2");
        assertThatThrownBy(() -> LobQuery.of(select).closing(select).open())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("02000"))
                .hasMessage("the value is NULL");
    }

    @Test
    void aValueThatIsNotThereIsFoundWhenItsFirstPieceIsOpened() throws Exception {
        execute("create table chunk(number int, bytes varbinary(10))");
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        String range = "select substring(data from ? for ?) from export where id = ";

        assertIsNotThere(range + 2, query -> query.ranged(1, 2), "the value is NULL");
        assertIsNotThere(range + 99, query -> query.ranged(1, 2), "the query has no row");
        assertIsNotThere("select number, bytes from chunk", LobQuery::chunked, "there is no chunk of the value");
    }

    private void assertIsNotThere(String sql, UnaryOperator<LobQuery> way, String message) throws Exception {
        for (boolean text : new boolean[] {false, true}) {
            PreparedStatement select = select(sql);
            LobQuery query = way.apply(LobQuery.of(select)).closing(select);
            assertThatThrownBy(text ? query::openText : query::open)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("02000"))
                    .hasMessage(message)
                    .hasNoSuppressedExceptions();
            assertThat(select.isClosed()).isTrue();
        }
    }

    @Test
    void aDriversRuntimeExceptionAtTheFirstPieceIsOfSql() throws Exception {
        execute("create table chunk(number int, bytes varbinary(10))");
        IllegalStateException failure = new IllegalStateException("driver");
        Connection failing = OtherDriver.around(connection, (method, arguments, h2) -> {
            if (method.getName().equals("next")) {
                throw failure;
            }
            return h2.call();
        });
        PreparedStatement select = failing.prepareStatement("select number, bytes from chunk");

        assertThatThrownBy(() -> LobQuery.of(select).chunked().closing(select).open())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("first piece")
                .hasCause(failure);

        assertThat(select.isClosed()).isTrue();
    }

    @Test
    void readsByRangesOfOneSnapshot() throws Exception {
        connection.commit();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        PreparedStatement select =
                select("select cast(substring(data from ? for ?) as varbinary) from export where id = 1");
        try (InputStream in = LobQuery.of(select).ranged(1, 2).closing(select).open()) {
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
        }
    }

    @Test
    void refusesRangesWithoutASnapshot() throws Exception {
        connection.commit();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        PreparedStatement select = select("select substring(data from ? for ?) from export where id = 1");

        assertThatThrownBy(
                        () -> LobQuery.of(select).ranged(1, 2).closing(select).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TRANSACTION_REPEATABLE_READ")
                .hasMessageContaining("If a transaction has begun, commit it or roll it back before");
    }

    @Test
    void aFailureStays() {
        IOException failure = new IOException("once");
        InputStream in = new OwningInputStream(
                new InputStream() {
                    private boolean failed;

                    @Override
                    public int read() throws IOException {
                        if (failed) {
                            return -1;
                        }
                        failed = true;
                        throw failure;
                    }
                },
                List.of());

        assertThatThrownBy(in::read).isSameAs(failure);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasCause(failure);
    }

    @Test
    void aDriversRuntimeExceptionIsOfIo() {
        InputStream in = new OwningInputStream(
                new InputStream() {
                    @Override
                    public int read() {
                        throw new IllegalStateException("driver");
                    }
                },
                List.of());

        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("driver");
    }

    @Test
    void aFailureOfTextStaysAndIsOfIo() {
        IllegalStateException failure = new IllegalStateException("driver");
        Reader reader = new OwningReader(
                new Reader() {
                    private boolean failed;

                    @Override
                    public int read(char[] b, int off, int len) {
                        if (failed) {
                            return -1;
                        }
                        failed = true;
                        throw failure;
                    }

                    @Override
                    public void close() {}
                },
                List.of());

        assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasCause(failure);
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasRootCause(failure);
    }
}
