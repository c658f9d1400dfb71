package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;

/**
 * PostgreSQL's large objects through the functions of the server, which need no class of the driver. Everything happens
 * within the transaction of the connection: a large object that is created and then rolled back is gone.
 */
@SuppressWarnings("AssignmentExpression") // as one reads from a stream
final class LargeObject {

    /** How many bytes are written or read by one call; each call is a round trip. */
    static final int PIECE = 256 * 1024;

    private static final int WRITE = 0x20000;
    private static final int READ = 0x40000;

    /**
     * Names of types that do not refer to a large object. A domain over {@code oid} has none of these names, because
     * the driver gives its own.
     */
    private static final Set<String> OTHER_TYPES =
            Set.of("bytea", "text", "varchar", "bpchar", "name", "json", "jsonb", "xml", "unknown");

    private LargeObject() {}

    /**
     * Whether a type refers to a large object: {@code oid}, or a domain over it, as {@code lo} is one.
     *
     * @param typeName as the driver gives it: with its schema, both in quotes, if the search path does not find it
     */
    static boolean isReferredToBy(Connection connection, String typeName) throws SQLException {
        if (typeName.equals("oid")) {
            return true;
        }
        if (OTHER_TYPES.contains(typeName)) {
            return false;
        }
        try (PreparedStatement asking =
                connection.prepareStatement("with recursive base(id) as (select t.oid from pg_catalog.pg_type t"
                        + " join pg_catalog.pg_namespace n on n.oid = t.typnamespace"
                        + " where (t.typname = ? and pg_catalog.pg_type_is_visible(t.oid))"
                        + " or '\"' || n.nspname || '\".\"' || t.typname || '\"' = ?"
                        + " union all select t.typbasetype from base join pg_catalog.pg_type t on t.oid = base.id"
                        + " where t.typtype = 'd')"
                        + " select count(*) from base where id = 26")) { // what oid has in every database
            asking.setString(1, typeName);
            asking.setString(2, typeName);
            try (ResultSet answer = asking.executeQuery()) {
                answer.next();
                return answer.getLong(1) > 0;
            }
        }
    }

    /**
     * Creates a large object from all that the stream has.
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

    /**
     * Reads the next piece, which is shorter than {@link #PIECE} only at the end of the value, and empty after that.
     */
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
