package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.testing.Await;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NoLeakedThreads.class)
final class LobUpdateTest {

    private static final byte[] VALUE = Payload.ofSize(300_000);
    private static final String TEXT = "Grüße, \uD83D\uDE00 ".repeat(20_000);

    private Connection connection;
    private PreparedStatement insert;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table export(id int primary key, data blob, other blob, log clob)");
        }
        insert = connection.prepareStatement("insert into export values (1, ?, ?, ?)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void assertNoRow() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from export")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void refusesTheWayOfAnotherDatabaseBeforeItReadsAnything() throws Exception {
        AtomicBoolean read = new AtomicBoolean();

        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .blob(1, out -> read.set(true), Way.LARGE_OBJECT)
                        .executeUpdate())
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("LARGE_OBJECT")
                .hasMessageContaining("PostgreSQL");
        assertThat(read).isFalse();
        assertNoRow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"STREAM", "SPOOL", "MEMORY"})
    void takesSeveralValuesByEveryWay(Way way) throws Exception {
        LobUpdate.of(insert)
                .blob(1, out -> out.write(VALUE), way)
                .blob(2, out -> {}, way)
                .clob(3, Text.of(writer -> writer.write(TEXT)), way)
                .executeUpdate();

        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select data, other, log from export")) {
            rows.next();
            assertThat(rows.getBytes(1)).isEqualTo(VALUE);
            assertThat(rows.getBytes(2)).isEmpty();
            assertThat(rows.getString(3)).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 0", "65537, 1"})
    void aSpoolTakesAFileForALongValueAlone(int length, long files) throws Exception {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open), "skipped: this system does not tell which files a process has open");
        List<Long> seen = new ArrayList<>();
        try (PreparedStatement looking = LossyDriver.reading(connection, in -> {
            seen.add(spools(open));
            assertThat(in.readAllBytes()).hasSize(length);
        })) {
            LobUpdate.of(looking)
                    .blob(1, out -> out.write(new byte[length]), Way.SPOOL)
                    .executeUpdate();
        }

        assertThat(seen).as("files while the driver reads").containsExactly(files);
        assertThat(spools(open)).as("files afterwards").isZero();
    }

    private static long spools(Path open) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(open)) {
            for (Path descriptor : descriptors) {
                try {
                    count += Files.readSymbolicLink(descriptor).toString().contains(".spool") ? 1 : 0;
                } catch (NoSuchFileException closed) {
                    // That of this look, for one.
                }
            }
        }
        return count;
    }

    @Test
    void theSecondOfTwoThatFailsTakesTheFirstWithIt() throws Exception {
        IllegalStateException failure = new IllegalStateException("second");

        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .blob(1, out -> out.write(VALUE))
                        .blob(2, out -> {
                            out.write(VALUE);
                            throw failure;
                        })
                        .clob(3, Text.of(writer -> writer.write(TEXT)))
                        .executeUpdate())
                .hasStackTraceContaining("second");

        connection.commit();
        assertNoRow();
    }

    @Test
    void aParameterHasOneValue() {
        LobUpdate update = LobUpdate.of(insert).blob(1, out -> {});

        assertThatThrownBy(() -> update.clob(1, out -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter 1 has a value already");
    }

    @Test
    void memoryHasALimitThatIsToldBeforeTheSourceStarts() throws Exception {
        int length = Blobs.LARGEST_IN_MEMORY + 1;
        PushSource source = out -> {
            throw new AssertionError("started");
        };
        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .blob(1, source.ofLength(length), Way.MEMORY)
                        .executeUpdate())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 4194304 bytes")
                .hasMessageContaining("Chunks");
        assertNoRow();
    }

    @Test
    void memoryHasALimitForValuesOfUnknownLength() throws Exception {
        byte[] tooLong = new byte[Blobs.LARGEST_IN_MEMORY + 1];
        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .blob(1, out -> out.write(tooLong), Way.MEMORY)
                        .executeUpdate())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 4194304 bytes");
        assertNoRow();
    }

    @Test
    void whatIsNoTextIsAFailure() throws Exception {
        insert = connection.prepareStatement("insert into export(id, log) values (1, ?)");
        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .clob(1, Text.of(writer -> writer.write("half of a pair: \uD83D")), Way.MEMORY)
                        .executeUpdate())
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(CharacterCodingException.class);
        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .clob(1, out -> out.write(0xff), Way.MEMORY)
                        .executeUpdate())
                .isInstanceOf(CharacterCodingException.class);
        assertNoRow();
    }

    @Test
    void tellsADriverThatReadsASpoolInPartFromSuccess() throws Exception {
        try (PreparedStatement half = LossyDriver.reading(connection, in -> in.readNBytes(1000))) {
            assertThatThrownBy(() -> LobUpdate.of(half)
                            .blob(1, out -> out.write(VALUE), Way.SPOOL)
                            .executeUpdate())
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("the driver read 1000 of 300000 bytes");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"STREAM", "SPOOL", "MEMORY"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theQueryTimeoutBoundsTheWaitForASource(Way way) throws Exception {
        insert = connection.prepareStatement("insert into export(id, data) values (1, ?)");
        insert.setQueryTimeout(1);

        assertThatThrownBy(() ->
                        LobUpdate.of(insert).blob(1, Silent.afterOneByte(), way).executeUpdate())
                .hasStackTraceContaining("io.fifoio.FifoTimeoutException: no data within PT1S");

        assertNoRow();
        LobUpdate.of(insert).blob(1, out -> out.write(VALUE), way).executeUpdate();
    }

    /** As they are that were made before, or have none. */
    @Test
    void aDriverNeedNotTellOfAQueryTimeout() throws Exception {
        Connection without = OtherDriver.around(connection, (method, arguments, h2) -> {
            if (method.getName().equals("getQueryTimeout")) {
                throw new SQLFeatureNotSupportedException("getQueryTimeout");
            }
            return h2.call();
        });
        insert = without.prepareStatement("insert into export(id, data) values (1, ?)");

        assertThat(LobUpdate.of(insert).blob(1, out -> out.write(VALUE)).executeUpdate())
                .isOne();
    }

    /** As drivers are that take large blocks, and store each before they ask for the next. */
    @Test
    void aSourceGoesOnWhileTheDriverIsBusy() throws Exception {
        CountDownLatch ahead = new CountDownLatch(1);
        try (PreparedStatement busy = LossyDriver.reading(connection, in -> {
            in.read();
            Await.open(ahead);
            in.readAllBytes();
        })) {
            int count = LobUpdate.of(busy)
                    .blob(1, out -> {
                        out.write(new byte[LobParameter.CAPACITY]);
                        ahead.countDown();
                        out.write(VALUE);
                    })
                    .executeUpdate();

            assertThat(count).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1048576", "2, 524288", "16, 65536", "17, 65536", "1000, 65536"})
    void theValuesOfAStatementShareWhatOneMayTake(int values, int capacity) {
        assertThat(LobParameter.capacityOfOneOf(values)).isEqualTo(capacity);
    }

    /** Each alone would be taken. */
    @Test
    void valuesHeldInMemoryAreBoundedTogether() throws SQLException {
        byte[] half = new byte[Blobs.LARGEST_IN_MEMORY / 2 + 1];
        assertThatThrownBy(() -> LobUpdate.of(insert)
                        .blob(1, out -> out.write(half), Way.MEMORY)
                        .blob(2, out -> out.write(half), Way.MEMORY)
                        .executeUpdate())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 2097151 bytes")
                .hasMessageContaining("The other values of the statement take 2097153 bytes of it");
        assertNoRow();
    }

    @Test
    void valuesThatAreNotHeldInMemoryCountForNothing() throws SQLException, IOException {
        byte[] most = new byte[Blobs.LARGEST_IN_MEMORY];
        insert.setNull(3, Types.CLOB);
        assertThat(LobUpdate.of(insert)
                        .blob(1, out -> out.write(most), Way.MEMORY)
                        .blob(2, out -> out.write(most), Way.STREAM)
                        .executeUpdate())
                .isOne();
    }
}
