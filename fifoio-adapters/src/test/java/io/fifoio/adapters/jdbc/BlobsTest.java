package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** BLOBs written into H2 on disk, checked over a second connection. */
@ExtendWith(NoLeakedThreads.class)
final class BlobsTest {

    private static final byte[] PAYLOAD = Payload.ofSize(300_000);

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table export(id int primary key, data blob)");
        }
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("what the database left in its folder")
                    .containsExactly("test.mv.db");
        }
    }

    private Connection connect() throws SQLException {
        // Without its log of errors, which would stand beside the database.
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("test") + ";TRACE_LEVEL_FILE=0");
    }

    private static PushSource payload(Probe probe) {
        return probe.writing(PAYLOAD);
    }

    private int insert(int id, PushSource source) throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement("insert into export(id, data) values (?, ?)")) {
            insert.setInt(1, id);
            return Blobs.executeUpdate(insert, 2, source);
        }
    }

    /** Returns the rows that another connection sees. */
    private List<Integer> committedRows() throws SQLException {
        try (Connection other = connect();
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("select id from export order by id")) {
            List<Integer> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        }
    }

    private byte[] committedValue(int id) throws SQLException, IOException {
        try (Connection other = connect();
                PreparedStatement select = other.prepareStatement("select data from export where id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                try (InputStream in = rows.getBinaryStream(1)) {
                    return in.readAllBytes();
                }
            }
        }
    }

    @Test
    void storesWhatTheSourceWrites() throws Exception {
        assertThat(insert(1, payload(Probe.QUIET))).as("count of rows").isEqualTo(1);
        connection.commit();

        assertThat(committedValue(1)).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
    }

    @Test
    void storesItCompressed() throws Exception {
        insert(1, payload(Probe.QUIET).through(GZIPOutputStream::new));
        connection.commit();

        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(committedValue(1)))) {
            assertThat(gzip.readAllBytes()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void storesAnEmptyValue() throws Exception {
        insert(1, out -> {});
        connection.commit();

        assertThat(committedValue(1)).isEmpty();
    }

    @Test
    void updatesAValue() throws Exception {
        insert(1, out -> out.write(1));
        try (PreparedStatement update = connection.prepareStatement("update export set data = ? where id = 1")) {
            assertThat(Blobs.executeUpdate(update, 1, payload(Probe.QUIET))).isEqualTo(1);
        }
        connection.commit();

        assertThat(committedValue(1)).isEqualTo(PAYLOAD);
    }

    @Test
    void commitsNothingByItself() throws Exception {
        insert(1, payload(Probe.QUIET));

        assertThat(committedRows()).isEmpty();
        assertThat(connection.getAutoCommit()).isFalse();
        connection.rollback();
        assertThat(committedRows()).isEmpty();
    }

    @Test
    void takesTwoValuesInOneTransactionFromOneSource() throws Exception {
        PushSource source = payload(Probe.QUIET);

        insert(1, source);
        insert(2, source);
        connection.commit();

        assertThat(committedValue(1)).isEqualTo(PAYLOAD);
        assertThat(committedValue(2)).isEqualTo(PAYLOAD);
    }

    @Test
    void refusesAutocommitBeforeAnythingIsDone() throws Exception {
        connection.setAutoCommit(true);
        Watched source = new Watched(payload(Probe.QUIET));

        assertThatThrownBy(() -> insert(1, source))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autocommit is on")
                .hasMessageContaining("setAutoCommit(false)");

        assertThat(source.starts()).isZero();
        assertThat(committedRows()).isEmpty();
    }

    static Stream<Arguments> failures() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of(
                                new IOException("checked, of I/O"),
                                new ReflectiveOperationException("checked"),
                                new IllegalStateException("unchecked"),
                                new StackOverflowError("error"))
                        .map(failure -> Arguments.of(point, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsWhyTheSourceFailedAndLeavesAUsableConnection(Point point, Throwable failure) throws Exception {
        Throwable thrown = catchThrowable(
                () -> insert(1, payload(Probe.failing(point, failure)).through(GZIPOutputStream::new)));

        assertThat(thrown).isInstanceOfAny(SQLException.class, IOException.class);
        assertThat(knows(thrown, failure)).as("%s tells of %s", thrown, failure).isTrue();
        connection.rollback();
        assertThat(committedRows()).isEmpty();

        insert(2, payload(Probe.QUIET));
        connection.commit();
        assertThat(committedRows()).containsExactly(2);
        assertThat(committedValue(2)).isEqualTo(PAYLOAD);
    }

    @Test
    void stopsTheSourceWhereTheStatementFails() throws Exception {
        insert(1, payload(Probe.QUIET));
        Watched source = new Watched(payload(Probe.QUIET));

        assertThatThrownBy(() -> insert(1, source))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("primary key");

        assertThat(source.starts() == 0 || source.ended()).as("not running").isTrue();
        connection.rollback();
    }

    @Test
    void stopsTheSourceWhereThereIsNoSuchParameter() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        try (PreparedStatement insert = connection.prepareStatement("insert into export(id) values (?)")) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 2, source)).isInstanceOf(SQLException.class);
        }

        assertThat(source.starts() == 0 || source.ended()).as("not running").isTrue();
    }

    @Test
    void tellsADriverThatStopsEarlyFromSuccess() throws Exception {
        Watched source = new Watched(payload(Probe.QUIET));
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> in.readNBytes(1000))) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, source))
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("roll back")
                    .hasMessageContaining("stopped after 1000 bytes");
        }

        assertThat(source.ended()).as("ended").isTrue();
    }

    @Test
    void tellsADriverThatStopsOneByteEarlyFromSuccess() throws Exception {
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> in.readNBytes(PAYLOAD.length - 1))) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, payload(Probe.QUIET)))
                    .isInstanceOf(IncompleteStreamException.class);
        }
    }

    @Test
    void tellsADriverThatSwallowsTheFailureFromSuccess() throws Exception {
        IllegalStateException failure = new IllegalStateException("half way");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            try {
                in.readAllBytes();
            } catch (IOException swallowed) {
                // As a driver does that pads what is missing.
            }
        })) {
            Throwable thrown =
                    catchThrowable(() -> Blobs.executeUpdate(insert, 1, payload(Probe.failing(Point.MIDDLE, failure))));

            assertThat(thrown).isInstanceOf(IncompleteStreamException.class).hasMessageContaining("roll back");
            assertThat(knows(thrown, failure))
                    .as("%s tells of %s", thrown, failure)
                    .isTrue();
        }
    }

    @Test
    void attachesTheReasonWhereTheDriverLosesIt() throws Exception {
        IllegalStateException failure = new IllegalStateException("half way");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            try {
                in.readAllBytes();
            } catch (IOException lost) {
                throw new SQLException("stream error");
            }
        })) {
            Throwable thrown =
                    catchThrowable(() -> Blobs.executeUpdate(insert, 1, payload(Probe.failing(Point.MIDDLE, failure))));

            assertThat(thrown).isInstanceOf(SQLException.class).hasMessage("stream error");
            assertThat(thrown.getSuppressed()).contains(failure);
        }
    }

    /** Among its causes, or suppressed on the way. */
    private static boolean knows(Throwable thrown, Throwable reason) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (link == reason || List.of(link.getSuppressed()).contains(reason)) {
                return true;
            }
        }
        return false;
    }
}
