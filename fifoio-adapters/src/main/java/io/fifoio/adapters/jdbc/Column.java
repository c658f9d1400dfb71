package io.fifoio.adapters.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A column of a result, and how its values are read. */
record Column(String label, String typeName, ValueReader reader) {

    static List<Column> of(ResultSetMetaData metaData, Driver driver) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String typeName = String.valueOf(metaData.getColumnTypeName(i));
            columns.add(new Column(metaData.getColumnLabel(i), typeName, reader(metaData, i, typeName, driver)));
        }
        return columns;
    }

    private static ValueReader reader(ResultSetMetaData metaData, int index, String typeName, Driver driver)
            throws SQLException {
        if (driver == Driver.SQLITE) {
            return ValueReader.BY_VALUE; // a type is a property of each value there, not of its column
        }
        boolean derby = driver == Driver.DERBY;
        String type = typeName.toLowerCase(Locale.ROOT);
        String javaClass = String.valueOf(metaData.getColumnClassName(index));
        return switch (metaData.getColumnType(index)) {
            case Types.BOOLEAN -> ValueReader.TRUTH;
            case Types.BIT -> bits(metaData, index, javaClass, driver);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> integer(metaData, index, driver);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> real(type, javaClass);
            case Types.DECIMAL, Types.NUMERIC -> ValueReader.DECIMAL;
            case Types.DATE -> ValueReader.temporal(LocalDate.class, derby);
            case Types.TIME -> time(type, driver, derby);
            case Types.TIME_WITH_TIMEZONE -> ValueReader.temporal(OffsetTime.class, derby);
            case Types.TIMESTAMP ->
                ValueReader.temporal(type.equals("timestamptz") ? OffsetDateTime.class : LocalDateTime.class, derby);
            case Types.TIMESTAMP_WITH_TIMEZONE -> ValueReader.temporal(OffsetDateTime.class, derby);
            case Types.BINARY, Types.VARBINARY -> type.equals("uuid") ? ValueReader.TEXT : ValueReader.BYTES;
            case Types.LONGVARBINARY -> ValueReader.BYTE_STREAM;
            case Types.BLOB -> driver == Driver.DUCKDB ? ValueReader.BYTES : ValueReader.BYTE_STREAM;
            case Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB -> ValueReader.CHARACTER_STREAM;
            default -> javaClass.equals("java.math.BigInteger") ? ValueReader.BIG_INTEGER : ValueReader.TEXT;
        };
    }

    /** PostgreSQL's booleans say that they are bits. Several bits are text, or bytes where the driver has them so. */
    private static ValueReader bits(ResultSetMetaData metaData, int index, String javaClass, Driver driver)
            throws SQLException {
        if (javaClass.equals("java.lang.Boolean") && metaData.getPrecision(index) <= 1) {
            return ValueReader.TRUTH;
        }
        boolean bytes = javaClass.equals("[B") && isMysqlOrMariadb(driver);
        return bytes ? ValueReader.BYTES : ValueReader.TEXT;
    }

    /** MySQL and MariaDB have unsigned integers that no long holds. */
    private static ValueReader integer(ResultSetMetaData metaData, int index, Driver driver) throws SQLException {
        boolean unsigned = isMysqlOrMariadb(driver) && !metaData.isSigned(index);
        return unsigned ? ValueReader.DECIMAL : ValueReader.INTEGER;
    }

    /** PostgreSQL's money says that it is a double, and is none. */
    private static ValueReader real(String type, String javaClass) {
        if (type.equals("money")) {
            return ValueReader.TEXT;
        }
        return javaClass.equals("java.lang.Float") ? ValueReader.SINGLE : ValueReader.DOUBLE;
    }

    /** A TIME of MySQL and MariaDB is a span of up to 838 hours, so it is left as their text. */
    private static ValueReader time(String type, Driver driver, boolean derby) {
        if (isMysqlOrMariadb(driver)) {
            return ValueReader.TEXT;
        }
        return ValueReader.temporal(type.equals("timetz") ? OffsetTime.class : LocalTime.class, derby);
    }

    private static boolean isMysqlOrMariadb(Driver driver) {
        return driver == Driver.MYSQL || driver == Driver.MARIADB;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return label + " (" + typeName + ")";
    }
}
