package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mysql.cj.jdbc.MysqlXADataSource;
import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.pool.JDBCXADataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.xa.PGXADataSource;

/**
 * Connections that take part in a distributed transaction, which only its manager may end: a second connection sees
 * what is written once the manager has committed it, and never anything of a call that failed.
 */
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
@Timeout(120)
final class DistributedTransactionTest {

    private static final byte[] VALUE = Bytes.text(200_000);
    private static final PushSource WHOLE = out -> out.write(VALUE);
    private static final PushSource HALF = new Failing(VALUE, 0.5, () -> {
        throw Failing.checked();
    });

    private record Branch(long number) implements Xid {

        private static final AtomicLong LAST = new AtomicLong();

        Branch() {
            this(LAST.incrementAndGet());
        }

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    private static XADataSource dataSource(Database database) throws SQLException {
        String url = database.url();
        switch (database) {
            case H2 -> {
                JdbcDataSource h2 = new JdbcDataSource();
                h2.setURL(url);
                return h2;
            }
            case HSQLDB -> {
                JDBCXADataSource hsqldb = new JDBCXADataSource();
                hsqldb.setUrl(url);
                hsqldb.setUser("SA");
                return hsqldb;
            }
            case DERBY -> {
                EmbeddedXADataSource derby = new EmbeddedXADataSource();
                derby.setDatabaseName(Servers.file("derby").toString());
                return derby;
            }
            case POSTGRESQL, LARGE_OBJECT -> {
                PGXADataSource postgresql = new PGXADataSource();
                postgresql.setURL(url);
                return postgresql;
            }
            case MARIADB -> {
                return new MariaDbDataSource(url);
            }
            case MYSQL_SERVER_SIDE -> {
                MysqlXADataSource mysql = new MysqlXADataSource();
                mysql.setUrl(url);
                return mysql;
            }
            default -> throw new AssertionError(database);
        }
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
                .flatMap(database -> Stream.of(Operation.BLOB, Operation.CLOB, Operation.CHUNKS)
                        .map(operation -> Arguments.of(database, operation)));
    }

    /** What is done with a connection within a distributed transaction. */
    private interface Work {
        void with(Connection connection) throws Exception;
    }

    private interface End {
        void of(XAResource manager, Xid branch) throws XAException;
    }

    private static final End COMMIT = (manager, branch) -> {
        manager.end(branch, XAResource.TMSUCCESS);
        assertThat(manager.prepare(branch)).isEqualTo(XAResource.XA_OK);
        manager.commit(branch, false);
    };

    private static final End ROLL_BACK = (manager, branch) -> {
        manager.end(branch, XAResource.TMSUCCESS);
        manager.rollback(branch);
    };

    private static void inDistributedTransaction(Database database, Work work, End end) throws Exception {
        XAConnection distributed = dataSource(database).getXAConnection();
        try {
            Connection connection = distributed.getConnection();
            connection.setAutoCommit(false);
            XAResource manager = distributed.getXAResource();
            Xid branch = new Branch();
            manager.start(branch, XAResource.TMNOFLAGS);
            work.with(connection);
            end.of(manager, branch);
        } finally {
            distributed.close();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isEndedByItsManagerAlone(Database database, Operation operation) throws Exception {
        database.createTables();
        Work work = connection -> operation.write(database, connection, 1, WHOLE);

        inDistributedTransaction(database, work, ROLL_BACK);
        assertThat(operation.rows(database, 1)).as("rolled back").isZero();

        inDistributedTransaction(database, work, COMMIT);
        assertThat(operation.stored(database, 1)).as("committed").isEqualTo(VALUE);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void keepsNothingOfACallThatFailed(Database database, Operation operation) throws Exception {
        database.createTables();
        boolean streams = database == Database.MARIADB && operation != Operation.CHUNKS;
        Work work = connection -> {
            operation.write(database, connection, 1, WHOLE);
            Throwable thrown = catchThrowable(() -> operation.write(database, connection, 2, HALF));
            assertThat(thrown).hasStackTraceContaining(Failing.checked().getMessage());
            assertThat(thrown instanceof SQLNonTransientConnectionException)
                    .as("costs MariaDB's driver the connection")
                    .isEqualTo(streams);
        };

        if (streams) {
            assertThatThrownBy(() -> inDistributedTransaction(database, work, COMMIT))
                    .isInstanceOfAny(XAException.class, SQLException.class);
            assertThat(operation.rows(database, 1)).as("before").isZero();
        } else {
            inDistributedTransaction(database, work, COMMIT);
            assertThat(operation.rows(database, 1)).as("before").isPositive();
        }
        assertThat(operation.rows(database, 2)).as("of what failed").isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void takesRowsFromABulkLoad(Database database) throws Exception {
        database.createTables();
        Work work = connection -> {
            Operation.BULK.write(database, connection, 1, WHOLE);
            if (database == Database.POSTGRESQL) {
                assertThat(catchThrowable(() -> Operation.BULK.write(database, connection, 2, HALF)))
                        .isNotInstanceOf(SQLNonTransientConnectionException.class)
                        .hasStackTraceContaining(Failing.checked().getMessage());
            }
        };

        inDistributedTransaction(database, work, ROLL_BACK);
        assertThat(Operation.BULK.rows(database, 1)).as("rolled back").isZero();

        inDistributedTransaction(database, work, COMMIT);
        assertThat(Operation.BULK.rows(database, 1)).as("committed").isPositive();
        assertThat(Operation.BULK.rows(database, 2)).as("of what failed").isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL_SERVER_SIDE"})
    void canNotBeCommittedOnceItsConnectionIsLost(Database database) throws Exception {
        database.createTables();
        Work work = connection -> {
            Operation.BLOB.write(database, connection, 1, WHOLE);
            String session = database.session(connection);
            assertThatThrownBy(() -> Operation.BLOB.write(
                            database, connection, 2, new Failing(VALUE, 0.5, () -> database.kill(session))))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost, and its transaction with it");
        };
        assertThatThrownBy(() -> inDistributedTransaction(database, work, COMMIT))
                .isInstanceOfAny(XAException.class, SQLException.class);
        assertThat(Operation.BLOB.rows(database, 1)).isZero();
        assertThat(Operation.BLOB.rows(database, 2)).isZero();
    }

    /** These drivers leave it unchanged. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL_SERVER_SIDE"})
    void needsAutocommitTurnedOffBeforeItStarts(Database database) throws Exception {
        database.createTables();
        XAConnection distributed = dataSource(database).getXAConnection();
        try {
            Connection connection = distributed.getConnection();
            XAResource manager = distributed.getXAResource();
            Xid branch = new Branch();
            manager.start(branch, XAResource.TMNOFLAGS);
            assertThatThrownBy(() -> Operation.BLOB.write(database, connection, 1, WHOLE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before a distributed transaction (XA) starts");
            ROLL_BACK.of(manager, branch);
        } finally {
            distributed.close();
        }
        assertThat(Operation.BLOB.rows(database, 1)).isZero();
    }

    /** The only one that does, silently, as the documentation says. */
    @Test
    void theHandleOfH2RollsBackWhenItIsClosed() throws Exception {
        Database.H2.createTables();
        inDistributedTransaction(
                Database.H2,
                connection -> {
                    Operation.BLOB.write(Database.H2, connection, 1, WHOLE);
                    connection.close();
                },
                (manager, branch) -> {
                    manager.end(branch, XAResource.TMSUCCESS);
                    manager.commit(branch, true);
                });
        assertThat(Operation.BLOB.rows(Database.H2, 1)).isZero();
    }
}
