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

    /** Of no type of JDBC before version 1.2 of its driver. */
    private static final Set<String> DUCKDB_UNSIGNED = Set.of("utinyint", "usmallint", "uinteger");

    static List<Column> of(ResultSetMetaData metaData, Driver driver) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String typeName = String.valueOf(metaData.getColumnTypeName(i));
            String label = metaData.getColumnLabel(i);
            // MySQL's driver has none where the server gives an empty one.
            columns.add(new Column(label == null ? "" : label, typeName, reader(metaData, i, typeName, driver)));
        }
        return columns;
    }

    private static ValueReader reader(ResultSetMetaData metaData, int index, String typeName, Driver driver)
            throws SQLException {
        if (driver == Driver.SQLITE) {
            return ValueReader.BY_VALUE; // a type is a property of each value there, not of its column
        }
        boolean mysql = driver == Driver.MYSQL || driver == Driver.MARIADB;
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
        if (driver == Driver.DUCKDB && DUCKDB_UNSIGNED.contains(type)) {
            return ValueReader.INTEGER;
        }
        if (driver == Driver.DUCKDB && type.equals("variant")) {
            return ValueReader.VARIANT;
        }
        return switch (metaData.getColumnType(index)) {
            case Types.BOOLEAN -> mysql ? ValueReader.TRUTH_OR_INTEGER : ValueReader.TRUTH;
            case Types.BIT ->
                driver == Driver.POSTGRESQL && type.equals("bit")
                        ? ValueReader.TRUTH_OR_BITS
                        : bits(metaData, index, javaClass, mysql);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> integer(metaData, index, mysql);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> real(type, javaClass);
            case Types.DECIMAL, Types.NUMERIC -> ValueReader.DECIMAL;
            case Types.DATE ->
                mysql || driver == Driver.DERBY ? DateTimes.ofText(LocalDate.class) : typed(driver, LocalDate.class);
            case Types.TIME -> time(metaData, index, type, driver);
            case Types.TIME_WITH_TIMEZONE -> typed(driver, OffsetTime.class);
            case Types.TIMESTAMP -> timestamp(type, driver);
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                driver == Driver.DUCKDB ? DateTimes.ofDuckdbMicroseconds(true) : typed(driver, OffsetDateTime.class);
            case Types.BINARY, Types.VARBINARY -> type.equals("uuid") ? ValueReader.TEXT : ValueReader.BYTES;
            case Types.LONGVARBINARY -> ValueReader.BYTE_STREAM;
            case Types.BLOB -> driver == Driver.DUCKDB ? ValueReader.BLOB_BYTES : ValueReader.BYTE_STREAM;
            case Types.CLOB -> driver == Driver.DERBY ? ValueReader.DERBY_CLOB : ValueReader.CHARACTER_STREAM;
            case Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> ValueReader.CHARACTER_STREAM;
            default -> javaClass.equals("java.math.BigInteger") ? ValueReader.BIG_INTEGER : ValueReader.TEXT;
        };
    }

    /** PostgreSQL's booleans say that they are bits. Several bits are text. */
    private static ValueReader bits(ResultSetMetaData metaData, int index, String javaClass, boolean mysql)
            throws SQLException {
        int count = metaData.getPrecision(index);
        if (javaClass.equals("java.lang.Boolean") && count <= 1) {
            return mysql ? ValueReader.TRUTH_OR_INTEGER : ValueReader.TRUTH;
        }
        return mysql ? ValueReader.bits(count) : ValueReader.TEXT;
    }

    /** MySQL and MariaDB have unsigned integers that no long holds. */
    private static ValueReader integer(ResultSetMetaData metaData, int index, boolean mysql) throws SQLException {
        return mysql && !metaData.isSigned(index) ? ValueReader.DECIMAL : ValueReader.INTEGER;
    }

    /** PostgreSQL's money says that it is a double, and is none. */
    private static ValueReader real(String type, String javaClass) {
        if (type.equals("money")) {
            return ValueReader.TEXT;
        }
        return javaClass.equals("java.lang.Float") ? ValueReader.SINGLE : ValueReader.DOUBLE;
    }

    /** A TIME of MySQL and MariaDB is a span of up to 838 hours, so it is left as their text. */
    private static ValueReader time(ResultSetMetaData metaData, int index, String type, Driver driver)
            throws SQLException {
        if (driver == Driver.MARIADB) {
            return DateTimes.ofMariadbSpan(metaData.getScale(index));
        }
        if (driver == Driver.MYSQL) {
            return ValueReader.TEXT;
        }
        if (driver == Driver.DERBY) {
            return DateTimes.ofText(LocalTime.class);
        }
        return typed(driver, type.equals("timetz") ? OffsetTime.class : LocalTime.class);
    }

    private static ValueReader timestamp(String type, Driver driver) {
        if (driver == Driver.MARIADB || driver == Driver.DERBY) {
            return DateTimes.ofUtc();
        }
        if (driver == Driver.MYSQL) {
            return DateTimes.ofText(LocalDateTime.class);
        }
        if (driver == Driver.DUCKDB && type.equals("timestamp")) { // others count seconds, milli- or nanoseconds
            return DateTimes.ofDuckdbMicroseconds(false);
        }
        return typed(driver, type.equals("timestamptz") ? OffsetDateTime.class : LocalDateTime.class);
    }

    private static ValueReader typed(Driver driver, Class<? extends TemporalAccessor> type) {
        return switch (driver) {
            case DUCKDB -> DateTimes.ofDuckdb(type);
            case HSQLDB -> DateTimes.ofHsqldb(type);
            default -> DateTimes.typed(type);
        };
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return label + " (" + typeName + ")";
    }
}
