package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.FifoTimeoutException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeakedThreads.class)
final class ChunksTest {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        execute("create table chunk(id int, number int, bytes varbinary(262144), primary key (id, number))");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void areNotWrittenByOneParameterAlone() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into chunk(bytes) values (?)")) {
            assertThatThrownBy(() -> Chunks.write(insert, 1, 1, out -> out.write(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("number and bytes are both for parameter 1");
        }
    }

    private long write(PushSource source) throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement("insert into chunk values (1, ?, ?)")) {
            return Chunks.write(insert, 1, 2, source);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "varbinary(262144), 262144",
        "varbinary(1000), 1000",
        "blob(1M), 524288",
        "blob(4G), 524288",
        "blob(100K), 102400"
    })
    void chunksOfHsqldbAreAsLongAsTheirColumn(String type, int longest) throws Exception {
        try (Connection hsqldb = DriverManager.getConnection("jdbc:hsqldb:mem:" + type);
                Statement statement = hsqldb.createStatement()) {
            statement.execute("create table chunk(number int, bytes " + type + ")");
            hsqldb.setAutoCommit(false);
            try (PreparedStatement insert = hsqldb.prepareStatement("insert into chunk values (?, ?)")) {
                Chunks.write(insert, 1, 2, out -> out.write(new byte[2 * longest + 1]));
            }
            try (ResultSet rows = statement.executeQuery("select count(*), max(octet_length(bytes)) from chunk")) {
                rows.next();
                assertThat(rows.getInt(1)).as("with the empty one").isEqualTo(4);
                assertThat(rows.getInt(2)).isEqualTo(longest);
            }
            statement.execute("shutdown");
        }
    }

    @Test
    void leaveNoSourceOpenWhereTheDriverCanNotTellTheTimeLimit() {
        RuntimeException failure = new IllegalStateException("no time limit");
        Connection other = OtherDriver.around(connection, (method, arguments, h2) -> {
            if (method.getName().equals("getQueryTimeout")) {
                throw failure;
            }
            return h2.call();
        });
        AtomicBoolean closed = new AtomicBoolean();
        final class Owning implements PushSource, AutoCloseable {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(1);
            }

            @Override
            public void close() {
                closed.set(true);
            }
        }

        assertThatThrownBy(() -> {
                    try (PreparedStatement insert = other.prepareStatement("insert into chunk values (1, ?, ?)")) {
                        Chunks.write(insert, 1, 2, new Owning().once());
                    }
                })
                .isSameAs(failure);

        assertThat(closed).as("closed").isTrue();
    }

    private byte[] read() throws SQLException, IOException {
        return read("select number, bytes from chunk where id = 1 order by number");
    }

    private byte[] read(String sql) throws SQLException, IOException {
        PreparedStatement select = connection.prepareStatement(sql);
        try (InputStream in = LobQuery.of(select).chunked().closing(select).open()) {
            return in.readAllBytes();
        }
    }

    private int rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from chunk")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Chunks.SIZE - 1, Chunks.SIZE, Chunks.SIZE + 1, 3 * Chunks.SIZE})
    void whatIsWrittenIsRead(int size) throws Exception {
        byte[] value = Payload.ofSize(size);

        assertThat(write(out -> out.write(value))).isEqualTo(size);

        assertThat(rows()).as("chunks and the end").isEqualTo((size + Chunks.SIZE - 1) / Chunks.SIZE + 1);
        assertThat(read()).as("seed " + Payload.SEED).isEqualTo(value);
    }

    @Test
    void aValueWithoutItsEndIsAnError() throws Exception {
        write(out -> out.write(Payload.ofSize(2 * Chunks.SIZE)));
        execute("delete from chunk where number = 2");

        assertThatThrownBy(this::read)
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("not whole")
                .hasMessageContaining("after chunk 1");
    }

    @Test
    void aGapIsAnError() throws Exception {
        write(out -> out.write(Payload.ofSize(2 * Chunks.SIZE)));
        execute("delete from chunk where number = 0");

        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chunk 0 is missing, the next one has the number 1");
    }

    @Test
    void theWrongOrderIsAnError() throws Exception {
        write(out -> out.write(Payload.ofSize(2 * Chunks.SIZE)));

        assertThatThrownBy(() -> read("select number, bytes from chunk order by number desc"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("order by the number");
    }

    @Test
    void whatStandsBehindTheEndIsAnError() throws Exception {
        write(out -> out.write(1));
        execute("insert into chunk values (1, 2, x'00')");

        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("behind the end");
    }

    @Test
    void aValueThatIsNotThereIsAnError() {
        assertThatThrownBy(this::read).isInstanceOf(SQLException.class).hasMessageContaining("no chunk");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theQueryTimeoutBoundsTheWaitForASource() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("insert into chunk values (1, ?, ?)")) {
            insert.setQueryTimeout(1);

            assertThatThrownBy(() -> Chunks.write(insert, 1, 2, Silent.afterOneByte()))
                    .isInstanceOf(FifoTimeoutException.class)
                    .hasMessage("no data within PT1S");
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aSourceGoesOnWhileAChunkIsInserted() throws Exception {
        CountDownLatch ahead = new CountDownLatch(1);
        Connection busy = OtherDriver.around(connection, (method, arguments, h2) -> {
            if (method.getName().equals("executeUpdate")) {
                Await.open(ahead);
            }
            return h2.call();
        });
        try (PreparedStatement insert = busy.prepareStatement("insert into chunk values (1, ?, ?)")) {
            Chunks.write(insert, 1, 2, out -> {
                out.write(new byte[Chunks.SIZE + LobParameter.CAPACITY]);
                ahead.countDown();
            });
        }

        assertThat(read()).hasSize(Chunks.SIZE + LobParameter.CAPACITY);
    }

    @Test
    void nothingIsLeftOfASourceThatFails() throws Exception {
        IllegalStateException failure = new IllegalStateException("half way");

        assertThatThrownBy(() -> write(out -> {
                    out.write(Payload.ofSize(2 * Chunks.SIZE));
                    Probe.raise(failure);
                }))
                .isInstanceOf(IOException.class)
                .hasCause(failure);

        assertThat(rows()).isZero();
        assertThat(connection.getAutoCommit()).isFalse();
    }

    @Test
    void whatTheTransactionDidBeforeStays() throws Exception {
        execute("insert into chunk values (7, 0, x'')");

        assertThatThrownBy(() -> write(out -> Probe.raise(new IOException("at once"))))
                .isInstanceOf(IOException.class);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void refusesAutocommit() throws Exception {
        connection.setAutoCommit(true);

        assertThatThrownBy(() -> write(out -> out.write(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autocommit is on");
        assertThat(rows()).isZero();
    }

    @Test
    void aStatementThatInsertsNothingIsAnError() throws Exception {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into chunk select 1, ?, ? from chunk where id = 99")) {
            assertThatThrownBy(() -> Chunks.write(insert, 1, 2, out -> out.write(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("inserted 0 rows");
        }
    }
}
