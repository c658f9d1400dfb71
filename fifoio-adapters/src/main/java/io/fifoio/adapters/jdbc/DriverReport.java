package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.jdbc.Capability.Evidence;
import io.fifoio.adapters.jdbc.Capability.Growth;
import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one connection does with each operation, in words, for the {@link Capabilities}. {@link Driver} has what is done
 * about it.
 */
final class DriverReport {

    private static final String NOT_IN_MEMORY =
            "the driver would hold the whole value: LobQuery.ranged, chunked, or inMemory for small values";

    private static final String HELD =
            "held in memory, all values of a statement together, and refused beyond that: a chunk table takes any size";
    private static final String HELD_BYTES = Limits.HELD + " bytes";

    private static final String NO_LIMIT = "2^63 - 1 rows";
    private static final String ROW_BY_ROW = "rows as they are read";
    private static final String HELD_IN_ROWS = "; a value within a row is held whole";

    private static final String POSTGRESQL_FIELD = "1 GiB - 64 KiB; of type oid 4 TiB";

    private final Driver driver;
    private final Connection connection;
    private final Limits limits;
    private final Evidence evidence;
    private final List<Capability> all = new ArrayList<>();

    private DriverReport(Driver driver, Connection connection, Evidence evidence) {
        this.driver = driver;
        this.connection = connection;
        this.limits = new Limits(driver, connection);
        this.evidence = evidence;
    }

    static List<Capability> of(Driver driver, Connection connection) throws SQLException {
        DriverReport report = new DriverReport(driver, connection, evidence(driver, connection));
        report.addAll();
        return List.copyOf(report.all);
    }

    private void addAll() throws SQLException {
        switch (driver) {
            case H2 -> h2();
            case HSQLDB -> hsqldb();
            case DERBY -> derby();
            case POSTGRESQL -> postgresql();
            case MARIADB -> mariadb();
            case MYSQL -> mysql();
            case SQLITE -> sqlite();
            case DUCKDB -> duckdb();
            case SQL_SERVER -> sqlServer();
            case ORACLE -> oracle();
            case OTHER -> unknown();
        }
        bulk();
        correctFor(Location.of(connection));
    }

    /**
     * The tests run three of the databases only within their own process, and MySQL's driver only with a server of
     * MariaDB.
     */
    private static Evidence evidence(Driver driver, Connection connection) throws SQLException {
        return switch (driver) {
            case H2, HSQLDB, DERBY -> Location.of(connection).isOverNetwork() ? Evidence.ASSUMED : Evidence.VERIFIED;
            case MARIADB, MYSQL ->
                connection.getMetaData().getDatabaseProductVersion().contains("MariaDB")
                        ? Evidence.VERIFIED
                        : Evidence.DOCUMENTED;
            case POSTGRESQL, SQLITE, DUCKDB -> Evidence.VERIFIED;
            case SQL_SERVER, ORACLE -> Evidence.DOCUMENTED;
            case OTHER -> Evidence.ASSUMED;
        };
    }

    private void h2() {
        streaming(
                "setBinaryStream without length, into BLOB and CLOB columns; into others as a whole, up to "
                        + HELD_BYTES
                        + ". WRITE_DELAY=0 in the URL keeps H2 from writing behind, which a slow disk and a small heap do not bear",
                "2^63 - 1 bytes",
                "chunks in a BLOB column; a VARBINARY one holds all rows in the heap");
        rows(
                Memory.WHOLE,
                "gathered before the first row, in memory up to MAX_MEMORY_ROWS, then in a file; most queries stream with LAZY_QUERY_EXECUTION=1 in the URL, of which H2 does not tell");
    }

    private void hsqldb() {
        streaming("setBinaryStream without length; BLOB and CLOB columns only", "64 TiB", "chunks in a BLOB column");
        rows(
                Memory.WHOLE,
                "gathered before the first row, in memory; beyond the count that 'set session result memory rows' names, in a file");
    }

    private void derby() {
        streaming(
                "setBinaryStream without length; with a trigger on the table Derby holds the whole value",
                "2147483647 bytes",
                ROW_BY_ROW);
        rows(Memory.STREAMS, ROW_BY_ROW);
    }

