package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.Text;
import io.fifoio.adapters.jdbc.LobUpdate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An update that finds no row says so by its count; some drivers have read nothing in that case. */
@Timeout(120)
final class NoRowTest {

    @ParameterizedTest
    @EnumSource
    void isNoFailure(Database database) throws Exception {
        database.createTables();
        byte[] value = Bytes.random(300_000);
        try (Connection connection = database.begin();
                PreparedStatement update = connection.prepareStatement(
                        "update " + database.table("lob") + " set data = ?, text = ? where id = 99")) {
            int count = LobUpdate.of(update)
                    .blob(1, out -> out.write(value))
                    .clob(2, Text.of(writer -> writer.write("text ".repeat(60_000))))
                    .executeUpdate();

            assertThat(count).isZero();
            connection.commit();
        }
    }
}
