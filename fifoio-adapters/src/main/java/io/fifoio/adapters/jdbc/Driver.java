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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The known drivers, recognised by their names, and everything that is special about each of them: traits for what is a
 * yes or no, and the methods below for the rest. Whatever depends on settings or versions is in {@link DriverMode}.
 */
enum Driver {
    H2("h2", List.of("org.h2.jdbc.JdbcConnection"), Trait.MAY_BE_SERVED_ELSEWHERE),
    HSQLDB("hsql", List.of("org.hsqldb.jdbc.JDBCConnection"), Trait.CUTS_ENDS_TO_FIT, Trait.CONFUSES_NULL_DATES),
    DERBY(
            "derby",
            List.of("org.apache.derby.iapi.jdbc.EngineConnection", "org.apache.derby.client.am.ClientConnection"),
            Trait.RELIABLE_TIMES_ONLY_AS_TEXT,
            Trait.SHIFTS_TIMESTAMPS),
    POSTGRESQL(
            "postgresql",
            List.of("org.postgresql.PGConnection"),
            Trait.HAS_COPY,
            Trait.HAS_LARGE_OBJECTS,
            Trait.USES_LENGTH,
            Trait.READS_WITHIN_MESSAGE,
            Trait.WAITS_FOR_NOTIFICATION,
            Trait.GETS_BYTES_AS_TEXT,
            Trait.GATHERS_SCROLLABLE_RESULTS,
            Trait.GATHERS_HELD_RESULTS,
            Trait.HIDES_BIT_COUNT),
    MARIADB(
            "mariadb",
            List.of("org.mariadb.jdbc.Connection", "org.mariadb.jdbc.MariaDbConnection"),
            Trait.SPEAKS_MYSQL,
            Trait.READS_WITHIN_MESSAGE,
            Trait.MAY_READ_TWICE,
            Trait.DROPS_UNKNOWN_PARAMETERS,
            Trait.READS_WHOLE_VALUES,
            Trait.GATHERS_SCROLLABLE_RESULTS,
            Trait.GATHERS_UPDATABLE_RESULTS,
            Trait.GATHERS_OPEN_RESULTS,
            Trait.LEAVES_ROWS_HALF_READ,
            Trait.RELIABLE_TIMES_ONLY_AS_TEXT,
            Trait.SHIFTS_TIMESTAMPS,
            Trait.HAS_TIMES_AS_SPANS,
            Trait.LOSES_ZEROS_OF_SPANS),
    MYSQL(
            "mysql",
            List.of("com.mysql.cj.jdbc.JdbcConnection"),
            Trait.SPEAKS_MYSQL,
            Trait.READS_WITHIN_MESSAGE,
            Trait.LEAVES_MESSAGE_OPEN,
            Trait.READS_WHOLE_VALUES,
            Trait.GATHERS_SCROLLABLE_RESULTS,
            Trait.GATHERS_UPDATABLE_RESULTS,
            Trait.LEAVES_ROWS_HALF_READ,
            Trait.ALWAYS_REPORTS_FIELD_LIMIT,
            Trait.RELIABLE_TIMES_ONLY_AS_TEXT,
            Trait.HAS_TIMES_AS_SPANS),
    SQLITE(
            "sqlite",
            List.of("org.sqlite.SQLiteConnection"),
            Trait.FAILS_AT_UNKNOWN_PARAMETERS,
            Trait.READS_WHOLE_VALUES,
            Trait.TYPES_VALUES),
    DUCKDB(
            "duckdb",
            List.of("org.duckdb.DuckDBConnection"),
            Trait.TESTS_BY_QUERY,
            Trait.READS_WHOLE_VALUES,
            Trait.HAS_TYPES_UNKNOWN_TO_JDBC,
            Trait.HOLDS_BLOBS,
            Trait.COUNTS_MICROSECONDS,
            Trait.CONFUSES_ERAS),
    SQL_SERVER(
            "microsoft jdbc",
            List.of("com.microsoft.sqlserver.jdbc.ISQLServerConnection"),
            Trait.READS_WITHIN_MESSAGE,
            Trait.CANNOT_RELEASE_SAVEPOINTS),
    ORACLE(
            "oracle",
            List.of("oracle.jdbc.OracleConnection"),
            Trait.READS_WITHIN_MESSAGE,
            Trait.CANNOT_RELEASE_SAVEPOINTS),
    OTHER("", List.of(), Trait.READS_WITHIN_MESSAGE);

