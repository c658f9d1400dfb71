package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a transaction whose savepoint is gone when a call has failed, though its connection works. */
final class UndoTest {

    private final AtomicInteger aborted = new AtomicInteger();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = counting(DriverManager.getConnection("jdbc:h2:mem:"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table lob(data blob)");
        }
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** What is done to a connection, with aborts counted instead of done. */
    private Connection counting(Connection own) {
        return (Connection) Proxy.newProxyInstance(
                UndoTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("abort")) {
                        ((Executor) arguments[0]).execute(aborted::incrementAndGet);
                        return null;
                    }
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** As a driver that connects anew by itself leaves it. */
    @Test
    void isToldToBeLostAndNothingCanBeCommittedAnyMore() throws Exception {
        SQLException failure = new SQLException("the value was too long", "HY000");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            connection.rollback();
            throw failure;
        })) {
            assertThatThrownBy(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1)))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost, and its transaction with it")
                    .hasCause(failure);
        }
        assertThat(aborted).hasValue(1);
        assertThat(failure.getSuppressed()).as("why it could not be undone").hasSize(1);
    }

    @Test
    void isTheDatabasesToTellWhereItRolledTheTransactionBack() throws Exception {
        SQLException deadlock = new SQLException("deadlock", "40001");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            connection.rollback();
            throw deadlock;
        })) {
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1))))
                    .isSameAs(deadlock);
        }
        assertThat(aborted).hasValue(0);
    }

    @Test
    void standsAsBeforeWhereTheSavepointIsThere() throws Exception {
        SQLException failure = new SQLException("no room", "53100");
        try (PreparedStatement insert = LossyDriver.reading(connection, in -> {
            throw failure;
        })) {
            assertThat(catchThrowable(() -> Blobs.executeUpdate(insert, 1, out -> out.write(1))))
                    .isSameAs(failure);
        }
        assertThat(aborted).hasValue(0);
    }
}