    private void postgresql() throws SQLException {
        boolean simple = DriverMode.putsValuesIntoText(connection);
        if (simple) {
            String held = HELD + "; preferQueryMode=extended streams";
            add(Operation.WRITE_BLOB, Memory.WHOLE, held, Growth.LINEAR, HELD_BYTES);
            add(Operation.WRITE_CLOB, Memory.WHOLE, held, Growth.LINEAR, HELD_BYTES);
        } else {
            postgresqlWrites();
        }
        postgresqlReads();
        if (simple) {
            String whole = "the whole result before its first row; preferQueryMode=extended streams";
            chunks(Memory.WHOLE, whole);
            rows(Memory.WHOLE, whole);
        } else {
            chunks("a few rows at a time, within a transaction");
            rows(
                    Memory.STREAMS,
                    "a cursor in a transaction, about half a megabyte at a time; refused on the caller's connection with autocommit on"
                            + HELD_IN_ROWS);
        }
    }

    private void postgresqlWrites() throws SQLException {
        add(
                Operation.WRITE_BLOB,
                Memory.FILE,
                "bytea: beyond 64 KiB a temporary file where the source does not know its length, else streams; oid: a large object, streams",
                Growth.LINEAR,
                POSTGRESQL_FIELD);
        add(
                Operation.WRITE_CLOB,
                Memory.FILE,
                "text: a temporary file of the driver"
                        + (DriverMode.leavesFiles(connection) ? ", and before it one of this library" : "")
                        + "; oid: a large object of UTF-8",
                Growth.LINEAR,
                POSTGRESQL_FIELD);
    }

    private void postgresqlReads() {
        add(
                Operation.READ_BLOB,
                Memory.REFUSED,
                "bytea: " + NOT_IN_MEMORY + "; oid: streams",
                Growth.LINEAR,
                POSTGRESQL_FIELD);
        add(
                Operation.READ_CLOB,
                Memory.REFUSED,
                "text: " + NOT_IN_MEMORY
                        + " (substring(convert_to(column, 'UTF8') from ? for ?)), or lo_from_bytea(0, convert_to(column, 'UTF8'));"
                        + " oid: streams",
                Growth.LINEAR,
                POSTGRESQL_FIELD);
        add(
                Operation.READ_RANGES,
                Memory.STREAMS,
                "substring(column from ? for ?); linear with STORAGE EXTERNAL, else each range unpacks the value on the server",
                Growth.QUADRATIC,
                POSTGRESQL_FIELD);
    }

    private void mariadb() throws SQLException {
        if (DriverMode.gathersMessages(connection)) {
            String held = HELD + "; streams without useCompression and transactionReplay";
            add(Operation.WRITE_BLOB, Memory.WHOLE, held, Growth.LINEAR, limit(Way.MEMORY));
            add(Operation.WRITE_CLOB, Memory.WHOLE, held, Growth.LINEAR, limit(Way.MEMORY));
        } else {
            String note = "; a stream that fails costs the connection; Way.SPOOL does not";
            String limit = limit(Way.STREAM);
            add(Operation.WRITE_BLOB, Memory.STREAMS, "setBinaryStream without length" + note, Growth.LINEAR, limit);
            add(Operation.WRITE_CLOB, Memory.STREAMS, "setCharacterStream" + note, Growth.LINEAR, limit);
        }
        mysqlReads();
        rows(Memory.STREAMS, "by the fetch size, about half a megabyte at a time" + HELD_IN_ROWS);
    }

    private void mysql() throws SQLException {
        try (PreparedStatement any = connection.prepareStatement("select ?")) {
            mysqlWrites(Operation.WRITE_BLOB, DriverMode.sendsInPieces(any, true));
            mysqlWrites(Operation.WRITE_CLOB, DriverMode.sendsInPieces(any, false));
            String refusal = MysqlText.refusal(connection, DriverMode.isPreparedByMysql(any));
            if (refusal != null) {
                replaceByRefusal(Set.of(Operation.WRITE_CLOB), refusal);
            }
        }
        mysqlReads();
        rows(Memory.STREAMS, "row by row (fetch size Integer.MIN_VALUE)" + HELD_IN_ROWS);
    }

    private void mysqlWrites(Operation operation, boolean inPieces) throws SQLException {
        add(
                operation,
                inPieces ? Memory.STREAMS : Memory.WHOLE,
                inPieces
                        ? "piece by piece, by a statement that the server prepared"
                        : HELD + "; useServerPrepStmts=true streams, text without clobCharacterEncoding from 8.0.33 on",
                Growth.LINEAR,
                limit(inPieces ? Way.STREAM : Way.MEMORY));
    }

