package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binary large objects, written while they are made. */
@SuppressWarnings("exports") // see module-info
public final class Blobs {

    /**
     * The number of bytes that {@link Way#MEMORY} holds at most in this JVM. It depends on the size of the heap, so it
     * is not a compile-time constant.
     */
    public static final int LARGEST_IN_MEMORY = Limits.HELD;

    private Blobs() {}

    /**
     * Executes an insert or update with a parameter that is streamed from a source, and checks before it returns that
     * the database received all of it:
     *
     * <pre>{@code
     * connection.setAutoCommit(false);
     * try (var insert = connection.prepareStatement("insert into export(data) values (?)")) {
     *     Blobs.executeUpdate(insert, 1, report.through(GZIPOutputStream::new));
     * }
     * connection.commit();
     * }</pre>
     *
     * <p>The value is sent the {@link Way} that the driver and the column need. Set the other parameters before this
     * call. For several large values, for text, and for choosing the way yourself, use {@link LobUpdate}, where
     * everything is described.
     *
     * <p>Blocks until the statement has been executed. When this method returns or throws, the source has stopped,
     * unless an exception says that it has not. Nothing is committed here. After an exception nothing of the value is
     * in the transaction if the database has savepoints; otherwise roll back.
     *
     * @param statement the caller's statement, with autocommit off
     * @param index of the parameter, from 1
     * @return the count of rows, as {@code PreparedStatement.executeUpdate()} gives it
     * @throws IllegalStateException if autocommit is on: the row would be committed before it is known to be whole.
     *     Nothing has been done then
     * @throws SQLException from the driver; the failure of the source is its cause or suppressed in it
     * @throws IOException if the source failed and the driver did not say so, if the driver executed the statement
     *     without having read all of the source, or if the value is longer than its way allows
     */
    public static int executeUpdate(PreparedStatement statement, int index, PushSource source)
            throws SQLException, IOException {
        return LobUpdate.of(statement).blob(index, source).executeUpdate();
    }
}
