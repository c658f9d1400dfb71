package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.MySQLExceptionSorter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connection that is lost by a source's failure: the pool gets its place back, with another connection, however often
 * that happens.
 */
@Timeout(300)
final class LostConnectionTest {

    private static final int CONNECTIONS = 2;
    private static final int PATIENCE_SECONDS = 30;
    private static final byte[] VALUE = Bytes.text(200_000);

    /** This logger reports at length how the pool is set up, and each connection that was closed beneath it. */
    private static final Logger C3P0_LOGGER = Logger.getLogger("com.mchange");

    private enum Pool {
        AGROAL {
            @Override
            DataSource open(Database database) throws SQLException {
                return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                                .acquisitionTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                                .exceptionSorter(new MySQLExceptionSorter())
                                .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url()))));
            }
        },

        C3P0 {
            @Override
            DataSource open(Database database) {
                C3P0_LOGGER.setLevel(Level.OFF);
                ComboPooledDataSource pool = new ComboPooledDataSource();
                pool.setJdbcUrl(database.url());
                pool.setInitialPoolSize(1);
                pool.setMinPoolSize(1);
                pool.setMaxPoolSize(CONNECTIONS);
                pool.setCheckoutTimeout(PATIENCE_SECONDS * 1000);
                return pool;
            }
        },

        COMMONS_DBCP {
            @Override
            DataSource open(Database database) {
                BasicDataSource pool = new BasicDataSource();
                pool.setUrl(database.url());
                pool.setMaxTotal(CONNECTIONS);
                pool.setMaxWait(Duration.ofSeconds(PATIENCE_SECONDS));
                return pool;
            }
        },

        HIKARI {
            @Override
            DataSource open(Database database) {
                HikariDataSource pool = new HikariDataSource();
                pool.setJdbcUrl(database.url());
                pool.setMaximumPoolSize(CONNECTIONS);
                pool.setConnectionTimeout(PATIENCE_SECONDS * 1000);
                return pool;
            }
        };

        abstract DataSource open(Database database) throws SQLException;
    }

    static Stream<Arguments> losses() {
        return Stream.of(Pool.values())
                .flatMap(pool -> Stream.of(
                        Arguments.of(pool, Database.MARIADB, Operation.BLOB),
                        Arguments.of(pool, Database.MARIADB, Operation.BULK),
                        Arguments.of(pool, Database.MYSQL_DRIVER, Operation.BULK)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void leavesItsPlaceInThePool(Pool kind, Database database, Operation operation) throws Exception {
        database.createTables();
        DataSource pool = kind.open(database);
        try {
            for (int round = 0; round <= 2 * CONNECTIONS; round++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit())
                            .as("in round %d", round)
                            .isTrue();
                    connection.setAutoCommit(false);
                    assertThat(answers(connection)).as("in round %d", round).isTrue();
                    lose(database, connection, operation);
                }
            }
            List<Connection> all = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    all.add(pool.getConnection());
                    assertThat(answers(all.get(i))).isTrue();
                }
            } finally {
                for (Connection connection : all) {
                    connection.close();
                }
            }
            assertThat(operation.rows(database, 1)).isZero();
        } finally {
            ((AutoCloseable) pool).close();
        }
    }

    private static void lose(Database database, Connection connection, Operation operation) {
        assertThatThrownBy(() -> operation.write(database, connection, 1, new Failing(VALUE, 0.5, () -> {
                    throw Failing.checked();
                })))
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessageContaining("the connection is lost")
                .hasStackTraceContaining(Failing.checked().getMessage());
    }

    private static boolean answers(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1");
                ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }
}
