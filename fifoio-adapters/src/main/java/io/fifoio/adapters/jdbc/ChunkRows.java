package io.fifoio.adapters.jdbc;

import java.io.EOFException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a chunked value. All of them must be there: numbered without a gap, the last one empty. */
final class ChunkRows implements Pieces {

    private final Connection connection;
    private final ResultSet rows;
    private final Driver driver;
    private long next;

    ChunkRows(Connection connection, ResultSet rows, Driver driver) {
        this.connection = connection;
        this.rows = rows;
        this.driver = driver;
    }

    @Override
    public byte[] next() throws SQLException, IOException {
        if (!RowFetch.next(rows, connection)) {
            if (next == 0) {
                throw new SQLException("there is no chunk of the value", "02000");
            }
            throw new EOFException("the value is not whole: after chunk " + (next - 1)
                    + " there is neither a further one nor" + " the empty one that ends a value");
        }
        long number = rows.getLong(1);
        if (number != next) {
            throw new IOException("the value is not whole: chunk " + next + " is missing, the next one has the number "
                    + number + ". Does the query order by the number?");
        }
        next++;
        byte @Nullable [] chunk = driver.bytes(rows, 2);
        if (chunk == null || chunk.length == 0) {
            if (RowFetch.next(rows, connection)) {
                throw new IOException(
                        "chunk " + rows.getLong(1) + " stands behind the end of the value, chunk " + number);
            }
            return new byte[0];
        }
        return chunk;
    }
}
