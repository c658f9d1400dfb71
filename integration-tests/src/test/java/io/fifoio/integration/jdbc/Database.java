package io.fifoio.integration.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Every database and mode of a driver that the tests run on; each with tables of its own. */
public enum Database {
    H2("H2", "blob", "clob"),
    HSQLDB("HSQLDB", "blob(4G)", "clob(4G)"),
    DERBY("Derby", "blob(2147483647)", "clob(2147483647)"),
    POSTGRESQL("PostgreSQL, bytea", "bytea", "text"),
    LARGE_OBJECT("PostgreSQL, large object", "oid", "oid"),
    MARIADB("MariaDB", "longblob", "longtext character set utf8mb4"),
    MYSQL_DRIVER("MySQL driver on MariaDB", "longblob", "longtext character set utf8mb4"),
    MYSQL_SERVER_SIDE("MySQL driver on MariaDB, server-side statements", "longblob", "longtext character set utf8mb4"),
    SQLITE("SQLite", "blob", "text"),
    DUCKDB("DuckDB", "blob", "varchar");

    /** For MariaDB's driver, which since 4.0 requires one unless it is told otherwise. */
    private static final String WITHOUT_CERTIFICATE = "&sslMode=disable";

    /** For MySQL's driver, whose handshake takes longer than most cases. */
    private static final String WITHOUT_TLS = "&sslMode=DISABLED";

    private final String label;
    private final String binaryType;
    private final String textType;

    Database(String label, String binaryType, String textType) {
        this.label = label;
        this.binaryType = binaryType;
        this.textType = textType;
    }

    @Override
    public String toString() {
        return label;
    }

    /**
     * Returns the URL of the server or the file. It is also valid in another JVM, unless the database lives in one
     * process.
     */
    String url() {
        return switch (this) {
            case H2 -> "jdbc:h2:file:" + Servers.file("h2") + ";TRACE_LEVEL_FILE=0";
            case HSQLDB ->
                "jdbc:hsqldb:file:" + Servers.file("hsqldb")
                        + ";hsqldb.tx=mvcc;hsqldb.log_data=true;hsqldb.default_table_type=cached";
            case DERBY -> "jdbc:derby:" + Servers.file("derby") + ";create=true";
            case SQLITE -> "jdbc:sqlite:" + Servers.file("sqlite.db");
            case DUCKDB -> "jdbc:duckdb:" + Servers.file("duckdb.db");
            case POSTGRESQL, LARGE_OBJECT -> Servers.postgresql();
            case MARIADB -> "jdbc:mariadb:" + Servers.mariadb() + "&allowLocalInfile=true" + WITHOUT_CERTIFICATE;
            case MYSQL_DRIVER -> "jdbc:mysql:" + Servers.mariadb() + "&allowLoadLocalInfile=true" + WITHOUT_TLS;
            case MYSQL_SERVER_SIDE ->
                "jdbc:mysql:" + Servers.mariadb() + "&allowLoadLocalInfile=true&useServerPrepStmts=true" + WITHOUT_TLS;
        };
    }

    Connection connect() throws SQLException {
        return connect(url());
    }

    Connection connect(String url) throws SQLException {
        Properties properties = new Properties();
        if (this == DUCKDB) {
            properties.setProperty("jdbc_stream_results", "true");
        }
        return DriverManager.getConnection(url, properties);
    }

    /** A connection with autocommit off. */
    Connection begin() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    String binaryType() {
        return binaryType;
    }

    String textType() {
        return textType;
    }

    /** Of one chunk. */
    String chunkType() {
        return switch (this) {
            case HSQLDB -> "blob(1M)"; // rows of a varbinary stay in the heap until they are committed
            case LARGE_OBJECT -> "bytea";
            default -> binaryType;
        };
    }

    boolean isServer() {
        return isPostgresql() || isMariadb();
    }

    boolean isPostgresql() {
        return this == POSTGRESQL || this == LARGE_OBJECT;
    }

    boolean isMariadb() {
        return this == MARIADB || this == MYSQL_DRIVER || this == MYSQL_SERVER_SIDE;
    }

    /** The name of a table that only this one uses. */
    String table(String name) {
        return name + "_" + name().toLowerCase(Locale.ROOT);
    }

    /** Made anew, empty. */
    void createTables() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            drop(connection, table("lob"));
            drop(connection, table("chunk"));
            statement.execute("create table " + table("lob") + "(id int not null primary key, data " + binaryType
                    + ", text " + textType + ")");
            statement.execute("create table " + table("chunk") + "(id int not null, number int not null, bytes "
                    + chunkType() + ", primary key (id, number))");
            if (isServer()) {
                drop(connection, table("bulk"));
                statement.execute("create table " + table("bulk") + "(id int "
                        + (isPostgresql() ? "default cast(current_setting('fifoio.id') as int)" : "")
                        + ", number " + (isPostgresql() ? "serial" : "int auto_increment")
                        + " primary key, line varchar(2000))");
            }
        }
    }

    private static void drop(Connection connection, String table) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table " + table);
        } catch (SQLException thereWasNone) {
            // Derby has no "if exists".
        }
    }

    /** Returns a range of a column, with parameters for its start and length; null if the plain way streams. */
    @Nullable
    String ranged(String bytes) {
        return switch (this) {
            case H2, HSQLDB, DERBY, LARGE_OBJECT -> null;
            case POSTGRESQL -> "substring(" + bytes + " from ? for ?)";
            case MARIADB, MYSQL_DRIVER, MYSQL_SERVER_SIDE -> "substring(" + bytes + ", ?, ?)";
            // Its substr turns an empty value into NULL.
            case SQLITE -> "case when length(" + bytes + ") = 0 then x'' else substr(" + bytes + ", ?, ?) end";
            case DUCKDB -> "cast(array_slice(" + bytes + ", $1, $1 + $2 - 1) as blob)";
        };
    }

    /** The text as UTF-8, in SQL. */
    String bytesOfText() {
        return switch (this) {
            case POSTGRESQL -> "convert_to(text, 'UTF8')";
            case MARIADB, MYSQL_DRIVER, MYSQL_SERVER_SIDE -> "cast(text as binary)";
            case SQLITE -> "cast(text as blob)";
            case DUCKDB -> "encode(text)";
            case H2, HSQLDB, DERBY, LARGE_OBJECT -> "text";
        };
    }

    /** The isolation in which all reads see one state. */
    int snapshot() {
        return switch (this) {
            case SQLITE -> Connection.TRANSACTION_SERIALIZABLE;
            default -> Connection.TRANSACTION_REPEATABLE_READ;
        };
    }

    /** Whether what a failed call did is undone by itself. */
    boolean hasSavepoints() {
        return this != DUCKDB;
    }

    /** Returns what identifies a connection for {@link #kill}. */
    String session(Connection connection) throws SQLException {
        return ask(connection, isPostgresql() ? "select pg_backend_pid()" : "select connection_id()");
    }

    /** Ends a session of a server from outside. */
    void kill(String session) throws SQLException {
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute(isPostgresql() ? "select pg_terminate_backend(" + session + ")" : "kill " + session);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }
}
