package io.fifoio.adapters.jdbc;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An insert or update with one or more large values, each written while it is made:
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * try (var insert = connection.prepareStatement("insert into export(id, data, log) values (?, ?, ?)")) {
 *     insert.setLong(1, id);
 *     LobUpdate.of(insert)
 *             .blob(2, report.through(GZIPOutputStream::new))
 *             .clob(3, Text.of(log::writeTo))
 *             .executeUpdate();
 * }
 * connection.commit();
 * }</pre>
 *
 * <p>Autocommit must be off, and nothing is committed here. When {@link #executeUpdate} returns, the database has
 * received all of every value. When it throws, what it did is undone and the transaction is as before, if the database
 * has savepoints (DuckDB has none: roll back). The same holds in a distributed transaction (XA), for which there is a
 * page in the documentation. If the connection is lost, a {@link java.sql.SQLNonTransientConnectionException} says so.
 *
 * <p>Each value is sent the {@link Way} that its driver and column need; {@link Capabilities} says which. Up to 1 MiB
 * of a value waits in the heap for the driver; if there are several values, less of each, down to 64 KiB. There is no
 * {@code addBatch}: it would hold all values of the batch at once, open or in the heap, and execute before any could be
 * checked; one execution for each row costs little beside a large value.
 *
 * <p>If the driver holds its connection while it reads, a source that uses the same connection fails after some seconds
 * instead of waiting for ever. So does a source that waits, in a call without a time limit, for another thread, once
 * that thread has been waiting for the connection for 30 s; therefore a thread that has nothing to do with the source
 * should use another connection. With {@link Way#SPOOL} a source may use the connection in any way.
 *
 * <p>A {@linkplain PreparedStatement#setQueryTimeout query timeout} of the statement bounds each wait for a source too:
 * if it delivers nothing for that long, it fails with a {@link io.fifoio.FifoTimeoutException}, and everything else is
 * as for any source that fails. The source is told to stop and waited for, up to 10 s, but not interrupted. A whole
 * value may take longer than the timeout. A source that is written in steps is not bounded if the thread that executes
 * the statement runs it (H2, HSQLDB, Derby, SQLite and DuckDB), because that thread then waits for nobody.
 *
 * <p>The statement must not have an unexecuted batch: SQLite's driver would store the first row of the batch instead of
 * these values, and report success.
 *
 * <p>For one thread.
 */
@SuppressWarnings("exports") // see module-info
public final class LobUpdate {

    private record Value(
            int index,
            boolean binary,
            PushSource source,
            @Nullable Way way) {}

    private final PreparedStatement statement;
    private final List<Value> values = new ArrayList<>();

    private LobUpdate(PreparedStatement statement) {
        this.statement = statement;
    }

    /** @param statement the caller's, with all other parameters set; it is not closed */
    public static LobUpdate of(PreparedStatement statement) {
        return new LobUpdate(Objects.requireNonNull(statement, "statement"));
    }

    /** Sets a parameter (the first is 1) to binary data. */
    public LobUpdate blob(int index, PushSource source) {
        return add(new Value(index, true, Objects.requireNonNull(source, "source"), null));
    }

    /** As {@link #blob(int, PushSource)}, but in the given way. */
    public LobUpdate blob(int index, PushSource source, Way way) {
        return add(
                new Value(index, true, Objects.requireNonNull(source, "source"), Objects.requireNonNull(way, "way")));
    }

    /**
     * Sets a parameter (the first is 1) to text; {@link Text#of} makes such a source from code that writes to a
     * {@code Writer}.
     */
    public LobUpdate clob(int index, PushSource utf8) {
        return add(new Value(index, false, Objects.requireNonNull(utf8, "utf8"), null));
    }

    /** As {@link #clob(int, PushSource)}, but in the given way. */
    public LobUpdate clob(int index, PushSource utf8, Way way) {
        return add(new Value(index, false, Objects.requireNonNull(utf8, "utf8"), Objects.requireNonNull(way, "way")));
    }

    private LobUpdate add(Value value) {
        if (values.stream().anyMatch(other -> other.index() == value.index())) {
            throw new IllegalArgumentException("parameter " + value.index() + " has a value already");
        }
        values.add(value);
        return this;
    }

    /**
     * Executes the statement. Blocks until the database has answered. May be called again, if the sources can be opened
     * again.
     *
     * @return the count of rows, as {@code PreparedStatement.executeUpdate()} gives it
     * @throws IllegalStateException if autocommit is on; nothing has been done then
     * @throws SQLException from the driver; the failure of a source is its cause or suppressed in it
     * @throws IOException if a source failed and the driver did not say so, if a value is longer than its way allows,
     *     or if the server has truncated it and merely warned (MariaDB, MySQL)
     */
    public int executeUpdate() throws SQLException, IOException {
        Connection connection = Driver.connection(statement);
        Driver driver = Driver.of(connection);
        CopyOut.requireNone(connection);
        Undo undo = Undo.begin(connection);
        List<LobParameter> parameters = new ArrayList<>();
        try {
            int count = execute(driver, parameters);
            undo.end();
            return count;
        } catch (Throwable failure) {
            for (LobParameter parameter : parameters) {
                parameter.giveUp(statement, driver, failure);
            }
            undo.afterFailure(failure);
            throw failure;
        }
    }

    private int execute(Driver driver, List<LobParameter> parameters) throws SQLException, IOException {
        Connection connection = Driver.connection(statement);
        Warnings warnings = Warnings.of(connection, driver);
        Limits limits = new Limits(driver, connection);
        for (Value value : values) {
            LobParameter parameter =
                    new LobParameter(value.index(), value.binary(), value.source(), driver, values.size());
            parameters.add(parameter);
            parameter.bind(statement, driver, limits, value.way(), parameters);
        }
        int count = statement.executeUpdate();
        for (LobParameter parameter : parameters) {
            try {
                parameter.close();
                parameter.check(count == 0, driver);
            } catch (IOException e) {
                throw new IncompleteStreamException(
                        "the statement was executed with an incomplete value; roll back its transaction: "
                                + e.getMessage(),
                        e);
            }
        }
        warnings.check(statement);
        for (LobParameter parameter : parameters) {
            parameter.checkIndex(statement, driver);
        }
        return count;
    }
}
