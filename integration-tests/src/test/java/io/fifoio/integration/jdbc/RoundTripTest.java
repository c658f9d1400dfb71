package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.adapters.jdbc.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
final class RoundTripTest {

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenIsRead(Database database) throws Exception {
        database.createTables();
        byte[] value = Bytes.random(3_000_000);
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            assertThat(Blobs.executeUpdate(insert, 1, out -> out.write(value))).isEqualTo(1);
            connection.commit();
        }
        try (Connection connection = database.begin()) {
            PreparedStatement select =
                    connection.prepareStatement("select data from " + database.table("lob") + " where id = 1");
            try (InputStream in = LobQuery.of(select).inMemory().closing(select).open()) {
                assertThat(in.readAllBytes()).isEqualTo(value);
            }
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void textThatWasWrittenIsRead(Database database) throws Exception {
        database.createTables();
        String text = "Grüße, \uD83D\uDE00 ".repeat(100_000);
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, text) values (1, ?)")) {
            LobUpdate.of(insert).clob(1, Text.of(writer -> writer.write(text))).executeUpdate();
            connection.commit();
        }
        try (Connection connection = database.begin()) {
            PreparedStatement select =
                    connection.prepareStatement("select text from " + database.table("lob") + " where id = 1");
            StringWriter read = new StringWriter();
            try (Reader reader = LobQuery.of(select).inMemory().closing(select).openText()) {
                reader.transferTo(read);
            }
            assertThat(read.toString().equals(text))
                    .as("%s: the same text", database)
                    .isTrue();
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunks(Database database) throws Exception {
        database.createTables();
        byte[] value = Bytes.random(3_000_000);
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("chunk") + "(id, number, bytes) values (1, ?, ?)")) {
            assertThat(Chunks.write(insert, 1, 2, out -> out.write(value))).isEqualTo(value.length);
            connection.commit();
        }
        try (Connection connection = database.begin()) {
            PreparedStatement select = connection.prepareStatement(
                    "select number, bytes from " + database.table("chunk") + " where id = 1 order by number");
            try (InputStream in = LobQuery.of(select).chunked().closing(select).open()) {
                assertThat(in.readAllBytes()).isEqualTo(value);
            }
            connection.commit();
        }
    }

    /** A driver that knows the length need not read such a value. */
    @ParameterizedTest
    @EnumSource
    void anEmptyValueWithADeclaredLength(Database database) throws Exception {
        database.createTables();
        PushSource source = out -> {};
        for (Operation operation : List.of(Operation.BLOB, Operation.CLOB, Operation.CHUNKS)) {
            int id = operation.ordinal();
            try (Connection connection = database.begin()) {
                operation.write(database, connection, id, source.ofLength(0));
                connection.commit();
            }
            assertThat(operation.stored(database, id)).as("%s", operation).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAM", "SPOOL"})
    void whatWasDeclaredEmptyAndIsNot(Way way) throws Exception {
        Database database = Database.POSTGRESQL;
        database.createTables();
        PushSource source = out -> out.write(1);
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (1, ?)")) {
            assertThatThrownBy(() -> LobUpdate.of(insert)
                            .blob(1, source.ofLength(0), way)
                            .executeUpdate())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("0 were announced");
            connection.commit();
        }
        assertThat(Operation.BLOB.rows(database, 1)).isZero();
    }
}
