package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The drivers whose habits are known, told apart by what they say of themselves. */
enum Driver {
    H2("h2", "org.h2.jdbc.JdbcConnection"),
    HSQLDB("hsql", "org.hsqldb.jdbc.JDBCConnection"),
    DERBY("derby", "org.apache.derby.iapi.jdbc.EngineConnection", "org.apache.derby.client.am.ClientConnection"),
    POSTGRESQL("postgresql", "org.postgresql.PGConnection"),
    MARIADB("mariadb", "org.mariadb.jdbc.Connection", "org.mariadb.jdbc.MariaDbConnection"),
    MYSQL("mysql", "com.mysql.cj.jdbc.JdbcConnection"),
    SQLITE("sqlite", "org.sqlite.SQLiteConnection"),
    DUCKDB("duckdb", "org.duckdb.DuckDBConnection"),
    SQL_SERVER("microsoft jdbc", "com.microsoft.sqlserver.jdbc.ISQLServerConnection"),
    ORACLE("oracle", "oracle.jdbc.OracleConnection"),
    OTHER("");

    /** Of columns whose values are no LOBs. */
    private static final Set<Integer> SHORT_TYPES =
            Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);

    private static final Pattern GATHERING =
            Pattern.compile("[?&](useCompression|transactionReplay)(=(true|1))?(&|$)", Pattern.CASE_INSENSITIVE);

    private final String inName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> connections;

    /** @param connections the types of its connections, of which one version may have this and another that */
    Driver(String inName, String... connections) {
        this.inName = inName;
        this.connections = List.of(connections);
    }

    /** That of a statement: MariaDB's driver 2.7 has none any more for one whose connection was lost. */
    static Connection connection(Statement statement) throws SQLException {
        Connection connection = statement.getConnection();
        if (connection == null) {
            throw new SQLNonTransientConnectionException(
                    "the statement has no connection: it is closed, or its connection was lost", "08003");
        }
        return connection;
    }

    static Driver of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDriverName().toLowerCase(Locale.ROOT);
        for (Driver driver : values()) {
            if (name.contains(driver.inName)) {
                return driver;
            }
        }
        throw new AssertionError("every name contains the empty one");
    }

    /**
     * The way of a value into a parameter.
     *
     * @param binary whether the value is a BLOB; else it is a CLOB
     * @param length of the value in bytes, or -1 where it is not known
     */
    Way way(PreparedStatement statement, int index, boolean binary, long length) throws SQLException {
        return switch (this) {
            case SQL_SERVER, ORACLE, OTHER -> Way.STREAM;
            case MARIADB -> gathersMessages(connection(statement)) ? Way.MEMORY : Way.STREAM;
            case H2 -> declaredLength(statement, index) > 0 ? Way.MEMORY : streamWithinProcess(statement);
            case DERBY -> streamWithinProcess(statement);
            case HSQLDB -> isLobParameter(statement, index) ? streamWithinProcess(statement) : Way.MEMORY;
            case POSTGRESQL -> postgresqlWay(statement, index, binary, length);
            case MYSQL -> sendsInPieces(statement, binary) ? Way.STREAM : Way.MEMORY;
            case SQLITE, DUCKDB -> Way.MEMORY;
        };
    }

    /**
     * How many bytes of a value go into one row of a chunk table, so that writing and reading it holds little. MariaDB's driver makes
     * room for twice the bytes, before its statement: 128 KiB, or with more of them 1 MiB, which it throws away after each chunk. HSQLDB
     * makes a LOB of each, which takes the longer the more there are.
     */
    int chunkSize(PreparedStatement insert, int bytesIndex) throws SQLException {
        return switch (this) {
            case DUCKDB -> 8 * 1024;
            case MARIADB -> 63 * 1024;
            case HSQLDB -> {
                int usual = isLobParameter(insert, bytesIndex) ? 2 * Chunks.SIZE : Chunks.SIZE;
                int most = insert.getParameterMetaData().getPrecision(bytesIndex); // 0 from 2 GiB on
                yield most > 0 ? Math.min(usual, most) : usual;
            }
            case H2, DERBY, POSTGRESQL, MYSQL, SQLITE, SQL_SERVER, ORACLE, OTHER -> Chunks.SIZE;
        };
    }

    /** Whether the plain call holds a value that is read as a whole, whatever the column. */
    boolean readsWholeValues() {
        return switch (this) {
            case MARIADB, MYSQL, SQLITE, DUCKDB -> true;
            case H2, HSQLDB, DERBY, POSTGRESQL, SQL_SERVER, ORACLE, OTHER -> false;
        };
    }

    /** How rows are fetched, and made to come while they are read. */
    Fetching fetching() {
        return switch (this) {
            case POSTGRESQL -> Fetching.BY_CURSOR;
            case MARIADB -> Fetching.BY_SIZE;
            case MYSQL -> Fetching.ROW_BY_ROW;
            case HSQLDB, DERBY, SQL_SERVER, ORACLE -> Fetching.SEVERAL;
            case H2, SQLITE, DUCKDB, OTHER -> Fetching.AS_IT_IS;
        };
    }

    /** HSQLDB keeps a {@code VARBINARY} or {@code VARCHAR} in the heap, and streams {@code BLOB} and {@code CLOB}. */
    private static boolean isLobParameter(PreparedStatement statement, int index) throws SQLException {
        int type = statement.getParameterMetaData().getParameterType(index);
        return type == Types.BLOB || type == Types.CLOB;
    }

    /**
     * Over a network HSQLDB's driver leaves its message open where the stream fails, and takes what follows for more of it; H2's
     * leaves a file of its own behind; of Derby's it is not known.
     */
    private static Way streamWithinProcess(PreparedStatement statement) throws SQLException {
        return Location.of(connection(statement)).isOverNetwork() ? Way.SPOOL : Way.STREAM;
    }

    /** How long a value in a column that is no LOB, of which H2 and HSQLDB make one array, may be, in bytes or chars; 0 of others, and where it is not known. */
    static int declaredLength(PreparedStatement statement, int index) throws SQLException {
        ParameterMetaData parameters = statement.getParameterMetaData();
        return SHORT_TYPES.contains(parameters.getParameterType(index)) ? parameters.getPrecision(index) : 0;
    }

    private static Way postgresqlWay(PreparedStatement statement, int index, boolean binary, long length)
            throws SQLException {
        Connection connection = connection(statement);
        if (putsValuesIntoText(connection)) {
            return Way.MEMORY; // the type can't be asked for: the driver would send the statement without its values
        }
        if (LargeObject.isReferredToBy(
                connection, statement.getParameterMetaData().getParameterTypeName(index))) {
            return Way.LARGE_OBJECT;
        }
        if (binary) {
            return length < 0 ? Way.SPOOL : Way.STREAM;
        }
        return leavesFiles(connection) ? Way.SPOOL : Way.STREAM;
    }

    /** MariaDB's driver with an option that makes it compress a message as a whole, or keep it to send it again. Its URL has properties too. */
    static boolean gathersMessages(Connection connection) throws SQLException {
        return GATHERING.matcher(connection.getMetaData().getURL()).find();
    }

    /** PostgreSQL in its simple mode, which the URL or a property has asked for: parameters become text of the statement. */
    static boolean putsValuesIntoText(Connection connection) throws SQLException {
        if (connection.getMetaData().getURL().contains("preferQueryMode=simple")) {
            return true;
        }
        try {
            Object mode = Reflected.call(connection, own(connection), "getPreferQueryMode", new Class<?>[0]);
            return mode.toString().equals("SIMPLE");
        } catch (SQLFeatureNotSupportedException | IOException notToBeAsked) {
            return false;
        }
    }

    /**
     * PostgreSQL's driver spools text by itself; before 42.7.13 it left its file where the source failed. Such a source now fails
     * into a file of this library, before the driver begins one.
     */
    static boolean leavesFiles(Connection connection) throws SQLException {
        return isBefore(connection.getMetaData().getDriverVersion(), 42, 7, 13);
    }

    @SuppressWarnings("StringSplitter") // empty parts are dropped
    static boolean isBefore(String version, int... other) {
        int[] numbers = Stream.of(version.split("\\D+"))
                .filter(number -> !number.isEmpty())
                .limit(other.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(numbers, other) < 0;
    }

    /** Whether the driver needs the length to stream. Others are worse off with it: H2 takes all into the heap then. */
    boolean usesLength() {
        return this == POSTGRESQL;
    }

    /** As {@link #sendsInPieces(PreparedStatement, boolean)}, of the statements of a connection. */
    static boolean sendsInPieces(Connection connection, boolean binary) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select ?")) {
            return sendsInPieces(statement, binary);
        }
    }

    /** MySQL's driver sends the parameters of a statement that the server prepared piece by piece; otherwise it makes one text of all. */
    private static boolean sendsInPieces(PreparedStatement statement, boolean binary) throws SQLException {
        return Unwrapped.of(statement, PreparedStatement.class, List.of("com.mysql.cj.jdbc.JdbcPreparedStatement"))
                        .getClass()
                        .getSimpleName()
                        .contains("ServerPrepared")
                && (binary || MysqlText.isSentAsText(connection(statement)));
    }

    /** Sets a parameter to text that the driver reads. */
    void setText(PreparedStatement statement, int index, Reader text) throws SQLException {
        if (this == MYSQL) {
            statement.setObject(index, text, Types.VARCHAR); // see MysqlText
        } else {
            statement.setCharacterStream(index, text);
        }
    }

    /**
     * Whether a long text loses characters of two chars, unless it is set as a string: H2's driver, over a network, encodes each
     * array of it by itself, see {@link SplitCharacters}.
     */
    boolean splitsCharacters(Connection connection) throws SQLException {
        return this == H2 && Location.of(connection).isOverNetwork();
    }

    /**
     * Whether text is stored as it is by that way.
     *
     * @throws SQLFeatureNotSupportedException if not
     */
    void requireText(PreparedStatement statement, Way way) throws SQLException {
        if (this != MYSQL) {
            return;
        }
        if (!MysqlText.isUnicode(connection(statement))) {
            throw new SQLFeatureNotSupportedException(MysqlText.NO_UNICODE);
        }
        if (way != Way.MEMORY && !sendsInPieces(statement, false)) {
            throw new SQLFeatureNotSupportedException(MysqlText.AS_BYTES);
        }
    }

    /** Its name and version, for messages. */
    static String version(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        return data.getDriverName() + " " + data.getDriverVersion();
    }

    /** The driver's connection, where a pool has put its own around it. */
    static Connection own(Connection connection) throws SQLException {
        return Unwrapped.of(connection, Connection.class, of(connection).connections);
    }

    /**
     * Whether a value can be bytes.
     *
     * @throws SQLFeatureNotSupportedException if not
     */
    void requireBytes(Connection connection) throws SQLException {
        if (!takesBytes(connection)) {
            throw new SQLFeatureNotSupportedException("the driver of DuckDB "
                    + connection.getMetaData().getDatabaseProductVersion()
                    + " takes no bytes as a parameter; that of 0.10.0 is the first one that does");
        }
    }

    /** DuckDB's takes none before 0.10; its own version is 1.0 for ever, so the database tells. */
    boolean takesBytes(Connection connection) throws SQLException {
        return this != DUCKDB
                || !connection.getMetaData().getDatabaseProductVersion().matches("v0\\.\\d\\..*");
    }

    /**
     * DuckDB's driver makes all of a result, in native memory, before its first row, unless it was connected to with this setting.
     * A version that does not tell of it is taken for one that does so.
     */
    static boolean streamsResults(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery(
                        "select value from duckdb_settings() where name = 'jdbc_stream_results'")) {
            return setting.next() && Boolean.parseBoolean(setting.getString(1));
        } catch (SQLException doesNotTell) {
            return false;
        }
    }

    /** DuckDB's driver has {@code getBinaryStream} in no version, and {@code getBytes} from 1.1 on: what it has is a BLOB. */
    @Nullable
    InputStream binaryStream(ResultSet rows, int index) throws SQLException {
        if (this != DUCKDB) {
            return rows.getBinaryStream(index);
        }
        Blob value = rows.getBlob(index);
        return value == null ? null : value.getBinaryStream();
    }

    byte @Nullable [] bytes(ResultSet rows, int index) throws SQLException, IOException {
        if (this != DUCKDB) {
            return rows.getBytes(index);
        }
        InputStream value = binaryStream(rows, index);
        return value == null ? null : value.readAllBytes();
    }

    /** DuckDB's driver has no {@code getCharacterStream}, and Derby's, over a network, one that loses characters. */
    @Nullable
    Reader characterStream(ResultSet rows, int index) throws SQLException {
        if (this == DUCKDB) {
            String value = rows.getString(index);
            return value == null ? null : new StringReader(value);
        }
        if (this == DERBY
                && rows.getMetaData().getColumnType(index) == Types.CLOB
                && Location.of(connection(rows.getStatement())).isOverNetwork()) {
            Clob value = rows.getClob(index);
            return value == null ? null : new ClobParts(value);
        }
        return rows.getCharacterStream(index);
    }

    /**
     * Whether the driver reads the stream in the midst of a message to the server. A source that used the connection there, on
     * the same thread, would write into that message.
     */
    boolean readsWithinMessage() {
        return switch (this) {
            case POSTGRESQL, MARIADB, MYSQL, SQL_SERVER, ORACLE, OTHER -> true;
            case H2, HSQLDB, DERBY, SQLITE, DUCKDB -> false;
        };
    }

    /**
     * After an execution that failed. MySQL's driver sends a stream in pieces that the server keeps, and has it forget them only where
     * the parameter is something else in between; they would stand before the next value.
     */
    void forget(PreparedStatement statement, int index) throws SQLException {
        if (this == MYSQL) {
            statement.setNull(index, Types.VARBINARY);
        }
    }
}
