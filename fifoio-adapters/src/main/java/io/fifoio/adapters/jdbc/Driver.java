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
 * The drivers that are known, told apart by what they say of themselves, and all that is special about each: as traits, and by
 * the methods below where there is more to say than yes or no. What depends on settings and versions is asked of {@link
 * DriverMode}.
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

    /** The types of columns whose values are no LOBs. */
    private static final Set<Integer> SHORT_BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);

    private static final Set<Integer> SHORT_TEXT = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);

    private final String inName;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> connections;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Trait> traits;

    /** @param connections the types of its connections, of which one version may have this and another that */
    Driver(String inName, List<String> connections, Trait... traits) {
        this.inName = inName;
        this.connections = List.copyOf(connections);
        this.traits = Set.of(traits);
    }

    /** Gives the connection of a statement. MariaDB's driver 2.7 has none any more for a statement whose connection was lost. */
    static Connection connection(Statement statement) throws SQLException {
        Connection connection = statement.getConnection();
        if (connection == null) {
            throw new SQLNonTransientConnectionException(
                    "the statement has no connection: it is closed, or its connection was lost", "08003");
        }
        return connection;
    }

    /** By its name; beneath what names itself instead, as Amazon's wrapper does. */
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
     * The way of a value into a parameter.
     *
     * @param binary whether the value is a BLOB; else it is a CLOB
     * @param length of the value in bytes, or -1 where it is not known
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
     * How many bytes of a value go into one row of a chunk table as a rule, so that writing and reading it holds little.
     * MariaDB's driver makes room for twice the bytes, before its statement: 128 KiB, or with more of them 1 MiB, which it throws
     * away after each chunk. HSQLDB makes a LOB of each, which takes the longer the more there are. DuckDB's driver makes up to
     * 2048 rows at once when they are read.
     */
    int chunkSize() {
        return switch (this) {
            case DUCKDB -> 8 * 1024;
            case MARIADB -> 63 * 1024;
            case HSQLDB -> 2 * Chunks.SIZE;
            case H2, DERBY, POSTGRESQL, MYSQL, SQLITE, SQL_SERVER, ORACLE, OTHER -> Chunks.SIZE;
        };
    }

    /** The chunk size for one column, which with HSQLDB may be no LOB, or take less. */
    int chunkSize(PreparedStatement insert, int bytesIndex) throws SQLException {
        if (this != HSQLDB) {
            return chunkSize();
        }
        int usual = isLobParameter(insert, bytesIndex) ? chunkSize() : Chunks.SIZE;
        int most = insert.getParameterMetaData().getPrecision(bytesIndex); // 0 from 2 GiB on
        return most > 0 ? Math.min(usual, most) : usual;
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

    /**
     * How long a value of a parameter may be, in bytes or chars, where its column is no LOB: H2 and HSQLDB make one array of such a
     * value. 0 for other columns, and where it is not known.
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
        String refusal = MysqlText.refusal(connection(statement), DriverMode.isPreparedByMysql(statement));
        if (refusal != null) {
            throw new SQLFeatureNotSupportedException(refusal);
        }
        if (way != Way.MEMORY && !DriverMode.sendsInPieces(statement, false)) {
            throw new SQLFeatureNotSupportedException(MysqlText.AS_BYTES);
        }
    }

    /** Gives name and version of the driver, for messages. */
    static String version(Connection connection) throws SQLException {
        DatabaseMetaData data = own(connection).getMetaData();
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
     * Whether the statement is to be asked for a parameter before it gets a value that goes this way. MariaDB's driver has the
     * server answer, so of a value that is streamed it is asked afterwards, and only where nobody has read that.
     */
    boolean needsParameterChecked(Way way) {
        return has(Trait.FAILS_AT_UNKNOWN_PARAMETERS) || (has(Trait.DROPS_UNKNOWN_PARAMETERS) && way == Way.MEMORY);
    }

    /** Whether all values of a statement are sent in one message, whose length has a limit. */
    boolean sendsOneMessage(PreparedStatement statement) throws SQLException {
        return switch (this) {
            case POSTGRESQL -> true;
            case MARIADB -> !DriverMode.isPreparedByMariadb(statement);
            case H2, HSQLDB, DERBY, MYSQL, SQLITE, DUCKDB, SQL_SERVER, ORACLE, OTHER -> false;
        };
    }

    /** The statement that sets a savepoint, with a place for its name. */
    String savepointSql() {
        return this == DERBY ? "savepoint %s on rollback retain cursors" : "savepoint %s";
    }

    /** The query for the number of the transaction, where a savepoint does not tell that another one has begun. */
    @Nullable
    String transactionNumberSql() {
        return switch (this) {
            case H2 -> "call transaction_id()";
            case DUCKDB -> "select txid_current()";
            default -> null;
        };
    }

    /**
     * After an execution that failed. MySQL's driver sends a stream in pieces that the server keeps, and has it forget them only
     * where the parameter is something else in between; they would stand before the next value.
     */
    void forget(PreparedStatement statement, int index) throws SQLException {
        if (this == MYSQL) {
            statement.setNull(index, Types.VARBINARY);
        }
    }
}
