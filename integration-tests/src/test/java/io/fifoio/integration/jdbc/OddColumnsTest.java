package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.adapters.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of queries about which the driver says less than about those of tables. */
@ExtendWith(AllDatabases.class)
@Timeout(60)
final class OddColumnsTest {

    /** MySQL's driver gives null for the label of an empty text. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_DRIVER", "MYSQL_SERVER_SIDE"})
    void aLabelMayBeEmpty(Database database) throws Exception {
        assertThat(json(database, database.url(), "select ''")).isEqualTo("[{\"\":\"\"}]");
    }

    /** A literal of several bits has the type of one bit, according to its name and its precision. */
    @ParameterizedTest
    @ValueSource(strings = {"", "&prepareThreshold=-1", "&preferQueryMode=simple"})
    void bitsWithoutALength(String mode) throws Exception {
        Database database = Database.POSTGRESQL;
        assertThat(json(
                        database,
                        database.url() + mode,
                        "select b'101' as a, b'1' as b, b'0' as c, b'' as d, null::bit as e, true as f"))
                .isEqualTo("[{\"a\":\"101\",\"b\":true,\"c\":false,\"d\":\"\",\"e\":null,\"f\":true}]");
    }

    /** A table can have such a column only in newer files. */
    @Test
    void aVariantIsTextOrBytes() throws Exception {
        Database database = Database.DUCKDB;
        assertThat(json(
                        database,
                        database.url(),
                        "select 42::variant as a, 'x'::variant as b, '\\x01\\x02\\xff'::blob::variant as c,"
                                + " 'DuckDBBlobResult{}'::variant as d, [1, 2]::variant as e, null::variant as f"))
                .isEqualTo(
                        "[{\"a\":\"42\",\"b\":\"x\",\"c\":\"AQL/\",\"d\":\"DuckDBBlobResult{}\",\"e\":\"[1, 2]\",\"f\":null}]");
        assertThatThrownBy(() -> json(database, database.url(), "select ['\\x01'::blob]::variant as v"))
                .hasMessageContaining("row 1, column v (VARIANT) can't be read by")
                .hasMessageContaining("the driver does not give the bytes within a variant");
    }

    private static String json(Database database, String url, String sql) throws Exception {
        try (Connection connection = database.connect(url)) {
            connection.setAutoCommit(false);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Rows.query(connection, c -> c.prepareStatement(sql)).as(Json.rows()).writeTo(out);
            return out.toString(StandardCharsets.UTF_8);
        }
    }
}
