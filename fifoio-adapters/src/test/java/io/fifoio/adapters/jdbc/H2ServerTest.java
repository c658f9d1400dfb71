package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Capability.Evidence;
import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import io.fifoio.adapters.testing.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 over a network, whose driver puts a value into a file of its own before it sends it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class H2ServerTest {

    /** More than 1 MiB, which it holds in the heap. */
    private static final byte[] VALUE = Payload.ofSize(1_300_000);

    @TempDir
    Path folder;

    private Server server;
    private Connection connection;

    @BeforeEach
    void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        connection = connect(folder.resolve("test").toString());
        execute("create table lob(id int primary key, data blob, text clob)");
        connection.setAutoCommit(false);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:tcp://localhost:" + server.getPort() + "/" + database);
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.stop();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int insert(String column, PushSource source) throws SQLException, IOException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into lob(id, " + column + ") values (1, ?)")) {
            LobUpdate update = LobUpdate.of(insert);
            return (column.equals("data") ? update.blob(1, source) : update.clob(1, source)).executeUpdate();
        }
    }

    /** The driver would leave its file behind. */
    @ParameterizedTest
    @ValueSource(strings = {"data", "text"})
    void nothingIsLeftOfASourceThatFailed(String column) throws Exception {
        IOException failure = new IOException("half-way");
        Set<Path> before = files();
        assertThatThrownBy(() -> insert(column, out -> {
                    out.write(new byte[4_000_000]);
                    throw failure;
                }))
                .hasRootCause(failure);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void isUsableAfterASourceThatFailed() throws Exception {
        IOException failure = new IOException("half-way");
        Set<Path> before = files();
        assertThatThrownBy(() -> insert("data", out -> {
                    out.write(VALUE);
                    throw failure;
                }))
                .hasRootCause(failure);

        assertThat(insert("data", out -> out.write(VALUE))).isEqualTo(1);
        PreparedStatement select = connection.prepareStatement("select data from lob");
        try (InputStream in = LobQuery.of(select).closing(select).open()) {
            assertThat(in.readAllBytes()).isEqualTo(VALUE);
            assertThat(files()).as("what is read streams").isEqualTo(before);
        }
    }

    /**
     * Characters of two chars each, the first of which would be in one array of the driver's and the second in the
     * next.
     */
    private static String faces(String before, int chars) {
        return before + "\ud83d\ude00".repeat(chars / 2);
    }

    private String storedText() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet stored = statement.executeQuery("select text from lob")) {
            stored.next();
            return stored.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 1200000", "'', 1200000", "'', 3000000", "a, 100", "'', 0"})
    void storesCharactersOfTwoChars(String before, int chars) throws Exception {
        String text = faces(before, chars);
        assertThat(insert("text", Text.of(writer -> writer.write(text)))).isEqualTo(1);
        assertThat(storedText().equals(text)).isTrue();
    }

    @Test
    void storesThemByAWayThatIsAskedForToo() throws Exception {
        String text = faces("a", 1_200_000);
        try (PreparedStatement insert = connection.prepareStatement("insert into lob(id, text) values (1, ?)")) {
            LobUpdate.of(insert)
                    .clob(1, Text.of(writer -> writer.write(text)), Way.STREAM)
                    .executeUpdate();
        }
        assertThat(storedText().equals(text)).isTrue();
    }

    @Test
    void refusesTextThatTheDriverWouldSplitAndThatIsTooLongToBeHeld() throws Exception {
        String text = faces("a", 3_000_000);
        assertThatThrownBy(() -> insert("text", Text.of(writer -> writer.write(text))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the value is longer than " + Limits.HELD
                        + " bytes: it has a character of two chars (beyond U+FFFF) at a multiple of 4096 chars");
        assertThat(insert("text", Text.of(writer -> writer.write("short")))).isEqualTo(1);
        assertThat(storedText()).isEqualTo("short");
    }

    @Test
    void takesASourceThatUsesTheSameConnection() throws Exception {
        StepwiseSource rows = Rows.query(connection, c -> c.prepareStatement("values (1, 'one'), (2, 'two')"))
                .as(Csv.rowsWithoutHeader());
        assertThat(insert("data", rows)).isEqualTo(1);
        try (Statement statement = connection.createStatement();
                ResultSet stored = statement.executeQuery("select data from lob")) {
            stored.next();
            assertThat(new String(stored.getBytes(1))).isEqualTo("1,one\r\n2,two\r\n");
        }
    }

    @Test
    void isTold() throws Exception {
        Capabilities capabilities = Capabilities.of(connection);
        for (Operation operation : List.of(Operation.WRITE_BLOB, Operation.WRITE_CLOB)) {
            assertThat(capabilities.of(operation).memory()).as("%s", operation).isEqualTo(Memory.FILE);
            assertThat(capabilities.of(operation).evidence()).isEqualTo(Evidence.ASSUMED);
        }
        assertThat(capabilities.of(Operation.WRITE_CLOB).way()).contains("at a multiple of 4096 chars");
        assertThat(capabilities.of(Operation.READ_BLOB).memory()).isEqualTo(Memory.STREAMS);
    }

    /** From such a database the server sends a whole value, and the driver puts it into a file, which stays. */
    @Test
    void isToldToReadFromAFileWhereTheDatabaseIsInMemory() throws Exception {
        try (Connection inMemory = connect("mem:server")) {
            Capabilities capabilities = Capabilities.of(inMemory);
            for (Operation operation :
                    List.of(Operation.WRITE_BLOB, Operation.WRITE_CLOB, Operation.READ_BLOB, Operation.READ_CLOB)) {
                assertThat(capabilities.of(operation).memory())
                        .as("%s", operation)
                        .isEqualTo(Memory.FILE);
            }
        }
    }

    /**
     * Its URL is that of a file. A class loader of its own stands for the process that has opened the database before.
     */
    @Test
    void isTooWhereAnotherProcessHasOpenedTheDatabase() throws Exception {
        String url = "jdbc:h2:" + folder.resolve("shared") + ";AUTO_SERVER=TRUE";
        URL[] h2 = {org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader otherProcess = new URLClassLoader(h2, ClassLoader.getPlatformClassLoader())) {
            java.sql.Driver driver = (java.sql.Driver)
                    otherProcess.loadClass("org.h2.Driver").getConstructor().newInstance();
            try (Connection first = driver.connect(url, new Properties());
                    Connection second = DriverManager.getConnection(url)) {
                assertThat(first.isValid(1)).isTrue();
                assertThat(Capabilities.of(second).of(Operation.WRITE_BLOB).memory())
                        .isEqualTo(Memory.FILE);
            }
        }
        try (Connection alone = DriverManager.getConnection(url)) {
            assertThat(Capabilities.of(alone).of(Operation.WRITE_BLOB).memory()).isEqualTo(Memory.STREAMS);
        }
    }

    /** H2 takes such a one as well. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:tcp:localhost:%d/mem:other", "jdbc:h2:tcp:localhost:%d/%s"})
    void isTooByAnUrlWithoutSlashes(String url) throws Exception {
        try (Connection other = DriverManager.getConnection(url.formatted(server.getPort(), folder.resolve("test")))) {
            assertThat(Capabilities.of(other).of(Operation.WRITE_BLOB).memory()).isEqualTo(Memory.FILE);
            assertThat(Capabilities.of(other).of(Operation.READ_BLOB).memory())
                    .isEqualTo(url.contains("mem:") ? Memory.FILE : Memory.STREAMS);
        }
    }

    private static Set<Path> files() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("h2"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
