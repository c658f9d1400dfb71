package io.fifoio.integration.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.LobUpdate;
import io.fifoio.adapters.jdbc.Rows;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A way to get a value into a database, and out again. Text is ASCII here, so that a value has as many characters as
 * bytes.
 */
enum Operation {
    BLOB {
        @Override
        void write(Database database, Connection connection, int id, PushSource source) throws Exception {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + database.table("lob") + "(id, data) values (?, ?)")) {
                insert.setInt(1, id);
                Blobs.executeUpdate(insert, 2, source);
            }
        }

        @Override
        InputStream open(Database database, Connection connection, int id) throws Exception {
            String ranged = database.ranged("data");
            PreparedStatement select = connection.prepareStatement("select " + (ranged == null ? "data" : ranged)
                    + " from " + database.table("lob") + " where id = " + id);
            LobQuery query = LobQuery.of(select).closing(select);
            return ranged == null ? query.open() : query.ranged(1, 2).open();
        }

        @Override
        InputStream openLarge(Database database, Connection connection, int id) throws Exception {
            return database.isMariadb()
                    ? pieces(connection, "select data as bytes from " + database.table("lob") + " where id = " + id)
                            .open()
                    : open(database, connection, id);
        }
    },
    CLOB {
        @Override
        void write(Database database, Connection connection, int id, PushSource source) throws Exception {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into " + database.table("lob") + "(id, text) values (?, ?)")) {
                insert.setInt(1, id);
                LobUpdate.of(insert).clob(2, source).executeUpdate();
            }
        }

        @Override
        InputStream open(Database database, Connection connection, int id) throws Exception {
            String ranged = database.ranged(database.bytesOfText());
            PreparedStatement select = connection.prepareStatement("select " + (ranged == null ? "text" : ranged)
                    + " from " + database.table("lob") + " where id = " + id);
            LobQuery query = LobQuery.of(select).closing(select);
            Reader reader =
                    ranged == null ? query.openText() : query.ranged(1, 2).openText();
            return new AsciiInputStream(reader);
        }

        @Override
        InputStream openLarge(Database database, Connection connection, int id) throws Exception {
            if (database.isMariadb()) {
                // The limit makes the server keep the bytes, which otherwise it would compute anew for each piece.
                LobQuery query = pieces(
                        connection,
                        "select " + database.bytesOfText() + " as bytes from " + database.table("lob") + " where id = "
                                + id + " limit 1");
                return new AsciiInputStream(query.openText());
            }
            if (database != Database.POSTGRESQL) {
                return open(database, connection, id);
            }
            PreparedStatement select =
                    connection.prepareStatement("select lo_from_bytea(0, convert_to(text, 'UTF8')) from "
                            + database.table("lob") + " where id = " + id);
            return new AsciiInputStream(LobQuery.of(select).closing(select).openText());
        }
    },
    CHUNKS {
        @Override
        void write(Database database, Connection connection, int id, PushSource source) throws Exception {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into " + database.table("chunk") + "(id, number, bytes) values (?, ?, ?)")) {
                insert.setInt(1, id);
                Chunks.write(insert, 2, 3, source);
            }
        }

        @Override
        InputStream open(Database database, Connection connection, int id) throws Exception {
            PreparedStatement select = connection.prepareStatement(
                    "select number, bytes from " + database.table("chunk") + " where id = " + id + " order by number");
            return LobQuery.of(select).chunked().closing(select).open();
        }
    },

    /** A row for each line. */
    BULK {
        @Override
        boolean isKnownTo(Database database) {
            return database.isServer();
        }

        @Override
        void write(Database database, Connection connection, int id, PushSource source) throws Exception {
            String table = database.table("bulk");
            if (database.isPostgresql()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select set_config('fifoio.id', '" + id + "', true)");
                }
                BulkLoad.in(connection, "copy " + table + "(line) from stdin (format csv)", source);
            } else {
                String sql = "load data local infile 'stream' into table " + table
                        + " fields terminated by ',' escaped by '' (line) set id = " + id;
                BulkLoad.in(connection, sql, source);
            }
        }

        @Override
        InputStream open(Database database, Connection connection, int id) {
            String select = "select line from " + database.table("bulk") + " where id = " + id + " order by number";
            return Rows.query(connection, c -> c.prepareStatement(select))
                    .as(Csv.rowsWithoutHeader())
                    .through(WithoutReturns::new)
                    .open();
        }
    };

    /** Whether the database can do this at all. */
    boolean isKnownTo(Database database) {
        return true;
    }

    /** Whether this is about rows rather than one value. */
    boolean isOfRows() {
        return this == CHUNKS || this == BULK;
    }

    abstract void write(Database database, Connection connection, int id, PushSource source) throws Exception;

    /**
     * Opens the value in the way that the documentation names for the database; closing the stream closes its
     * statement.
     */
    abstract InputStream open(Database database, Connection connection, int id) throws Exception;

    /**
     * Opens the value in the way that the documentation names for large values: the time grows with the length, not
     * with its square.
     */
    InputStream openLarge(Database database, Connection connection, int id) throws Exception {
        return open(database, connection, id);
    }

    /**
     * MariaDB's server: pieces of a value that it reads once, as the rows of one query, the last of them empty.
     *
     * @param row a query for the value, as {@code bytes}
     */
    private static LobQuery pieces(Connection connection, String row) throws SQLException {
        PreparedStatement select = connection.prepareStatement(
                "select seq, substring(bytes, seq * 64512 + 1, 64512) from seq_0_to_20000 join (" + row
                        + ") as value where seq * 64512 < length(bytes) + 64512 order by seq");
        return LobQuery.of(select).chunked().closing(select);
    }

    /** Returns how many rows another connection sees. */
    int rows(Database database, int id) throws Exception {
        String table = database.table(this == CHUNKS ? "chunk" : this == BULK ? "bulk" : "lob");
        try (Connection other = database.connect();
                PreparedStatement select =
                        other.prepareStatement("select count(*) from " + table + " where id = " + id);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Returns what another connection reads; null if there is no row. */
    byte @Nullable [] stored(Database database, int id) throws Exception {
        if (rows(database, id) == 0) {
            return null;
        }
        try (Connection other = database.begin()) {
            other.setTransactionIsolation(database.snapshot());
            try (InputStream in = open(database, other, id)) {
                return in.readAllBytes();
            } finally {
                other.rollback();
            }
        }
    }

    /** Makes lines end as those that were loaded. */
    private static final class WithoutReturns extends FilterOutputStream {

        WithoutReturns(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (b != '\r') {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            int from = off;
            for (int i = off; i < off + len; i++) {
                if (b[i] == '\r') {
                    out.write(b, from, i - from);
                    from = i + 1;
                }
            }
            out.write(b, from, off + len - from);
        }
    }

    /** The characters as bytes. */
    private static final class AsciiInputStream extends InputStream {

        private final Reader reader;
        private char[] chars = new char[8192];

        AsciiInputStream(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            return reader.read();
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int count = reader.read(chars, 0, Math.min(len, chars.length));
            if (count > 0) {
                byte[] bytes = new String(chars, 0, count).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(bytes, 0, b, off, count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