    /** Adds what both drivers do that read from a server of MariaDB or MySQL. */
    private void mysqlReads() throws SQLException {
        String limit = limit(Way.STREAM);
        add(Operation.READ_BLOB, Memory.REFUSED, NOT_IN_MEMORY, Growth.NONE, limit);
        add(Operation.READ_CLOB, Memory.REFUSED, NOT_IN_MEMORY, Growth.NONE, limit);
        add(
                Operation.READ_RANGES,
                Memory.STREAMS,
                "substring(column, ?, ?); each range costs the server the whole value, unless it is of a variable of the session",
                Growth.QUADRATIC,
                limit);
        chunks(ROW_BY_ROW);
    }

    private void sqlite() {
        whole("substr(column, ?, ?), whole value in native memory", "1000000000 bytes");
        chunks(ROW_BY_ROW);
        rows(Memory.STREAMS, ROW_BY_ROW + HELD_IN_ROWS);
    }

    private void duckdb() throws SQLException {
        whole(
                "array_slice (before 1.2: unhex(substring(hex(column), 2 * ? - 1, 2 * ?))), whole value in native memory",
                "4 GiB");
        if (DriverMode.streamsResults(connection)) {
            chunks(ROW_BY_ROW);
            rows(Memory.STREAMS, ROW_BY_ROW + HELD_IN_ROWS);
        } else {
            String whole =
                    "the whole result before its first row, in native memory; connecting with jdbc_stream_results=true"
                            + " makes it stream";
            chunks(Memory.NATIVE, whole);
            rows(Memory.NATIVE, whole);
        }
        if (!driver.takesBytes(connection)) {
            replaceByRefusal(
                    Set.of(Operation.WRITE_BLOB, Operation.WRITE_CHUNKS),
                    "the driver takes no bytes as a parameter; that of 0.10.0 is the first one that does");
        }
    }

    private void sqlServer() {
        streaming("setBinaryStream; adaptive buffering when read", "2 GiB", ROW_BY_ROW);
        rows(Memory.STREAMS, ROW_BY_ROW);
    }

    private void oracle() {
        streaming("setBinaryStream; locators when read", "4 GiB x block size", ROW_BY_ROW);
        rows(Memory.STREAMS, ROW_BY_ROW);
    }

    private void unknown() {
        for (Operation operation : EnumSet.range(Operation.WRITE_BLOB, Operation.ROWS_OUT)) {
            add(operation, Memory.UNKNOWN, "the plain call; the driver is not known here", Growth.UNKNOWN, "unknown");
        }
    }

    private void streaming(String way, String limit, String chunks) {
        add(Operation.WRITE_BLOB, Memory.STREAMS, way, Growth.LINEAR, limit);
        add(Operation.WRITE_CLOB, Memory.STREAMS, way.replace("Binary", "Character"), Growth.LINEAR, limit);
        add(Operation.READ_BLOB, Memory.STREAMS, "getBinaryStream", Growth.LINEAR, limit);
        add(Operation.READ_CLOB, Memory.STREAMS, "getCharacterStream", Growth.LINEAR, limit);
        add(Operation.READ_RANGES, Memory.STREAMS, "not needed, the plain way streams", Growth.UNKNOWN, limit);
        chunks(chunks);
    }

    private void whole(String range, String limit) {
        add(Operation.WRITE_BLOB, Memory.WHOLE, HELD, Growth.LINEAR, HELD_BYTES);
        add(Operation.WRITE_CLOB, Memory.WHOLE, HELD, Growth.LINEAR, HELD_BYTES);
        add(Operation.READ_BLOB, Memory.REFUSED, NOT_IN_MEMORY, Growth.NONE, limit);
        add(Operation.READ_CLOB, Memory.REFUSED, NOT_IN_MEMORY, Growth.NONE, limit);
        add(Operation.READ_RANGES, Memory.NATIVE, range, Growth.QUADRATIC, limit);
    }

    private void rows(Memory memory, String way) {
        add(Operation.ROWS_OUT, memory, way, Growth.LINEAR, NO_LIMIT);
    }

    private void chunks(String reading) {
        chunks(Memory.STREAMS, reading);
    }

