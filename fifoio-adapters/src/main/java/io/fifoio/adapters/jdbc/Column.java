package io.fifoio.adapters.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A column of a result, and how its values are read. */
record Column(String label, String typeName, ValueReader reader) {

    /** The unsigned types, for which DuckDB's driver before version 1.2 gives no JDBC type. */
    private static final Set<String> DUCKDB_UNSIGNED = Set.of("utinyint", "usmallint", "uinteger");

    static List<Column> of(ResultSetMetaData metaData, Driver driver) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String typeName = String.valueOf(metaData.getColumnTypeName(i));
            String label = metaData.getColumnLabel(i);
            // MySQL's driver gives null if the server gives an empty one.
            columns.add(new Column(label == null ? "" : label, typeName, reader(metaData, i, typeName, driver)));
        }
        return columns;
    }

    private static ValueReader reader(ResultSetMetaData metaData, int index, String typeName, Driver driver)
            throws SQLException {
        if (driver.has(Trait.TYPES_VALUES)) {
            return ValueReader.BY_VALUE;
        }
        boolean mysql = driver.has(Trait.SPEAKS_MYSQL);
        String type = typeName.toLowerCase(Locale.ROOT);
        String javaClass = String.valueOf(metaData.getColumnClassName(index));
        if (mysql && type.equals("year")) {
            return ValueReader.INTEGER; // otherwise a date, the first of January
        }
        if (mysql && type.equals("bit") && metaData.getPrecision(index) > 1) {
            return ValueReader.bits(metaData.getPrecision(index)); // which are binary to MariaDB's driver before 3.0
        }
        if (type.equals("decfloat")) {
            return ValueReader.DECIMAL_FLOAT;
        }
        if (driver.has(Trait.HAS_TYPES_UNKNOWN_TO_JDBC) && DUCKDB_UNSIGNED.contains(type)) {
            return ValueReader.INTEGER;
        }
        if (driver.has(Trait.HAS_TYPES_UNKNOWN_TO_JDBC) && type.equals("variant")) {
            return ValueReader.VARIANT;
        }
        return switch (metaData.getColumnType(index)) {
            case Types.BOOLEAN -> mysql ? ValueReader.TRUTH_OR_INTEGER : ValueReader.TRUTH;
            case Types.BIT ->
                driver.has(Trait.HIDES_BIT_COUNT) && type.equals("bit")
                        ? ValueReader.TRUTH_OR_BITS
                        : bits(metaData, index, javaClass, mysql);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> integer(metaData, index, mysql);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> real(type, javaClass);
            case Types.DECIMAL, Types.NUMERIC -> ValueReader.DECIMAL;
            case Types.DATE ->
                driver.has(Trait.RELIABLE_TIMES_ONLY_AS_TEXT)
                        ? DateTimes.ofText(LocalDate.class)
                        : typed(driver, LocalDate.class);
            case Types.TIME -> time(metaData, index, type, driver);
            case Types.TIME_WITH_TIMEZONE -> typed(driver, OffsetTime.class);
            case Types.TIMESTAMP -> timestamp(type, driver);
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                driver.has(Trait.COUNTS_MICROSECONDS)
                        ? DateTimes.ofDuckdbMicroseconds(true)
                        : typed(driver, OffsetDateTime.class);
            case Types.BINARY, Types.VARBINARY -> type.equals("uuid") ? ValueReader.TEXT : ValueReader.BYTES;
            case Types.LONGVARBINARY -> ValueReader.BYTE_STREAM;
            case Types.BLOB -> driver.has(Trait.HOLDS_BLOBS) ? ValueReader.heldBlob(driver) : ValueReader.BYTE_STREAM;
            case Types.CLOB -> ValueReader.clob(driver);
            case Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> ValueReader.CHARACTER_STREAM;
            default -> javaClass.equals("java.math.BigInteger") ? ValueReader.BIG_INTEGER : ValueReader.TEXT;
        };
    }

    /** Reads a column of bits, as PostgreSQL also declares its booleans: one bit is a boolean, several are text. */
    private static ValueReader bits(ResultSetMetaData metaData, int index, String javaClass, boolean mysql)
            throws SQLException {
        int count = metaData.getPrecision(index);
        if (javaClass.equals("java.lang.Boolean") && count <= 1) {
            return mysql ? ValueReader.TRUTH_OR_INTEGER : ValueReader.TRUTH;
        }
        return mysql ? ValueReader.bits(count) : ValueReader.TEXT;
    }

    /** MySQL and MariaDB have unsigned integers that do not fit into a long. */
    private static ValueReader integer(ResultSetMetaData metaData, int index, boolean mysql) throws SQLException {
        return mysql && !metaData.isSigned(index) ? ValueReader.DECIMAL : ValueReader.INTEGER;
    }

    /** PostgreSQL's driver declares a column of {@code money} to be a double, which its values are not. */
    private static ValueReader real(String type, String javaClass) {
        if (type.equals("money")) {
            return ValueReader.TEXT;
        }
        return javaClass.equals("java.lang.Float") ? ValueReader.SINGLE : ValueReader.DOUBLE;
    }

    /**
     * For a value that may be a span of time there is no type of {@code java.time} to read its text as, so it is left
     * unchanged.
     */
    private static ValueReader time(ResultSetMetaData metaData, int index, String type, Driver driver)
            throws SQLException {
        if (driver.has(Trait.LOSES_ZEROS_OF_SPANS)) {
            return DateTimes.ofMariadbSpan(metaData.getScale(index));
        }
        if (driver.has(Trait.HAS_TIMES_AS_SPANS)) {
            return ValueReader.TEXT;
        }
        if (driver.has(Trait.RELIABLE_TIMES_ONLY_AS_TEXT)) {
            return DateTimes.ofText(LocalTime.class);
        }
        return typed(driver, type.equals("timetz") ? OffsetTime.class : LocalTime.class);
    }

    private static ValueReader timestamp(String type, Driver driver) {
        if (driver.has(Trait.SHIFTS_TIMESTAMPS)) {
            return DateTimes.ofUtc();
        }
        if (driver.has(Trait.RELIABLE_TIMES_ONLY_AS_TEXT)) {
            return DateTimes.ofText(LocalDateTime.class);
        }
        if (driver.has(Trait.COUNTS_MICROSECONDS)
                && type.equals("timestamp")) { // others count seconds, milli- or nanoseconds
            return DateTimes.ofDuckdbMicroseconds(false);
        }
        return typed(driver, type.equals("timestamptz") ? OffsetDateTime.class : LocalDateTime.class);
    }

    private static ValueReader typed(Driver driver, Class<? extends TemporalAccessor> type) {
        if (driver.has(Trait.CONFUSES_ERAS)) {
            return DateTimes.ofDuckdb(type);
        }
        return driver.has(Trait.CONFUSES_NULL_DATES) ? DateTimes.ofHsqldb(type) : DateTimes.typed(type);
    }

    /** Returns the name and type of the column for messages. */
    @Override
    public String toString() {
        return label + " (" + typeName + ")";
    }
}
