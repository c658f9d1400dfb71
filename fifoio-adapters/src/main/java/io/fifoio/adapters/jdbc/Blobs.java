package io.fifoio.adapters.jdbc;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

/** Binary large objects, written while they are made. */
@SuppressWarnings("exports") // see module-info
public final class Blobs {

    private Blobs() {}

    /**
     * Executes an insert or update with a parameter streamed from a source, and checks before it returns that the
     * database had all of it:
     *
     * <pre>{@code
     * connection.setAutoCommit(false);
     * try (var insert = connection.prepareStatement("insert into export(data) values (?)")) {
     *     Blobs.executeUpdate(insert, 1, report.through(GZIPOutputStream::new));
     * }
     * connection.commit();
     * }</pre>
     *
     * <p>The value goes in by {@code setBinaryStream} without a length; the other parameters are the caller's to set
     * before. Blocks until the statement has been executed. The source may be written on another thread while the driver reads, and must
     * not use the same connection. When this returns or throws, the source has stopped, or an exception says that it has
     * not.
     *
     * <p>Nothing is committed or rolled back here. After an exception the transaction may hold the row with a part of
     * the value: roll back.
     *
     * @param statement the caller's statement, with autocommit off
     * @param index of the parameter, from 1
     * @return the count of rows, as {@code PreparedStatement.executeUpdate()} gives it
     * @throws IllegalStateException if autocommit is on: the row would be committed before it is known to be whole.
     *     Nothing has been done then
     * @throws SQLException from the driver; the failure of the source is its cause or suppressed in it
     * @throws IncompleteStreamException if the driver executed the statement without having read all of the source
     */
    public static int executeUpdate(PreparedStatement statement, int index, PushSource source)
            throws SQLException, IOException {
        Objects.requireNonNull(source, "source");
        if (statement.getConnection().getAutoCommit()) {
            throw new IllegalStateException(
                    "autocommit is on: the row would be committed before its value is known to be"
                            + " whole. Call setAutoCommit(false) on the connection first, and commit() after this returned");
        }
        try {
            return source.feed(in -> {
                statement.setBinaryStream(index, in);
                return statement.executeUpdate();
            });
        } catch (IncompleteStreamException e) {
            throw new IncompleteStreamException(
                    "the statement was executed with an incomplete value; roll back its transaction: " + e.getMessage(),
                    e);
        } catch (SQLException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the sink above throws nothing else", e);
        }
    }
}