    private void chunks(Memory memory, String reading) {
        add(
                Operation.WRITE_CHUNKS,
                Memory.STREAMS,
                "an insert for each " + driver.chunkSize() / 1024 + " KiB",
                Growth.LINEAR,
                "2147483646 chunks");
        add(Operation.READ_CHUNKS, memory, reading, Growth.LINEAR, "2147483646 chunks");
    }

    private void bulk() {
        if (driver.has(Trait.HAS_COPY)) {
            add(Operation.BULK_IN, Memory.STREAMS, "COPY FROM STDIN", Growth.LINEAR, NO_LIMIT);
            add(Operation.BULK_OUT, Memory.STREAMS, "COPY TO STDOUT", Growth.LINEAR, NO_LIMIT);
            return;
        }
        switch (driver) {
            case MARIADB -> loadData("allowLocalInfile");
            case MYSQL -> loadData("allowLoadLocalInfile");
            default -> refuse(Operation.BULK_IN, "known of PostgreSQL, MariaDB and MySQL alone: inserts in batches");
        }
        refuse(Operation.BULK_OUT, "COPY TO STDOUT is of PostgreSQL alone: Rows writes CSV");
    }

    private void loadData(String property) {
        add(
                Operation.BULK_IN,
                Memory.STREAMS,
                "LOAD DATA LOCAL INFILE, with " + property + "=true in the URL",
                Growth.LINEAR,
                NO_LIMIT);
    }

    private void refuse(Operation operation, String reason) {
        add(operation, Memory.REFUSED, reason, Growth.NONE, "0 bytes");
    }

    private void add(Operation operation, Memory memory, String way, Growth growth, String limit) {
        all.add(new Capability(operation, memory, way, growth, limit, evidence));
    }

    /** The longest value that can be sent that way, by the server's setting. */
    private String limit(Way way) throws SQLException {
        return limits.of(way).bytes() + (way == Way.STREAM ? " bytes (max_allowed_packet)" : " bytes");
    }

    private void replaceByRefusal(Set<Operation> operations, String reason) {
        all.replaceAll(one -> operations.contains(one.operation())
                ? new Capability(one.operation(), Memory.REFUSED, reason, Growth.NONE, "0 bytes", evidence)
                : one);
    }

    /**
     * Adapts what has been added to the location of the database: how much of a value is held on its way, or in a
     * database that needs no server.
     */
    private void correctFor(Location location) {
        Set<Operation> written = EnumSet.of(Operation.WRITE_BLOB, Operation.WRITE_CLOB, Operation.WRITE_CHUNKS);
        switch (location) {
            case OVER_NETWORK -> correctForNetwork();
            case IN_MEMORY_OVER_NETWORK -> {
                correctForNetwork();
                replaceStreaming(
                        EnumSet.of(Operation.READ_BLOB, Operation.READ_CLOB),
                        Memory.FILE,
                        "%s; beyond 1 MiB of a temporary file of the driver, which it leaves to the garbage collector");
            }
            case IN_HEAP -> replaceStreaming(written, Memory.WHOLE, "%s; the database itself lies in the heap");
            case IN_NATIVE_MEMORY ->
                replaceStreaming(written, Memory.NATIVE, "%s; the database itself lies in native memory");
            case IN_FILE -> {}
        }
    }

    private void correctForNetwork() {
        if (driver == Driver.H2) {
            replaceStreaming(
                    EnumSet.of(Operation.WRITE_CLOB),
                    Memory.STREAMS,
                    "%s; a text with a character of two chars at a multiple of 4096 chars in memory, up to "
                            + HELD_BYTES + ", refused beyond");
        }
        replaceStreaming(
                EnumSet.of(Operation.WRITE_BLOB, Operation.WRITE_CLOB),
                Memory.FILE,
                driver == Driver.H2
                        ? "a temporary file, beyond 1 MiB then another one of the driver, then %s"
                        : "a temporary file, then %s");
    }

    /**
     * Replaces the entries of some operations that stream.
     *
     * @param way with a placeholder for the previous way
     */
    private void replaceStreaming(Set<Operation> operations, Memory memory, String way) {
        all.replaceAll(one -> operations.contains(one.operation()) && one.memory() == Memory.STREAMS
                ? new Capability(one.operation(), memory, way.formatted(one.way()), one.growth(), one.limit(), evidence)
                : one);
    }
}
