package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.OpenedStreamContract;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SteppedStreamContract;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The contract for rows that are copied out, by H2 with the methods that PostgreSQL's driver has besides JDBC; the real
 * one is in the integration tests. Each copy has a connection of its own, as one connection has one copy at a time.
 */
final class CopyOutStreamTest extends SteppedStreamContract {

    private static final int ROWS = 40;
    private static final int ROW = OpenedStreamContract.LENGTH / ROWS;
    private static final byte[] PAYLOAD = Payload.ofSize(ROWS * ROW);

    @Override
    public StepwiseSource source(Probe probe) {
        return out -> {
            Connection h2 = begin();
            try {
                return new Probed(
                        BulkLoad.out(copying(h2, new Copy(parts())), "copy part to stdout")
                                .begin(out),
                        probe,
                        h2);
            } catch (Throwable failure) {
                h2.close();
                throw failure;
            }
        };
    }

    @Override
    public PushSource closingSource(Probe probe) {
        return out -> {
            try (Connection h2 = begin()) {
                BulkLoad.out(copying(h2, new Copy(parts())), "copy part to stdout")
                        .writeTo(out);
                out.close();
                probe.at(Point.END);
            }
        };
    }

    /** Calls the probe between rows, where no driver turns the exception into something else. */
    private static final class Probed implements Steps {

        private final Steps copy;
        private final Probe probe;
        private final Connection connection;
        private int rows;

        Probed(Steps copy, Probe probe, Connection connection) {
            this.copy = copy;
            this.probe = probe;
            this.connection = connection;
        }

        @Override
        public boolean next() throws Exception {
            switch (rows++) {
                case 0 -> probe.at(Point.START);
                case ROWS / 2 -> probe.at(Point.MIDDLE);
                case ROWS -> probe.at(Point.END);
                default -> {
                    // On its way.
                }
            }
            return copy.next();
        }

        @Override
        public void close() throws IOException {
            try (connection) {
                copy.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    /** What a step writes is kept in the heap, within a limit. */
    @Test
    void aRowMayBeLongerThanAStepMayWrite() throws Exception {
        byte[] row = Payload.ofSize((16 << 20) + 100);
        byte[] after = {1, 2, 3};
        try (Connection h2 = begin();
                InputStream in = BulkLoad.out(copying(h2, new Copy(List.of(row, after))), "copy part to stdout")
                        .open()) {
            assertThat(Arrays.equals(in.readNBytes(row.length), row))
                    .as("seed %d", Payload.SEED)
                    .isTrue();
            assertThat(in.readAllBytes()).isEqualTo(after);
        }
    }

    @Test
    void aCopyThatIsLeftWithinALongRowIsCancelled() throws Exception {
        Copy copy = new Copy(List.of(Payload.ofSize(16 << 20)));
        try (Connection h2 = begin()) {
            InputStream in =
                    BulkLoad.out(copying(h2, copy), "copy part to stdout").open();
            in.read();

            in.close();

            assertThat(copy.cancelled).isTrue();
        }
    }

    /** What the server has sent is still there: the next statement would take it for its answer, or wait for it. */
    @Test
    void aConnectionIsLostWhereTheDriverCannotReadToTheEndOfACopyThatIsLeft() throws Exception {
        OutOfMemoryError tooLong = new OutOfMemoryError("a row");
        Copy copy = new Copy(parts());
        copy.broken = tooLong;
        try (Connection h2 = begin()) {
            Connection connection = copying(h2, copy);
            InputStream in = BulkLoad.out(connection, "copy part to stdout").open();
            in.read();

            assertThatThrownBy(in::close)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the connection is lost")
                    .hasRootCause(tooLong);

            assertThat(h2.isClosed()).isTrue();
            CopyOut.requireNone(connection);
        }
    }

    /** A connection of PostgreSQL's driver. */
    public interface CopyingConnection extends Connection {
        CopyManager getCopyAPI();

        void cancelQuery();
    }

    /** What begins a copy. */
    public interface CopyManager {
        Copy copyOut(String sql);
    }

    /** A copy in progress, whose rows come until it is cancelled. */
    public static final class Copy {

        private final List<byte[]> rows;
        private int next;
        private boolean cancelled;

        /** What reading fails by once it is cancelled, if that is not the server's word of it. */
        private @Nullable Error broken;

        Copy(List<byte[]> rows) {
            this.rows = rows;
        }

        void cancel() {
            cancelled = true;
        }

        public byte[] readFromCopy() throws SQLException {
            if (cancelled && broken != null) {
                throw broken;
            }
            if (cancelled) {
                throw new SQLException("canceling statement due to user request", "57014");
            }
            return next == rows.size() ? null : rows.get(next++);
        }

        public boolean isActive() {
            return broken != null || !cancelled && next < rows.size();
        }
    }

    private static Connection begin() throws SQLException {
        Connection h2 = DriverManager.getConnection("jdbc:h2:mem:");
        h2.setAutoCommit(false);
        return h2;
    }

    private static List<byte[]> parts() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> Arrays.copyOfRange(PAYLOAD, row * ROW, (row + 1) * ROW))
                .toList();
    }

    private static Connection copying(Connection h2, Copy copy) {
        Connection named = OtherDriver.around(h2, (method, arguments, call) -> switch (method.getName()) {
            case "getDriverName" -> "PostgreSQL JDBC Driver";
            case "isWrapperFor" -> false;
            default -> call.call();
        });
        return (Connection) Proxy.newProxyInstance(
                CopyOutStreamTest.class.getClassLoader(),
                new Class<?>[] {CopyingConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCopyAPI" -> (CopyManager) sql -> copy;
                    case "cancelQuery" -> {
                        copy.cancel();
                        yield null;
                    }
                    case "abort" -> {
                        h2.close();
                        yield null;
                    }
                    default -> {
                        try {
                            yield method.invoke(named, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }
}
