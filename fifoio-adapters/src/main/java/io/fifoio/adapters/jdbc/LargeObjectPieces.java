package io.fifoio.adapters.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A large object of PostgreSQL, read from its start. */
final class LargeObjectPieces implements Pieces {

    private final Connection connection;
    private final int descriptor;
    private final PreparedStatement read;
    private boolean ended;

    LargeObjectPieces(Connection connection, long oid) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "autocommit is on, and a large object can be read within a transaction only: call"
                            + " setAutoCommit(false) on the connection first");
        }
        this.connection = connection;
        this.descriptor = LargeObject.openForReading(connection, oid);
        this.read = connection.prepareStatement("select loread(?, ?)");
        PostgresqlBytes.notAsText(read);
    }

    @Override
    public byte[] next() throws SQLException {
        if (ended) {
            return new byte[0];
        }
        byte[] piece = LargeObject.read(read, descriptor);
        if (piece.length < LargeObject.PIECE) {
            // Closed now, because a caller that has all of it may commit before the stream is closed, and the
            // descriptor ends with the transaction.
            close();
        }
        return piece;
    }

    @Override
    public void close() throws SQLException {
        if (ended) {
            return;
        }
        ended = true;
        read.close();
        if (!connection.isClosed()) {
            LargeObject.close(connection, descriptor);
        }
    }
}
