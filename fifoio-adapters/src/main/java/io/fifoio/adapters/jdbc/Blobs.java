package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binary large objects, written while they are made. */
@SuppressWarnings("exports") // see module-info
public final class Blobs {

    /** How many bytes {@link Way#MEMORY} holds at most in this JVM; its heap decides, so this is no constant of the compiler. */
    public static final int LARGEST_IN_MEMORY = Limits.HELD;

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
     * <p>The value goes the {@link Way} that driver and column need. The other parameters are the caller's to set before. More
     * than one large value, text, and ways set by hand: {@link LobUpdate}, where all of it is described.
     *
     * <p>Blocks until the statement has been executed. When this returns or throws, the source has stopped, or an exception says
     * that it has not. Nothing is committed here. After an exception nothing of the value is in the transaction, if the database
     * has savepoints; else roll back.
     *
     * @param statement the caller's statement, with autocommit off
     * @param index of the parameter, from 1
     * @return the count of rows, as {@code PreparedStatement.executeUpdate()} gives it
     * @throws IllegalStateException if autocommit is on: the row would be committed before it is known to be whole.
     *     Nothing has been done then
     * @throws SQLException from the driver; the failure of the source is its cause or suppressed in it
     * @throws IOException if the source failed and the driver did not say so, if the driver executed the statement without
     *     having read all of the source, or if the value is longer than its way allows
     */
    public static int executeUpdate(PreparedStatement statement, int index, PushSource source)
            throws SQLException, IOException {
        return LobUpdate.of(statement).blob(index, source).executeUpdate();
    }
}
