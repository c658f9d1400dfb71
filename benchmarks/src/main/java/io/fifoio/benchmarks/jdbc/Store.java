package io.fifoio.benchmarks.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.Chunks;
import io.fifoio.adapters.jdbc.LobQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** A database with a table for values and one for chunks, and the calls that are compared on it. */
enum Store {
    H2("H2", "blob", "blob", null),
    HSQLDB("HSQLDB", "blob(4G)", "blob(1M)", null),
    DERBY("Derby", "blob(2147483647)", "blob(2147483647)", null),
    SQLITE("SQLite", "blob", "blob", "substr(data, ?, ?)"),
    DUCKDB("DuckDB", "blob", "blob", "cast(array_slice(data, $1, $1 + $2 - 1) as blob)"),
    POSTGRESQL("PostgreSQL, bytea", "bytea", "bytea", "substring(data from ? for ?)"),
    LARGE_OBJECT("PostgreSQL, large object", "oid", "bytea", null),
    MARIADB("MariaDB", "longblob", "longblob", "substring(data, ?, ?)");

    private static final int ID = 1;

    private final String title;
    private final String type;
    private final String chunkType;
    private final @Nullable String range;

    Store(String title, String type, String chunkType, @Nullable String range) {
        this.title = title;
        this.type = type;
        this.chunkType = chunkType;
        this.range = range;
    }

    @Override
    public String toString() {
        return title;
    }

    boolean isServer() {
        return compareTo(POSTGRESQL) >= 0;
    }

    Connection connect(Path folder) throws SQLException {
        Properties properties = new Properties();
        if (this == DUCKDB) {
            properties.setProperty("jdbc_stream_results", "true");
        }
        Connection connection = DriverManager.getConnection(url(folder), properties);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(
                this == SQLITE ? Connection.TRANSACTION_SERIALIZABLE : Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    private String url(Path folder) {
        return switch (this) {
            case H2 -> "jdbc:h2:file:" + folder.resolve("h2") + ";TRACE_LEVEL_FILE=0";
            case HSQLDB ->
                "jdbc:hsqldb:file:" + folder.resolve("hsqldb") + ";hsqldb.tx=mvcc;hsqldb.default_table_type=cached";
            case DERBY -> "jdbc:derby:" + folder.resolve("derby") + ";create=true";
            case SQLITE -> "jdbc:sqlite:" + folder.resolve("sqlite.db");
            case DUCKDB -> "jdbc:duckdb:" + folder.resolve("duckdb.db");
            case POSTGRESQL, LARGE_OBJECT -> System.getProperty(EmbeddedServers.POSTGRESQL);
            case MARIADB -> System.getProperty(EmbeddedServers.MARIADB);
        };
    }

    void createTables(Connection connection) throws SQLException {
        drop(connection, "large");
        drop(connection, "chunk");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table large(id int not null primary key, data " + type + ")");
            statement.execute("create table chunk(id int not null, number int not null, bytes " + chunkType
                    + ", primary key (id, number))");
        }
        connection.commit();
    }

    private static void drop(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table " + table);
            connection.commit();
        } catch (SQLException thereWasNone) {
            connection.rollback();
        }
    }

    /** Deletes everything, so that every value goes into an empty table. */
    void deleteAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (this == LARGE_OBJECT) {
                statement.execute("select lo_unlink(data) from large");
            }
            statement.execute("delete from large");
            statement.execute("delete from chunk");
        }
        connection.commit();
    }

    boolean has(Way way, boolean writing) {
        return switch (way) {
            case PLAIN, CHUNKED -> true;
            case FIFO -> writing ? streamsIn() : range == null;
            case PUMPED -> writing && streamsIn();
            case RANGED -> !writing && range != null;
            case VARIABLE -> !writing && this == MARIADB;
        };
    }

    /** Whether a value is streamed; the others hold a value of our source in memory, up to 4 MiB, and refuse more. */
    private boolean streamsIn() {
        return this != SQLITE && this != DUCKDB;
    }

    void write(Connection connection, Way way, long length) throws SQLException, IOException {
        if (way == Way.CHUNKED) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into chunk(id, number, bytes) values (?, ?, ?)")) {
                insert.setInt(1, ID);
                Chunks.write(insert, 2, 3, Blocks.pushed(length));
            }
        } else {
            try (PreparedStatement insert = connection.prepareStatement("insert into large(id, data) values (?, ?)")) {
                insert.setInt(1, ID);
                switch (way) {
                    case FIFO -> Blobs.executeUpdate(insert, 2, source(Blocks.pushed(length), length));
                    case PUMPED ->
                        Blobs.executeUpdate(insert, 2, source(PushSource.from(Blocks.pulled(length)), length));
                    default -> writePlain(connection, insert, length);
                }
            }
        }
        connection.commit();
    }

    /** Returns the source to write. PostgreSQL requires the length of a bytea; the plain call gets it too. */
    private PushSource source(PushSource source, long length) {
        return this == POSTGRESQL ? source.ofLength(length) : source;
    }

    /** Writes as the driver's documentation says. */
    private void writePlain(Connection connection, PreparedStatement insert, long length)
            throws SQLException, IOException {
        InputStream in = Blocks.pulled(length);
        switch (this) {
            case H2, HSQLDB, DERBY, MARIADB -> insert.setBinaryStream(2, in);
            case POSTGRESQL -> insert.setBinaryStream(2, in, length);
            case SQLITE, DUCKDB -> insert.setBytes(2, in.readAllBytes());
            case LARGE_OBJECT -> {
                LargeObjectManager manager =
                        connection.unwrap(PGConnection.class).getLargeObjectAPI();
                long oid = manager.createLO(LargeObjectManager.READWRITE);
                try (LargeObject object = manager.open(oid, LargeObjectManager.WRITE);
                        OutputStream out = object.getOutputStream()) {
                    in.transferTo(out);
                }
                insert.setLong(2, oid);
            }
        }
        insert.executeUpdate();
    }

    /** @return how many bytes came */
    long read(Connection connection, Way way, byte[] buffer) throws SQLException, IOException {
        long total = 0;
        try (InputStream in = open(connection, way)) {
            for (int count; (count = in.read(buffer)) >= 0; ) {
                total += count;
            }
        }
        connection.commit();
        return total;
    }

    private InputStream open(Connection connection, Way way) throws SQLException, IOException {
        return switch (way) {
            case PLAIN -> openPlain(connection);
            case FIFO -> query(connection, "select data from large").open();
            case RANGED ->
                query(connection, "select " + range + " from large")
                        .ranged(1, 2)
                        .open();
            case CHUNKED ->
                query(connection, "select number, bytes from chunk order by number")
                        .chunked()
                        .open();
            case PUMPED -> throw new IllegalArgumentException(way + " is a way in");
            case VARIABLE -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set @value = (select data from large)");
                }
                yield query(connection, "select substring(@value, ?, ?)")
                        .ranged(1, 2)
                        .open();
            }
        };
    }

    private static LobQuery query(Connection connection, String sql) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        return LobQuery.of(select).closing(select);
    }

    private InputStream openPlain(Connection connection) throws SQLException {
        Statement select = connection.createStatement();
        select.closeOnCompletion();
        ResultSet rows = select.executeQuery("select data from large");
        rows.next();
        return switch (this) {
            case DUCKDB -> rows.getBlob(1).getBinaryStream();
            case LARGE_OBJECT ->
                connection
                        .unwrap(PGConnection.class)
                        .getLargeObjectAPI()
                        .open(rows.getLong(1), LargeObjectManager.READ)
                        .getInputStream();
            default -> rows.getBinaryStream(1);
        };
    }
}
