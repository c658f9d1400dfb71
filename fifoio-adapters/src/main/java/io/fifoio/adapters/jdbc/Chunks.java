package io.fifoio.adapters.jdbc;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.StepwiseSource;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Stores large values in rows of a table, some kilobytes in each: reading and writing take bounded memory and linear
 * time on every database, even where a value in a single column would fill the heap or would not fit.
 *
 * <pre>{@code
 * create table chunk(id bigint, number int, bytes blob, primary key (id, number))
 *
 * try (var insert = connection.prepareStatement("insert into chunk(id, number, bytes) values (?, ?, ?)")) {
 *     insert.setLong(1, id);
 *     Chunks.write(insert, 2, 3, report);
 * }
 * connection.commit();
 *
 * var select = connection.prepareStatement("select number, bytes from chunk where id = ? order by number");
 * select.setLong(1, id);
 * try (InputStream in = LobQuery.of(select).chunked().closing(select).open()) {
 *     in.transferTo(target);
 * }
 * }</pre>
 *
 * <p>The type of the chunks is {@code blob} with H2, Derby, SQLite and DuckDB, {@code blob(1M)} with HSQLDB, {@code
 * bytea} with PostgreSQL, {@code mediumblob} with MariaDB and MySQL. H2 would hold all rows of a {@code varbinary} in
 * the heap when they are read, and HSQLDB when they are written, until they are committed.
 *
 * <p>Chunks are numbered from 0; an empty one after the last marks the value as complete. If it is missing or there is
 * a gap, reading the value fails; it is never taken for a shorter value.
 */
@SuppressWarnings("exports") // see module-info
public final class Chunks {

    /**
     * The usual number of bytes in a chunk, 256 KiB; it is not the maximum. With drivers for which that would take more
     * memory or time there are others: 512 KiB with HSQLDB in a column of type {@code blob}, or as many as the column
     * takes; 63 KiB with MariaDB's driver; 8 KiB with DuckDB's.
     */
    public static final int SIZE = 256 * 1024;

    private Chunks() {}

    /**
     * Writes a value, one execution of the statement for each chunk. The source may use the same connection (with
     * DuckDB, whose connection takes one thread at a time, only if it is written in steps). With MariaDB's driver a
     * source that is not written in steps is paused while a chunk is stored, because it might be walking a result of
     * the same connection; it must do so on the thread that writes, and not on another thread that reads ahead for it,
     * such as that of a stream it has opened from another source. After an exception nothing of the value is in the
     * transaction if the database has savepoints; otherwise roll back.
     *
     * <p>A query timeout of the statement also bounds each wait for the source, as described for {@link LobUpdate}; but
     * not for a source that is written in steps, which runs on the calling thread here.
     *
     * @param insert the caller's statement, with autocommit off and all parameters set except for these two
     * @param numberIndex of the parameter for the number of the chunk, from 1
     * @param bytesIndex of the parameter for its bytes
     * @return the length of the value in bytes
     * @throws IllegalArgumentException if both parameters are the same; nothing has been done then
     * @throws IllegalStateException if autocommit is on; nothing has been done then
     * @throws SQLException from the driver, or if the statement does not have such a parameter
     * @throws IOException if the source failed, if the server has truncated a chunk and merely warned (MariaDB, MySQL),
     *     or if the transaction was ended meanwhile (DuckDB; with other databases an {@code SQLException} says that the
     *     connection is lost)
     */
    public static long write(PreparedStatement insert, int numberIndex, int bytesIndex, PushSource source)
            throws SQLException, IOException {
        Objects.requireNonNull(source, "source");
        if (numberIndex == bytesIndex) {
            throw new IllegalArgumentException("number and bytes are both for parameter " + numberIndex);
        }
        Driver driver = Driver.of(Driver.connection(insert));
        driver.requireBytes(Driver.connection(insert));
        CopyOut.requireNone(Driver.connection(insert));
        if (driver.needsParameterChecked(Way.MEMORY)) {
            ParameterIndex.require(insert, numberIndex);
            ParameterIndex.require(insert, bytesIndex);
        }
        int size = driver.chunkSize(insert, bytesIndex);
        Undo undo = Undo.begin(Driver.connection(insert));
        try {
            long length = insertAll(insert, numberIndex, bytesIndex, source, size);
            undo.end();
            return length;
        } catch (Throwable failure) {
            undo.afterFailure(failure);
            throw failure;
        }
    }

    private static long insertAll(
            PreparedStatement insert, int numberIndex, int bytesIndex, PushSource source, int size)
            throws SQLException, IOException {
        SourceTurns turns = new SourceTurns();
        boolean inTurns = Driver.of(Driver.connection(insert)).has(Trait.GATHERS_OPEN_RESULTS)
                && !(source instanceof StepwiseSource);
        SourceInputStream in = (inTurns ? turns.of(source) : source).open(LobParameter.CAPACITY);
        try {
            QueryTimeout.limit(in, insert);
            insertAll(insert, numberIndex, bytesIndex, in, size, turns);
            in.close();
            return in.result().bytes();
        } catch (Throwable failure) {
            LobParameter.giveUp(in, failure);
            throw failure;
        }
    }

    private static void insertAll(
            PreparedStatement insert, int numberIndex, int bytesIndex, InputStream in, int size, SourceTurns turns)
            throws SQLException, IOException {
        Connection connection = Driver.connection(insert);
        Warnings warnings = Warnings.of(connection, Driver.of(connection));
        TransactionNumber transaction = new TransactionNumber(connection, Driver.of(connection));
        byte[] block = new byte[size];
        int number = 0;
        int length;
        do {
            length = in.readNBytes(block, 0, size);
            insert.setInt(numberIndex, number++);
            CopyOut.requireNone(connection);
            // A copy, because some drivers keep it: to send it again, or as the value.
            insert.setBytes(bytesIndex, Arrays.copyOf(block, length));
            turns.execute(insert, () -> insert(insert, warnings));
            if (number == 1) {
                transaction.begun();
            }
        } while (length > 0);
        transaction.check();
    }

    private static void insert(PreparedStatement insert, Warnings warnings) throws SQLException, IOException {
        int count = insert.executeUpdate();
        warnings.check(insert);
        if (count != 1) {
            throw new IncompleteStreamException("the statement inserted " + count + " rows instead of one chunk");
        }
    }
}
