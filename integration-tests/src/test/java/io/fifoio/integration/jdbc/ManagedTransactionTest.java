package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.transaction.TransactionAware;
import io.agroal.api.transaction.TransactionIntegration;
import io.fifoio.adapters.PushSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.stream.Stream;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connection that Agroal has made a part of the transaction of a manager, as it does in Quarkus: it allows a
 * savepoint to be set, but refuses to roll back to it. A source that fails costs its own value and nothing else.
 */
@ExtendWith(AllDatabases.class)
@Timeout(120)
final class ManagedTransactionTest {

    private static final byte[] VALUE = Bytes.text(200_000);
    private static final PushSource WHOLE = out -> out.write(VALUE);
    private static final PushSource HALF = new Failing(VALUE, 0.5, () -> {
        throw Failing.checked();
    });

    /** One transaction with one connection. */
    private static final class Manager implements TransactionIntegration {

        private @Nullable TransactionAware enlisted;

        @Override
        public @Nullable TransactionAware getTransactionAware() {
            return enlisted;
        }

        @Override
        public void associate(TransactionAware connection, XAResource isNone) throws SQLException {
            enlisted = connection;
            connection.transactionCheckCallback(() -> enlisted != null);
            connection.transactionStart();
        }

        @Override
        public boolean disassociate(TransactionAware connection) {
            return true;
        }

        void commit() throws SQLException {
            TransactionAware connection = enlisted;
            assertThat(connection).isNotNull();
            connection.transactionCommit();
            enlisted = null;
            connection.transactionEnd();
        }

        @Override
        public void addResourceRecoveryFactory(ResourceRecoveryFactory factory) {}

        @Override
        public void removeResourceRecoveryFactory(ResourceRecoveryFactory factory) {}
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                        Database.H2,
                        Database.HSQLDB,
                        Database.DERBY,
                        Database.POSTGRESQL,
                        Database.LARGE_OBJECT,
                        Database.MARIADB,
                        Database.MYSQL_SERVER_SIDE)
                .flatMap(database -> Stream.of(Operation.values())
                        .filter(operation -> operation.isKnownTo(database) && isKept(database, operation))
                        .map(operation -> Arguments.of(database, operation)));
    }

    /** Whether the driver keeps its connection when a stream fails. */
    private static boolean isKept(Database database, Operation operation) {
        return switch (database) {
            case MARIADB -> operation == Operation.CHUNKS;
            case MYSQL_SERVER_SIDE -> operation != Operation.BULK;
            default -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("operations")
    void goesOnAfterASourceThatFailed(Database database, Operation operation) throws Exception {
        database.createTables();
        Manager manager = new Manager();
        try (AgroalDataSource pool = pool(database, manager)) {
            try (Connection connection = pool.getConnection()) {
                operation.write(database, connection, 1, WHOLE);
                Throwable thrown = catchThrowable(() -> operation.write(database, connection, 2, HALF));
                assertThat(thrown)
                        .isNotInstanceOf(SQLNonTransientConnectionException.class)
                        .hasStackTraceContaining(Failing.checked().getMessage());
                operation.write(database, connection, 3, WHOLE);
            }
            manager.commit();
        }
        assertThat(operation.rows(database, 1)).as("before what failed").isPositive();
        assertThat(operation.rows(database, 2)).as("of what failed").isZero();
        assertThat(operation.rows(database, 3)).as("after what failed").isPositive();
    }

    private static AgroalDataSource pool(Database database, Manager manager) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .transactionIntegration(manager)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url()))));
    }
}
