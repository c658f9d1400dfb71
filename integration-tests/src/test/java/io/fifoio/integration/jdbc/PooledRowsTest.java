package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows with large values through a pool: whatever happens, every connection comes back, and works. */
@Timeout(300)
final class PooledRowsTest {

    private static final int CONNECTIONS = 2;

    /** In the profile {@code long} 32 MiB. */
    private static final int BYTES = Long.getLong("fifoio.large.mib", 0) > 0 ? 32 << 20 : 2 << 20;

    private static final byte[] VALUE = Bytes.random(BYTES);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LARGE_OBJECT") // the row has its number
    void giveEveryConnectionBack(Database database) throws Exception {
        fill(database);
        try (HikariDataSource pool = pool(database)) {
            String sql = "select id, data, 'end' as tail from " + database.table("lob") + " order by id";
            PushSource rows = Rows.query(pool, connection -> connection.prepareStatement(sql))
                    .as(Csv.rowsWithoutHeader());

            String row = ",\"" + Base64.getEncoder().encodeToString(VALUE) + "\",end\r\n";
            ByteArrayOutputStream whole = new ByteArrayOutputStream(3 * BYTES);
            rows.writeTo(whole);
            assertThat(whole.toString(StandardCharsets.US_ASCII).equals("1" + row + "2" + row))
                    .as("%s: both rows whole, seed %d", database, Bytes.SEED)
                    .isTrue();
            assertAllAreBack(pool, database, "written");

            try (SourceInputStream in = rows.open()) {
                in.readNBytes(BYTES / 2);
                assertThat(active(pool)).as("in the middle of a value").isOne();
            }
            assertAllAreBack(pool, database, "closed early");

            assertThatThrownBy(() -> rows.feed(in -> {
                        in.readNBytes(BYTES / 2);
                        throw new IOException("the reader fails");
                    }))
                    .hasMessage("the reader fails");
            assertAllAreBack(pool, database, "failed");

            interrupted(rows);
            assertAllAreBack(pool, database, "interrupted");

            assertThat(catchThrowable(() -> Rows.query(pool, c -> c.prepareStatement("select nothing from nowhere"))
                            .as(Csv.rows())
                            .writeTo(new ByteArrayOutputStream())))
                    .isInstanceOf(SQLException.class);
            assertAllAreBack(pool, database, "refused by the database");
        }
    }

    /** Interrupts the reader; it depends on the driver whether the rows come all the same. */
    private static void interrupted(PushSource rows) throws Exception {
        try (SourceInputStream in = rows.open()) {
            in.readNBytes(BYTES / 2);
            Thread.currentThread().interrupt();
            Throwable failure = catchThrowable(() -> in.readNBytes(BYTES));
            if (failure != null) {
                assertThat(failure).isInstanceOf(IOException.class);
            }
        } finally {
            assertThat(Thread.interrupted()).as("the flag").isTrue();
        }
    }

    private static void fill(Database database) throws SQLException {
        database.createTables();
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data) values (?, ?)")) {
            for (int id = 1; id <= 2; id++) {
                insert.setInt(1, id);
                insert.setBytes(2, VALUE);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    private static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        if (database == Database.DUCKDB) {
            config.addDataSourceProperty("jdbc_stream_results", "true");
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(30_000);
        return new HikariDataSource(config);
    }

    private static int active(HikariDataSource pool) {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** All at once, with autocommit as it was, and usable. */
    private static void assertAllAreBack(HikariDataSource pool, Database database, String after) throws SQLException {
        assertThat(active(pool)).as("%s: connections in use", after).isZero();
        String sql = "select count(*) from " + database.table("lob");
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = pool.getConnection();
                all.add(connection);
                assertThat(connection.getAutoCommit())
                        .as("%s: autocommit", after)
                        .isTrue();
            }
            for (Connection connection : all) {
                try (PreparedStatement select = connection.prepareStatement(sql);
                        ResultSet rows = select.executeQuery()) {
                    assertThat(rows.next()).as(after).isTrue();
                }
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }
}
