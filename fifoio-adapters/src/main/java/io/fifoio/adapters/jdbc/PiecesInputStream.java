package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Objects;

/** The bytes of pieces, one after the other. */
final class PiecesInputStream extends InputStream {

    private final Pieces pieces;
    private byte[] piece = new byte[0];
    private int position;
    private boolean ended;
    private boolean closed;

    PiecesInputStream(Pieces pieces) {
        this.pieces = pieces;
    }

    /**
     * Fetches the first piece, so that a missing value is detected before the stream is handed out.
     *
     * @param pieces not closed if this fails
     */
    static PiecesInputStream begin(Pieces pieces) throws SQLException, IOException {
        PiecesInputStream in = new PiecesInputStream(pieces);
        try {
            in.fetch();
        } catch (RuntimeException e) {
            throw new SQLException("the driver failed while it fetched the first piece of the value: " + e, e);
        }
        return in;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? piece[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        if (len == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(len, piece.length - position);
        System.arraycopy(piece, position, b, off, count);
        position += count;
        return count;
    }

    private boolean hasMore() throws IOException {
        if (position == piece.length && !ended) {
            try {
                fetch();
            } catch (SQLException e) {
                throw new IOException("the database gave no further piece of the value: " + e, e);
            }
        }
        return !ended;
    }

    private void fetch() throws SQLException, IOException {
        piece = pieces.next();
        position = 0;
        ended = piece.length == 0;
    }

    @Override
    public int available() {
        return piece.length - position;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        piece = new byte[0];
        position = 0;
        ended = true;
        try {
            pieces.close();
        } catch (SQLException e) {
            throw new IOException(e.toString(), e);
        }
    }
}
