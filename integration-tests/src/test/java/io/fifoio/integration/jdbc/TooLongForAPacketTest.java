package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.LobUpdate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A value that turns out to be too long for the server when part of it has been sent. A driver may then drop the
 * connection, or, like MariaDB's 2.7, go on with a new one: what the transaction had done before must be there to be
 * committed, or be reported as lost.
 */
@Timeout(120)
final class TooLongForAPacketTest {

    private String packetBefore = "";

    @BeforeEach
    void keepThePacket() throws SQLException {
        try (Connection admin = Database.MARIADB.connect()) {
            packetBefore = ask(admin, "select @@global.max_allowed_packet");
        }
    }

    private static void lowerThePacket(int mib) throws SQLException {
        try (Connection admin = Database.MARIADB.connect()) {
            execute(admin, "set global max_allowed_packet = " + (mib << 20));
        }
    }

    @AfterEach
    void raiseThePacket() throws SQLException {
        try (Connection admin = Database.MARIADB.connect()) {
            execute(admin, "set global max_allowed_packet = " + packetBefore);
        }
    }

    /** Of more than 16 MiB a part is sent before the driver knows that it is too long. */
    @ParameterizedTest
    @CsvSource({"MARIADB, 1", "MARIADB, 20", "MYSQL_DRIVER, 1", "MYSQL_SERVER_SIDE, 1", "MYSQL_SERVER_SIDE, 20"})
    void leavesTheTransactionAsItWasOrTellsThatItIsLost(Database database, int mib) throws Exception {
        lowerThePacket(mib);
        byte[] tooLong = new byte[(mib << 20) + (1 << 20)];
        Arrays.fill(tooLong, (byte) 'x');
        assertThat(write(database, tooLong)).isInstanceOfAny(SQLException.class, IOException.class);
    }

    /** Bytes that a statement in text form has twice. It depends on the driver whether that is too long. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void doesSoWhereItIsTheEscapingThatMakesItTooLong(Database database) throws Exception {
        lowerThePacket(1);
        byte[] quotes = new byte[900_000];
        Arrays.fill(quotes, (byte) '\'');
        write(database, quotes);
    }

    /** Each is short enough, and is sent separately. */
    @ParameterizedTest
    @CsvSource({"MARIADB, &useServerPrepStmts=true", "MYSQL_SERVER_SIDE, ''"})
    void takesValuesThatAreTooLongTogether(Database database, String option) throws Exception {
        lowerThePacket(1);
        database.createTables();
        byte[] value = Bytes.text(700_000);
        PushSource source = out -> out.write(value);
        try (Connection connection = database.connect(database.url() + option)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into " + database.table("lob") + "(id, data, text) values (1, ?, ?)")) {
                LobUpdate.of(insert)
                        .blob(1, source.ofLength(value.length))
                        .clob(2, source.ofLength(value.length))
                        .executeUpdate();
            }
            connection.commit();
        }
        try (Connection other = database.connect()) {
            assertThat(ask(other, "select length(data) + length(text) from " + database.table("lob")))
                    .isEqualTo("1400000");
        }
    }

    private static @Nullable Throwable write(Database database, byte[] value) throws Exception {
        database.createTables();
        String table = database.table("lob");
        Throwable failure;
        Connection connection = database.begin();
        String session = database.session(connection);
        try {
            execute(connection, "insert into " + table + "(id) values (1)");
            failure = catchThrowable(() -> {
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into " + table + "(id, data) values (2, ?)")) {
                    Blobs.executeUpdate(insert, 1, out -> out.write(value));
                }
            });
            System.out.println("TOO LONG " + database + " | " + failure);
            boolean lost = failure instanceof SQLNonTransientConnectionException;
            Throwable later = catchThrowable(() -> {
                execute(connection, "insert into " + table + "(id) values (3)");
                connection.commit();
            });
            assertThat(later != null)
                    .as("%s, and what comes later fails: %s", failure, later)
                    .isEqualTo(lost);
            assertThat(ids(database))
                    .as("what another sees after %s", failure)
                    .isEqualTo(lost ? "" : failure == null ? "1,2,3" : "1,3");
        } finally {
            closeLost(connection);
            kill(database, session);
        }
        return failure;
    }

    private static String ids(Database database) throws SQLException {
        try (Connection other = database.connect()) {
            return ask(other, "select coalesce(group_concat(id order by id), '') from " + database.table("lob"));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /** MariaDB's 2.7 forgets to close the connection that it has replaced, which then still holds its locks. */
    private static void kill(Database database, String session) {
        try {
            database.kill(session);
        } catch (SQLException isGone) {
            // As it should be.
        }
    }

    private static void closeLost(Connection connection) {
        try {
            connection.close();
        } catch (SQLException toldAgain) {
            // Some drivers do.
        }
    }
}
