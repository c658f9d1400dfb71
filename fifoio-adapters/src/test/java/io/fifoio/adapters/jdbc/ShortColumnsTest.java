package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values into columns that are not LOBs, in databases that have both. */
@Timeout(60)
final class ShortColumnsTest {

    /** HSQLDB silently removes them. */
    @ParameterizedTest
    @CsvSource({"varbinary(1000), true", "varchar(1000), false", "char(1000), false"})
    void areNotLeftToCutZerosAndBlanksAtTheEnd(String type, boolean binary) throws Exception {
        byte[] value = ("v".repeat(100) + (binary ? "\0" : " ").repeat(1900)).getBytes(StandardCharsets.US_ASCII);
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:short_columns");
                Statement statement = connection.createStatement()) {
            createTable(statement, type);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into short_column values (1, ?)")) {
                assertThatThrownBy(() -> write(insert, binary, out -> out.write(value)))
                        .isInstanceOfSatisfying(
                                SQLDataException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("22001"))
                        .hasMessageContaining("parameter 1 has 2000 ")
                        .hasMessageEndingWith("its column takes 1000");
                write(insert, binary, out -> out.write(value, 0, 1000));
            }
            connection.commit();
            assertThat(ask(statement, "select count(*) from short_column")).isOne();
            String length = binary ? "octet_length" : "char_length";
            assertThat(ask(statement, "select max(" + length + "(data)) from short_column"))
                    .isEqualTo(1000);
        }
    }

    /** Two digits for each byte: their number is not that of the bytes. */
    @ParameterizedTest
    @CsvSource({"uuid, 00112233-4455-6677-8899-aabbccddeeff", "varbinary(4), 00112233"})
    void takeTheDigitsOfAsManyBytesAsTheyHold(String type, String digits) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:short_columns");
                Statement statement = connection.createStatement()) {
            createTable(statement, type);
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into short_column values (1, ?)")) {
                write(insert, false, Text.of(writer -> writer.write(digits)));
                assertThatThrownBy(() ->
                                write(insert, false, Text.of(writer -> writer.write(digits + "00".repeat(20)))))
                        .isInstanceOf(SQLDataException.class);
            }
            connection.commit();
            assertThat(ask(statement, "select count(*) from short_column")).isOne();
        }
    }

    /** H2 would read the source into a file, and make one array of that. */
    @ParameterizedTest
    @CsvSource({"varbinary(20000000), true", "varchar(20000000), false", "blob, true", "clob, false"})
    void takeWhatTheHeapHasRoomFor(String type, boolean binary) throws Exception {
        byte[] value = new byte[Blobs.LARGEST_IN_MEMORY + 1];
        Arrays.fill(value, (byte) 'v');
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table short_column(id int primary key, data " + type + ")");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into short_column values (1, ?)")) {
                if (type.endsWith("lob")) {
                    write(insert, binary, out -> out.write(value));
                } else {
                    assertThatThrownBy(() -> write(insert, binary, out -> out.write(value)))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("longer than " + Blobs.LARGEST_IN_MEMORY + " bytes");
                    write(insert, binary, out -> out.write(value, 0, Blobs.LARGEST_IN_MEMORY));
                }
            }
            try (PreparedStatement merge =
                    connection.prepareStatement("merge into short_column key(id) values (2, ?)")) {
                write(merge, binary, out -> out.write(value)); // of which H2 does not tell the type
            }
            connection.commit();
            assertThat(ask(statement, "select sum(octet_length(data)) from short_column"))
                    .isEqualTo(2 * value.length - (type.endsWith("lob") ? 0 : 1));
        }
    }

    private static void createTable(Statement statement, String type) throws SQLException {
        statement.execute("drop table short_column if exists");
        statement.execute("create table short_column(id int, data " + type + ")");
    }

    private static void write(PreparedStatement insert, boolean binary, PushSource source) throws Exception {
        LobUpdate update = LobUpdate.of(insert);
        (binary ? update.blob(1, source) : update.clob(1, source)).executeUpdate();
    }

    private static int ask(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
