package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Capability.Evidence;
import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import io.fifoio.adapters.testing.Payload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hsqldb.server.Server;
import org.hsqldb.server.ServerConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HSQLDB over a network, whose driver reads a stream in the middle of a message. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HsqldbServerTest {

    private static final byte[] VALUE = Payload.ofSize(1_300_000);

    private Server server = new Server();
    private Connection connection;

    /** Another process may take a port that was free, and the server is still opening when {@code start()} returns. */
    @BeforeEach
    void start() throws Exception {
        do {
            server = new Server();
            server.setSilent(true);
            server.setLogWriter(null);
            server.setErrWriter(null);
            server.setNoSystemExit(true);
            server.setAddress("localhost");
            server.setPort(freePort());
            server.setDatabaseName(0, "test");
            server.setDatabasePath(0, "mem:server");
            server.start();
            while (server.getState() == ServerConstants.SERVER_STATE_OPENING) {
                Thread.onSpinWait();
            }
        } while (server.getState() != ServerConstants.SERVER_STATE_ONLINE);
        connection = DriverManager.getConnection("jdbc:hsqldb:hsql://localhost:" + server.getPort() + "/test");
        execute("create table lob(id int primary key, data blob, text clob)");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void stop() throws SQLException {
        execute("shutdown immediately");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void isUsableAfterASourceThatFailed() throws Exception {
        IOException failure = new IOException("half-way");
        try (PreparedStatement insert = connection.prepareStatement("insert into lob(id, data) values (1, ?)")) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> {
                        out.write(VALUE);
                        throw failure;
                    }))
                    .hasRootCause(failure);

            assertThat(Blobs.executeUpdate(insert, 1, out -> out.write(VALUE))).isEqualTo(1);
        }
        assertThat(valueOf("data")).isEqualTo(VALUE);
        connection.commit();
    }

    @Test
    void takesASourceThatUsesTheSameConnection() throws Exception {
        StepwiseSource rows = Rows.query(connection, c -> c.prepareStatement("values (1, 'one'), (2, 'two')"))
                .as(Csv.rowsWithoutHeader());
        try (PreparedStatement insert = connection.prepareStatement("insert into lob(id, data) values (1, ?)")) {
            assertThat(Blobs.executeUpdate(insert, 1, rows)).isEqualTo(1);
        }
        assertThat(new String(valueOf("data"))).isEqualTo("1,one\r\n2,two\r\n");
        connection.commit();
    }

    @Test
    void isTold() throws Exception {
        Capability capability = Capabilities.of(connection).of(Operation.WRITE_BLOB);
        assertThat(capability.memory()).isEqualTo(Memory.FILE);
        assertThat(capability.evidence()).isEqualTo(Evidence.ASSUMED);
        connection.commit();
    }

    /** HSQLDB takes such a one as well. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:hsqldb:HSQL:", "jdbc:HSQLDB:hsql:", "JDBC:HSQLDB:Hsql:"})
    void isTooByAnUrlInCapitals(String begin) throws Exception {
        try (Connection other = DriverManager.getConnection(begin + "//localhost:" + server.getPort() + "/test")) {
            assertThat(Capabilities.of(other).of(Operation.WRITE_BLOB).memory()).isEqualTo(Memory.FILE);
        }
    }

    private byte[] valueOf(String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + column + " from lob where id = 1")) {
            rows.next();
            return rows.getBytes(1);
        }
    }
}
