package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * PostgreSQL's large objects by the functions of the server, which need no class of the driver. All within the transaction of
 * the connection: a large object that is made and then rolled back is gone.
 */
@SuppressWarnings("AssignmentExpression") // as one reads from a stream
final class LargeObject {

    /** Bytes a call; each is a round trip. */
    static final int PIECE = 256 * 1024;

    private static final int WRITE = 0x20000;
    private static final int READ = 0x40000;

    private LargeObject() {}

    /**
     * Makes one of all that the stream has.
     *
     * @return its oid
     */
    static long create(Connection connection, InputStream in) throws SQLException, IOException {
        CopyOut.requireNone(connection);
        long oid = ask(connection, "select lo_creat(-1)");
        int descriptor = open(connection, oid, WRITE);
        try (PreparedStatement write = connection.prepareStatement("select lowrite(?, ?)")) {
            byte[] block = new byte[PIECE]; // used again: the driver has sent it when it returns
            for (int length; (length = in.readNBytes(block, 0, PIECE)) > 0; ) {
                CopyOut.requireNone(connection); // as the source may do
                write.setInt(1, descriptor);
                write.setBytes(2, length == PIECE ? block : Arrays.copyOf(block, length));
                try (ResultSet written = write.executeQuery()) {
                    written.next();
                    if (written.getInt(1) != length) {
                        throw new SQLException("the server took " + written.getInt(1) + " of " + length
                                + " bytes of large object " + oid);
                    }
                }
            }
        }
        close(connection, descriptor);
        return oid;
    }

    static int openForReading(Connection connection, long oid) throws SQLException {
        return open(connection, oid, READ);
    }

    static void close(Connection connection, int descriptor) throws SQLException {
        ask(connection, "select lo_close(" + descriptor + ")");
    }

    private static int open(Connection connection, long oid, int mode) throws SQLException {
        return (int) ask(connection, "select lo_open(" + oid + ", " + mode + ")");
    }

    private static long ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet answer = statement.executeQuery()) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** The next piece; shorter than {@link #PIECE} and in the end empty. */
    static byte[] read(PreparedStatement loread, int descriptor) throws SQLException {
        loread.setInt(1, descriptor);
        loread.setInt(2, PIECE);
        try (ResultSet piece = loread.executeQuery()) {
            piece.next();
            byte[] bytes = piece.getBytes(1);
            return bytes == null ? new byte[0] : bytes;
        }
    }
}