    /** The types of columns whose values are not LOBs. */
    private static final Set<Integer> SHORT_BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);

    private static final Set<Integer> SHORT_TEXT = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);

    private final String inName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> connections;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Trait> traits;

    /** @param connections the types of its connections, which may differ from version to version */
    Driver(String inName, List<String> connections, Trait... traits) {
        this.inName = inName;
        this.connections = List.copyOf(connections);
        this.traits = Set.of(traits);
    }

    /**
     * Returns the connection of a statement. In MariaDB's driver 2.7 a statement has none any more when its connection
     * was lost.
     */
    static Connection connection(Statement statement) throws SQLException {
        Connection connection = statement.getConnection();
        if (connection == null) {
            throw new SQLNonTransientConnectionException(
                    "the statement has no connection: it is closed, or its connection was lost", "08003");
        }
        return connection;
    }

    /**
     * Recognises the driver by its name. If a wrapper such as Amazon's gives its own name, the driver is looked for
     * beneath it.
     */
    static Driver of(Connection connection) throws SQLException {
        Driver told = named(connection);
        if (told != OTHER) {
            return told;
        }
        List<String> any = Stream.of(values())
                .flatMap(driver -> driver.connections.stream())
                .toList();
        return named(Unwrapped.of(connection, Connection.class, any));
    }

    private static Driver named(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDriverName().toLowerCase(Locale.ROOT);
        for (Driver driver : values()) {
            if (name.contains(driver.inName)) {
                return driver;
            }
        }
        throw new AssertionError("every name contains the empty one");
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /**
     * Returns the way to send a value into a parameter.
     *
     * @param binary whether the value is a BLOB; otherwise it is a CLOB
     * @param length of the value in bytes, or -1 if it is not known
     */
    Way way(PreparedStatement statement, int index, boolean binary, long length) throws SQLException {
        return switch (this) {
            case SQL_SERVER, ORACLE, OTHER -> Way.STREAM;
            case MARIADB -> DriverMode.gathersMessages(connection(statement)) ? Way.MEMORY : Way.STREAM;
            case H2 -> declaredLength(statement, index) > 0 ? Way.MEMORY : streamWithinProcess(statement);
            case DERBY -> streamWithinProcess(statement);
            case HSQLDB -> isLobParameter(statement, index) ? streamWithinProcess(statement) : Way.MEMORY;
            case POSTGRESQL -> postgresqlWay(statement, index, binary, length);
            case MYSQL -> DriverMode.sendsInPieces(statement, binary) ? Way.STREAM : Way.MEMORY;
            case SQLITE, DUCKDB -> Way.MEMORY;
        };
    }

    /**
     * Returns how many bytes of a value usually go into one row of a chunk table, so that writing and reading it takes
     * little memory. MariaDB's driver allocates twice the bytes for the statement: 128 KiB, or if that is not enough 1
     * MiB, which it drops after each chunk. HSQLDB makes a LOB of each chunk, which takes longer the more there are.
     * DuckDB's driver creates up to 2048 rows at once when they are read.
     */
    int chunkSize() {
        return switch (this) {
            case DUCKDB -> 8 * 1024;
            case MARIADB -> 63 * 1024;
            case HSQLDB -> 2 * Chunks.SIZE;
            case H2, DERBY, POSTGRESQL, MYSQL, SQLITE, SQL_SERVER, ORACLE, OTHER -> Chunks.SIZE;
        };
    }

    /** Returns the chunk size for one column, which with HSQLDB may not be a LOB, or may take less. */
    int chunkSize(PreparedStatement insert, int bytesIndex) throws SQLException {
        if (this != HSQLDB) {
            return chunkSize();
        }
        int usual = isLobParameter(insert, bytesIndex) ? chunkSize() : Chunks.SIZE;
        int most = insert.getParameterMetaData().getPrecision(bytesIndex); // 0 from 2 GiB on
        return most > 0 ? Math.min(usual, most) : usual;
    }

    /** Returns how rows are fetched, and how they are made to arrive while they are read. */
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
     * Over a network, if the stream fails, HSQLDB's driver leaves its message open and takes what follows for more of
     * it, and H2's leaves a file of its own behind; for Derby's this is not known.
     */
    private static Way streamWithinProcess(PreparedStatement statement) throws SQLException {
        return Location.of(connection(statement)).isOverNetwork() ? Way.SPOOL : Way.STREAM;
    }

    /**
     * Returns how long a value of a parameter may be, in bytes or chars, if its column is not a LOB: H2 and HSQLDB make
     * one array of such a value. 0 for other columns, and if it is not known.
     */
    static int declaredLength(PreparedStatement statement, int index) throws SQLException {
        ParameterMetaData parameters = statement.getParameterMetaData();
        int type = parameters.getParameterType(index);
        return SHORT_BYTES.contains(type) || SHORT_TEXT.contains(type) ? parameters.getPrecision(index) : 0;
    }

    /** Whether such a column holds bytes. */
    static boolean takesBytes(PreparedStatement statement, int index) throws SQLException {
        return SHORT_BYTES.contains(statement.getParameterMetaData().getParameterType(index));
    }

    private static Way postgresqlWay(PreparedStatement statement, int index, boolean binary, long length)
            throws SQLException {
        Connection connection = connection(statement);
        if (DriverMode.putsValuesIntoText(connection)) {
            return Way.MEMORY; // the type can't be asked for: the driver would send the statement without its values
        }
        if (LargeObject.isReferredToBy(
                connection, statement.getParameterMetaData().getParameterTypeName(index))) {
            return Way.LARGE_OBJECT;
        }
        if (binary) {
            return length < 0 ? Way.SPOOL : Way.STREAM;
        }
        return DriverMode.leavesFiles(connection) ? Way.SPOOL : Way.STREAM;
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
     * Whether a long text loses characters of two chars unless it is set as a string: over a network, H2's driver
     * encodes each array of it separately, see {@link SplitCharacters}.
     */
    boolean splitsCharacters(Connection connection) throws SQLException {
        return this == H2 && Location.of(connection).isOverNetwork();
    }

    /**
     * Checks that text is stored unchanged when it is sent that way.
     *
     * @throws SQLFeatureNotSupportedException if not
     */
    void requireText(PreparedStatement statement, Way way) throws SQLException {
        if (this != MYSQL) {
            return;
        }
        String refusal = MysqlText.refusal(connection(statement), DriverMode.isPreparedByMysql(statement));
        if (refusal != null) {
            throw new SQLFeatureNotSupportedException(refusal);
        }
        if (way != Way.MEMORY && !DriverMode.sendsInPieces(statement, false)) {
            throw new SQLFeatureNotSupportedException(MysqlText.AS_BYTES);
        }
    }

    /** Returns the name and version of the driver, for messages. */
    static String version(Connection connection) throws SQLException {
        DatabaseMetaData data = own(connection).getMetaData();
        return data.getDriverName() + " " + data.getDriverVersion();
    }

    /** Returns the driver's own connection if a pool has wrapped it. */
    static Connection own(Connection connection) throws SQLException {
        return Unwrapped.of(connection, Connection.class, of(connection).connections);
    }

    /**
     * Checks that a value can be bytes.
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

    /**
     * DuckDB's driver accepts none before 0.10. Its own version is always 1.0, so the version of the database is used.
     */
    boolean takesBytes(Connection connection) throws SQLException {
        return this != DUCKDB
                || !connection.getMetaData().getDatabaseProductVersion().matches("v0\\.\\d\\..*");
    }

    /**
     * DuckDB's driver does not have {@code getBinaryStream} in any version, and {@code getBytes} only from 1.1 on; what
     * it always has is a BLOB.
     */
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

    /** DuckDB's driver has no {@code getCharacterStream}, and the one of Derby's loses characters over a network. */
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
     * Whether the statement has to be asked, before it gets a value that goes this way, if it has the parameter.
     * MariaDB's driver lets the server answer; so for a streamed value it is asked only afterwards, and only if nobody
     * has read the value.
     */
    boolean needsParameterChecked(Way way) {
        return has(Trait.FAILS_AT_UNKNOWN_PARAMETERS) || (has(Trait.DROPS_UNKNOWN_PARAMETERS) && way == Way.MEMORY);
    }

    /** Whether all values of a statement are sent in one message, whose length is limited. */
    boolean sendsOneMessage(PreparedStatement statement) throws SQLException {
        return switch (this) {
            case POSTGRESQL -> true;
            case MARIADB -> !DriverMode.isPreparedByMariadb(statement);
            case H2, HSQLDB, DERBY, MYSQL, SQLITE, DUCKDB, SQL_SERVER, ORACLE, OTHER -> false;
        };
    }

    /** Returns the statement that sets a savepoint, with a placeholder for its name. */
    String savepointSql() {
        return this == DERBY ? "savepoint %s on rollback retain cursors" : "savepoint %s";
    }

    /**
     * Returns the query for the number of the transaction, for databases where a savepoint does not show that another
     * transaction has begun.
     */
    @Nullable
    String transactionNumberSql() {
        return switch (this) {
            case H2 -> "call transaction_id()";
            case DUCKDB -> "select txid_current()";
            default -> null;
        };
    }

    /**
     * Cleans up after an execution that failed. MySQL's driver sends a stream in pieces that the server keeps, and it
     * makes the server drop them only if the parameter is set to something else in between; otherwise they would be put
     * before the next value.
     */
    void forget(PreparedStatement statement, int index) throws SQLException {
        if (this == MYSQL) {
            statement.setNull(index, Types.VARBINARY);
        }
    }
}
